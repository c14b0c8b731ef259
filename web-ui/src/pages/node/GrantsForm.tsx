import { TagsInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { nodeChange } from '../../api/nodeChange';
import { type Node, useNodes } from '../../api/nodes';
import type { Schema } from '../../api/types';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { useReview } from '../../ui/useReview';

export type EdgeNode = Node & { spec: Schema<'EdgeSpec'> };

/** What an edge may reach beside the Internet; its hub holds it to that. */
export function GrantsForm({ edge, close }: { edge: EdgeNode | null; close: () => void }) {
  const nodes = useNodes();
  const [grants, setGrants] = useState<string[]>([]);
  const [reaches, setReaches] = useState<string[]>([]);
  const { errorOf, failure, pending, review } = useReview();
  useEffect(() => {
    setGrants(edge?.spec.grants ?? []);
    setReaches(edge?.spec.reaches ?? []);
  }, [edge]);
  const others = (nodes.data ?? []).filter(({ kind, name }) => kind === 'edge' && name !== edge?.name);
  return (
    <FormDialog
      title={`What ${edge?.name ?? ''} may reach`}
      opened={edge !== null}
      close={close}
      submit={() =>
        edge && void review(nodeChange(edge.name, edge, { ...edge.spec, grants, reaches }), close)
      }
      pending={pending}
      failure={failure}
    >
      <Fields>
        <TagsInput
          label="Networks behind the hub"
          description="Under its LAN's own addresses: 10.20.0.0/16"
          value={grants}
          onChange={setGrants}
          error={errorOf('grants')}
        />
        <TagsInput
          label="Other edges"
          description="It connects to them; who is named only answers"
          data={others.map(({ name }) => name)}
          value={reaches}
          onChange={setReaches}
          error={errorOf('reaches')}
        />
      </Fields>
    </FormDialog>
  );
}

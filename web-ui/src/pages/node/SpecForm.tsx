import { useEffect, useState } from 'react';
import { nodeChange } from '../../api/nodeChange';
import type { Node } from '../../api/nodes';
import { FormDialog } from '../../ui/FormDialog';
import { useReview } from '../../ui/useReview';
import { EdgeFields } from './EdgeFields';
import { HubFields } from './HubFields';

type SpecFormProps = { node: Node; opened: boolean; close: () => void };

/** What a node is asked to be, as a form. */
export function SpecForm({ node, opened, close }: SpecFormProps) {
  const [spec, setSpec] = useState(node.spec);
  const { errorOf, failure, pending, review } = useReview();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened anew, it begins with what is stored
  useEffect(() => setSpec(node.spec), [opened]);
  return (
    <FormDialog
      title={`Change ${node.name}`}
      opened={opened}
      close={close}
      submit={() => void review(nodeChange(node.name, node, spec), close)}
      pending={pending}
      failure={failure}
    >
      {spec.kind === 'edge' ? (
        <EdgeFields spec={spec} set={setSpec} errorOf={errorOf} />
      ) : (
        <HubFields spec={spec} set={setSpec} errorOf={errorOf} />
      )}
    </FormDialog>
  );
}

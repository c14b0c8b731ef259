import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createNode } from '../../api/nodeChange';
import { useNodes } from '../../api/nodes';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { fieldOf } from './HubStep';
import { JoinStep } from './JoinStep';
import css from './Welcome.module.css';

type EdgeStepProps = { hub: string | null; name: string | null; next: (name: string) => void };

/** Names the edge, then lets it join. */
export function EdgeStep({ hub, name: known, next }: EdgeStepProps) {
  const nodes = useNodes();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => createNode(name, { kind: 'edge', hubs: hub ? [hub] : [] }),
  });
  const edge = create.data?.name ?? known;
  const exists = nodes.data?.some((node) => node.name === edge) || create.data;
  if (edge && exists) {
    return (
      <Card title={`The edge ${edge}`}>
        <JoinStep node={edge} kind="edge" next={() => next(edge)} />
      </Card>
    );
  }
  const failure = create.isError ? Failure.of(create.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Card
      title="Name the edge"
      note={hub ? `It will bond its links towards ${hub}` : 'It has no hub to bond to yet'}
    >
      <form onSubmit={submit} className={css.form}>
        {failure && Object.keys(failure.fields).length === 0 && (
          <Notice tone="down" title="Not accepted">
            {failure.detail}
          </Notice>
        )}
        <TextInput
          label="Name"
          description="Where it stands, most often: home, office, van"
          required
          value={name}
          error={fieldOf(failure, 'node')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={css.foot}>
          <ActionButton needs="operator" size="sm" type="submit" loading={create.isPending}>
            Create the edge
          </ActionButton>
        </div>
      </form>
    </Card>
  );
}

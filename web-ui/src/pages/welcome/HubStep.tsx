import { NumberInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createNode } from '../../api/nodeChange';
import { useNodes } from '../../api/nodes';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Fields } from '../../ui/FormDialog';
import { Card } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { JoinStep } from './JoinStep';
import css from './Welcome.module.css';

/** Names the hub and says where it is reached, then lets it join. */
export function HubStep({ name: known, next }: { name: string | null; next: (name: string) => void }) {
  const nodes = useNodes();
  const [name, setName] = useState('');
  const [publicAddress, setPublicAddress] = useState(
    /^(localhost|127\.|\[::1\])/.test(location.hostname) ? '' : location.hostname,
  );
  const [port, setPort] = useState<number | string>(7070);
  const create = useMutation({
    mutationFn: () => createNode(name, { kind: 'hub', publicAddress, port: Number(port) }),
  });
  const hub = create.data?.name ?? known;
  const exists = nodes.data?.some((node) => node.name === hub) || create.data;
  if (hub && exists) {
    return (
      <Card title={`The hub ${hub}`}>
        <JoinStep node={hub} kind="hub" next={() => next(hub)} />
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
      title="Name the hub"
      note="The machine with a public address; often the one that this page comes from"
    >
      <form onSubmit={submit} className={css.form}>
        {failure && Object.keys(failure.fields).length === 0 && (
          <Notice tone="down" title="Not accepted">
            {failure.detail}
          </Notice>
        )}
        <Fields>
          <TextInput
            label="Name"
            description="Small letters, digits, hyphens: fra"
            required
            value={name}
            error={fieldOf(failure, 'node')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Public address"
            description="An address or a name"
            required
            value={publicAddress}
            error={fieldOf(failure, 'publicAddress')}
            onChange={(event) => setPublicAddress(event.currentTarget.value)}
          />
          <NumberInput
            label="Port"
            description="TCP and UDP, open in the firewall"
            hideControls
            value={port}
            error={fieldOf(failure, 'port')}
            onChange={setPort}
          />
        </Fields>
        <div className={css.foot}>
          <ActionButton needs="operator" size="sm" type="submit" loading={create.isPending}>
            Create the hub
          </ActionButton>
        </div>
      </form>
    </Card>
  );
}

export const fieldOf = (failure: Failure | null, field: string) =>
  Object.entries(failure?.fields ?? {}).find(([path]) => path === field || path.endsWith(`.${field}`))?.[1];

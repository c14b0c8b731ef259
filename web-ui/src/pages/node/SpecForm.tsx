import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { nodeChange } from '../../api/nodeChange';
import { type Node, useNodes } from '../../api/nodes';
import type { Schema } from '../../api/types';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { useReview } from '../../ui/useReview';

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

type FieldsProps<Spec> = {
  spec: Spec;
  set: (spec: Spec) => void;
  errorOf: (field: string) => string | undefined;
};

const traffic = [
  { value: 'lan', label: "The LAN's" },
  { value: 'all', label: "The LAN's and the edge's own" },
  { value: 'none', label: 'None' },
];

function EdgeFields({ spec, set, errorOf }: FieldsProps<Schema<'EdgeSpec'>>) {
  const nodes = useNodes();
  const named = (kind: 'edge' | 'hub') =>
    (nodes.data ?? []).filter((one) => one.kind === kind).map(({ name }) => name);
  const lan = spec.lan ?? {};
  const tunnel = spec.tunnel ?? {};
  return (
    <Fields>
      <TagsInput
        label="Hubs"
        description="In the order of preference"
        data={named('hub')}
        value={spec.hubs ?? []}
        onChange={(hubs) => set({ ...spec, hubs })}
        error={errorOf('hubs')}
      />
      <Select
        label="Traffic through the tunnel"
        description="Whose packets are sent"
        data={traffic}
        allowDeselect={false}
        value={lan.traffic ?? 'lan'}
        onChange={(value) => set({ ...spec, lan: { ...lan, traffic: (value ?? 'lan') as 'lan' } })}
      />
      <TagsInput
        label="LAN interfaces"
        description="Where the traffic comes from"
        value={lan.interfaces ?? []}
        onChange={(interfaces) => set({ ...spec, lan: { ...lan, interfaces } })}
        error={errorOf('lan.interfaces')}
      />
      <TagsInput
        label="Networks behind it"
        description="The hub routes them to this edge: 192.168.10.0/24"
        value={lan.prefixes ?? []}
        onChange={(prefixes) => set({ ...spec, lan: { ...lan, prefixes } })}
        error={errorOf('lan.prefixes')}
      />
      <TagsInput
        label="May talk to"
        description="Other edges, through the hub"
        data={named('edge')}
        value={spec.reaches ?? []}
        onChange={(reaches) => set({ ...spec, reaches })}
        error={errorOf('reaches')}
      />
      <NumberInput
        label="Carriers"
        description="Connections that packets are spread over"
        hideControls
        value={tunnel.carriers ?? 4}
        onChange={(value) => set({ ...spec, tunnel: { ...tunnel, carriers: Number(value) } })}
        error={errorOf('tunnel.carriers')}
      />
    </Fields>
  );
}

function HubFields({ spec, set, errorOf }: FieldsProps<Schema<'HubSpec'>>) {
  return (
    <Fields>
      <TextInput
        label="Public address"
        description="Where edges reach it: an address or a name"
        value={spec.publicAddress ?? ''}
        onChange={(event) => set({ ...spec, publicAddress: event.currentTarget.value })}
        error={errorOf('publicAddress')}
      />
      <NumberInput
        label="Port"
        description="TCP for carriers, UDP for probes"
        hideControls
        value={spec.port ?? 7070}
        onChange={(value) => set({ ...spec, port: Number(value) })}
        error={errorOf('port')}
      />
      <TagsInput
        label="Inner networks"
        description="Its own address in each: 10.77.0.1/16"
        value={spec.innerNetworks ?? []}
        onChange={(innerNetworks) => set({ ...spec, innerNetworks })}
        error={errorOf('innerNetworks')}
      />
      <Switch
        label="Edges reach the Internet under the hub's address"
        checked={spec.masquerade ?? true}
        onChange={(event) => set({ ...spec, masquerade: event.currentTarget.checked })}
      />
    </Fields>
  );
}

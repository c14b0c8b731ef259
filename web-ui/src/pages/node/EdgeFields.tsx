import { NumberInput, Select, TagsInput } from '@mantine/core';
import { useNodes } from '../../api/nodes';
import type { Schema } from '../../api/types';
import { Fields } from '../../ui/FormDialog';
import { StreamsFields } from './StreamsFields';
import type { FieldsProps } from './specFields';

const traffic = [
  { value: 'lan', label: "The LAN's" },
  { value: 'all', label: "The LAN's and the edge's own" },
  { value: 'none', label: 'None' },
];

/** What an edge is asked to be. */
export function EdgeFields({ spec, set, errorOf }: FieldsProps<Schema<'EdgeSpec'>>) {
  const nodes = useNodes();
  const named = (kind: 'edge' | 'hub') =>
    (nodes.data ?? []).filter((one) => one.kind === kind).map(({ name }) => name);
  const lan = spec.lan ?? {};
  const tunnel = spec.tunnel ?? {};
  return (
    <>
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
        <TagsInput
          label="Granted networks"
          description="Behind the hub: 10.20.0.0/16"
          value={spec.grants ?? []}
          onChange={(grants) => set({ ...spec, grants })}
          error={errorOf('grants')}
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
      <StreamsFields
        kind="edge"
        spec={spec.streams ?? {}}
        set={(streams) => set({ ...spec, streams })}
        errorOf={errorOf}
      />
    </>
  );
}

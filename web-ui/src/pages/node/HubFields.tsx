import { NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import type { Schema } from '../../api/types';
import { Fields } from '../../ui/FormDialog';
import { StreamsFields } from './StreamsFields';
import type { FieldsProps } from './specFields';

/** What a hub is asked to be. */
export function HubFields({ spec, set, errorOf }: FieldsProps<Schema<'HubSpec'>>) {
  return (
    <>
      <Fields>
        <TextInput
          label="Public address"
          description="An address or a name"
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
      <StreamsFields
        kind="hub"
        spec={spec.streams ?? {}}
        set={(streams) => set({ ...spec, streams })}
        errorOf={errorOf}
      />
    </>
  );
}

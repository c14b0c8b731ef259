import { NumberInput, Switch, TagsInput } from '@mantine/core';
import type { Schema } from '../../api/types';
import { FieldGroup, Fields } from '../../ui/FormDialog';
import type { FieldsProps } from './specFields';

type Streams = Schema<'StreamsSpec'>;
type Numbers = 'maxFlows' | 'idleSeconds' | 'spareCarriers' | 'maxCarriers';

/** What the API takes where nothing is said. */
const usual: Record<Numbers, number> = {
  maxFlows: 4096,
  idleSeconds: 7440,
  spareCarriers: 16,
  maxCarriers: 2048,
};

/** How TCP connections cross: on carriers of their own, or with everything else. */
export function StreamsFields({ kind, spec, set, errorOf }: FieldsProps<Streams> & { kind: 'edge' | 'hub' }) {
  const enabled = spec.enabled ?? true;
  const number = (key: Numbers) => ({
    hideControls: true,
    min: 1,
    value: spec[key] ?? usual[key],
    onChange: (value: number | string) => set({ ...spec, [key]: Number(value) }),
    error: errorOf(`streams.${key}`),
  });
  return (
    <FieldGroup name="TCP connections">
      <Switch
        label="Each has a carrier of its own"
        description="All links together, and none waits for another; otherwise they share the carriers of packets"
        checked={enabled}
        onChange={(event) => set({ ...spec, enabled: event.currentTarget.checked })}
      />
      {enabled && (
        <Fields>
          <TagsInput
            label="Except to ports"
            description="22, or a range: 5000-5010"
            value={spec.exceptPorts ?? []}
            onChange={(exceptPorts) => set({ ...spec, exceptPorts })}
            error={errorOf('streams.exceptPorts')}
          />
          <TagsInput
            label="Except to networks"
            description="10.20.0.0/16, or an address"
            value={spec.exceptPrefixes ?? []}
            onChange={(exceptPrefixes) => set({ ...spec, exceptPrefixes })}
            error={errorOf('streams.exceptPrefixes')}
          />
          <NumberInput label="At once" description="Each way; more are refused" {...number('maxFlows')} />
          <NumberInput
            label="Reset after silence, s"
            description="A connection without a byte for so long"
            {...number('idleSeconds')}
          />
          {kind === 'edge' && (
            <>
              <NumberInput
                label="Carriers kept ready"
                description="So that no connection waits for a handshake"
                {...number('spareCarriers')}
              />
              <NumberInput
                label="Carriers at most"
                description="In use and ready together"
                {...number('maxCarriers')}
              />
            </>
          )}
        </Fields>
      )}
    </FieldGroup>
  );
}

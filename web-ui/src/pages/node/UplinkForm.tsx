import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Node } from '../../api/nodes';
import { type Uplink, uplinkChange } from '../../api/uplinks';
import { Fields, FormDialog } from '../../ui/FormDialog';
import { useReview } from '../../ui/useReview';
import { draftOf, emptyDraft, specOf, type UplinkDraft } from './uplinkDraft';

type UplinkFormProps = { node: Node; uplink: Uplink | 'new' | null; close: () => void };

const roles = [
  { value: 'use', label: 'Use: carries traffic' },
  { value: 'standby', label: 'Standby: when it is needed' },
  { value: 'never', label: 'Never: not used' },
];
const costs = [
  { value: 'flat', label: 'Flat rate' },
  { value: 'metered', label: 'Metered' },
  { value: 'expensive', label: 'Expensive' },
];
const atCap = [
  { value: 'demote', label: 'Becomes standby' },
  { value: 'stop', label: 'Stops' },
];

export function UplinkForm({ node, uplink, close }: UplinkFormProps) {
  const [draft, setDraft] = useState<UplinkDraft>(emptyDraft);
  const { errorOf, failure, pending, review } = useReview();
  const old = uplink === 'new' ? null : uplink;
  useEffect(() => setDraft(old ? draftOf(old) : emptyDraft), [old]);
  const set =
    <Key extends keyof UplinkDraft>(key: Key) =>
    (value: UplinkDraft[Key]) =>
      setDraft((before) => ({ ...before, [key]: value }));
  const number = (key: 'down' | 'up' | 'above' | 'latency' | 'loss' | 'cap' | 'billingDay') => ({
    value: draft[key],
    onChange: set(key),
    hideControls: true,
    min: 0,
  });
  const title = old ? `Change ${old.name}` : `Add an uplink to ${node.name}`;
  return (
    <FormDialog
      title={title}
      opened={uplink !== null}
      close={close}
      submit={() => void review(uplinkChange(node.name, draft.name.trim(), old, specOf(draft, old)), close)}
      pending={pending}
      failure={failure}
    >
      <Fields>
        <TextInput
          label="Name"
          description="Yours to choose: dsl, lte"
          required
          disabled={old !== null}
          value={draft.name}
          onChange={(event) => set('name')(event.currentTarget.value)}
          error={errorOf('uplink')}
        />
        <Autocomplete
          label="Interface"
          description="Its name, a pattern (wwan*) or a MAC address"
          required
          data={node.status.interfaces.filter((name) => name !== 'lo')}
          value={draft.interface}
          onChange={set('interface')}
          error={errorOf('interface')}
        />
        <Select
          label="Role"
          data={roles}
          allowDeselect={false}
          value={draft.role}
          onChange={(value) => set('role')((value ?? 'use') as UplinkDraft['role'])}
        />
        <Select
          label="Cost"
          data={costs}
          allowDeselect={false}
          value={draft.costClass}
          onChange={(value) => set('costClass')((value ?? 'flat') as UplinkDraft['costClass'])}
        />
        <NumberInput
          label="Inbound, Mbit/s"
          description="The most it can do; empty: no limit"
          error={errorOf('downBitsPerSecond')}
          {...number('down')}
        />
        <NumberInput
          label="Outbound, Mbit/s"
          description="The most it can do; empty: no limit"
          error={errorOf('upBitsPerSecond')}
          {...number('up')}
        />
        <NumberInput
          label="Left out above, ms"
          description="Latency of its probes; empty: any"
          error={errorOf('maxLatencyMs')}
          {...number('latency')}
        />
        <NumberInput
          label="Left out above, % loss"
          description="Of its probes; empty: any"
          error={errorOf('maxLossRatio')}
          {...number('loss')}
        />
        {draft.role === 'standby' && (
          <NumberInput
            label="Joins above, Mbit/s"
            description="What the others carry; empty: only when they fail"
            error={errorOf('standbyAboveBitsPerSecond')}
            {...number('above')}
          />
        )}
        <NumberInput
          label="Data per month, GB"
          description="Empty: as much as one likes"
          error={errorOf('limitBytes')}
          {...number('cap')}
        />
        {draft.cap !== '' && (
          <>
            <NumberInput
              label="Month begins on day"
              description="As the contract has it"
              error={errorOf('billingDay')}
              {...number('billingDay')}
            />
            <Select
              label="At the cap it"
              description="Until the next month begins"
              data={atCap}
              allowDeselect={false}
              value={draft.atCap}
              onChange={(value) => set('atCap')((value ?? 'demote') as UplinkDraft['atCap'])}
            />
          </>
        )}
      </Fields>
    </FormDialog>
  );
}

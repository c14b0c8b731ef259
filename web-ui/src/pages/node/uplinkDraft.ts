import type { Uplink, UplinkSpec } from '../../api/uplinks';
import { fromMegabits, toMegabits } from '../../ui/units';

/** An uplink as a person fills it in: Mbit/s, GB, percent; '' is nothing. */
export type UplinkDraft = {
  name: string;
  interface: string;
  role: NonNullable<UplinkSpec['role']>;
  costClass: NonNullable<UplinkSpec['costClass']>;
  down: number | string;
  up: number | string;
  above: number | string;
  latency: number | string;
  loss: number | string;
  cap: number | string;
  billingDay: number | string;
  atCap: 'demote' | 'stop';
};

export const emptyDraft: UplinkDraft = {
  name: '',
  interface: '',
  role: 'use',
  costClass: 'flat',
  down: '',
  up: '',
  above: '',
  latency: '',
  loss: '',
  cap: '',
  billingDay: 1,
  atCap: 'demote',
};

const gigabyte = 1e9;
const percent = 100;

export function draftOf({ name, spec }: Uplink): UplinkDraft {
  return {
    name,
    interface: spec.interface,
    role: spec.role ?? 'use',
    costClass: spec.costClass ?? 'flat',
    down: toMegabits(spec.downBitsPerSecond),
    up: toMegabits(spec.upBitsPerSecond),
    above: toMegabits(spec.standbyAboveBitsPerSecond),
    latency: spec.maxLatencyMs ?? '',
    loss: spec.maxLossRatio ? round(spec.maxLossRatio * percent) : '',
    cap: spec.dataCap ? spec.dataCap.limitBytes / gigabyte : '',
    billingDay: spec.dataCap?.billingDay ?? 1,
    atCap: spec.dataCap?.atCap ?? 'demote',
  };
}

/** What was filled in; what the form does not show stays as it was. */
export function specOf(draft: UplinkDraft, old: Uplink | null): UplinkSpec {
  const above = draft.role === 'standby' ? fromMegabits(draft.above) : null;
  return {
    interface: draft.interface.trim(),
    role: draft.role,
    costClass: draft.costClass,
    disabled: old?.spec.disabled ?? false,
    ...given('downBitsPerSecond', fromMegabits(draft.down)),
    ...given('upBitsPerSecond', fromMegabits(draft.up)),
    ...given('standbyAboveBitsPerSecond', above),
    ...given('maxLatencyMs', numeric(draft.latency)),
    ...given('maxLossRatio', scaled(draft.loss, 1 / percent)),
    ...(draft.cap === '' ? {} : { dataCap: capOf(draft, old) }),
  };
}

function capOf(draft: UplinkDraft, old: Uplink | null): NonNullable<UplinkSpec['dataCap']> {
  return {
    limitBytes: Math.round(Number(draft.cap) * gigabyte),
    billingDay: Number(draft.billingDay) || 1,
    warnAtRatio: old?.spec.dataCap?.warnAtRatio ?? 0.8,
    atCap: draft.atCap,
  };
}

const numeric = (value: number | string) => (value === '' ? null : Number(value));
const scaled = (value: number | string, by: number) => (value === '' ? null : round(Number(value) * by));
const round = (value: number) => Math.round(value * 1e6) / 1e6;
const given = <Key extends string>(key: Key, value: number | null) =>
  (value === null ? {} : { [key]: value }) as { [K in Key]?: number };

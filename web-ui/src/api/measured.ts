import { useMemo } from 'react';
import { achievedOf, type Diagnostic, useDiagnostics } from './diagnostics';

/** What speed tests found that a link can do, each direction as it was measured last. */
export type Measured = { inBps: number | null; outBps: number | null; at: string | null };
export type Measurements = ReadonlyMap<string, Measured>;

const keyOf = (node: string, uplink: string) => `${node}/${uplink}`;
const nothing: Measured = { inBps: null, outBps: null, at: null };

export const noMeasurements: Measurements = new Map();

export const measuredOf = (all: Measurements, node: string, uplink: string): Measured =>
  all.get(keyOf(node, uplink)) ?? nothing;

/** @param runs newest first */
export function measurementsOf(runs: readonly Diagnostic[]): Measurements {
  const found = new Map<string, Measured>();
  for (const run of runs.filter(({ state }) => state === 'done')) {
    for (const { name, inBps, outBps, error } of achievedOf(run)) {
      const key = keyOf(run.node, name);
      const known = found.get(key) ?? nothing;
      if (error === null) {
        found.set(key, {
          inBps: known.inBps ?? inBps,
          outBps: known.outBps ?? outBps,
          at: known.at ?? run.finishedAt,
        });
      }
    }
  }
  return found;
}

export function useMeasurements(): Measurements {
  const { data } = useDiagnostics('speed-tests');
  return useMemo(() => (data ? measurementsOf(data) : noMeasurements), [data]);
}

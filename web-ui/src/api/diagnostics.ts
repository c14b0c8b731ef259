import { useMutation, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import { queryClient } from './queries';
import type { Schema } from './types';

export type Diagnostic = Schema<'Diagnostic'>;
export type DiagnosticKind = 'speed-tests' | 'mptcp-support';

const running = ({ state }: Diagnostic) => state === 'queued' || state === 'running';

/** Newest first; asked each second while one is not done. */
export const useDiagnostics = (kind: DiagnosticKind) =>
  useQuery({
    queryKey: ['diagnostics', kind],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET(`/api/v1/diagnostics/${kind}`, { params: { query: { limit: 20 } }, signal })))
        .items,
    refetchInterval: ({ state }) => ((state.data ?? []).some(running) ? 1_000 : 30_000),
  });

export const useStart = (kind: DiagnosticKind) =>
  useMutation({
    mutationFn: (wish: { node: string; uplink?: string }) =>
      bodyOf(api.POST(`/api/v1/diagnostics/${kind}`, { body: wish })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['diagnostics', kind] }),
  });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const numberAt = (value: unknown, key: string): number | null => {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === 'number' ? found : null;
};

const textAt = (value: unknown, key: string): string | null => {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : null;
};
const uplinksOf = (result: unknown): unknown[] =>
  isRecord(result) && Array.isArray(result.uplinks) ? result.uplinks : [];

export type Achieved = {
  name: string;
  inBps: number | null;
  outBps: number | null;
  idleMs: number | null;
  loadedMs: number | null;
  error: string | null;
};

/** What a speed test measured: of each uplink, and of the bond. */
export function achievedOf({ result }: Diagnostic): Achieved[] {
  const of = (name: string, value: unknown): Achieved => ({
    name,
    inBps: numberAt(value, 'inboundBitsPerSecond'),
    outBps: numberAt(value, 'outboundBitsPerSecond'),
    idleMs: numberAt(value, 'idleRttMs'),
    loadedMs: numberAt(value, 'loadedRttMs'),
    error: textAt(value, 'error'),
  });
  const bond = isRecord(result) ? result.bond : null;
  return [
    ...uplinksOf(result).map((one) => of(textAt(one, 'uplink') ?? '?', one)),
    ...(isRecord(bond) ? [of('the bond', bond)] : []),
  ];
}

export type Support = { name: string; result: string; text: string };

/** What a check of MPTCP found: of each uplink whether its options passed. */
export const supportOf = ({ result }: Diagnostic): Support[] =>
  uplinksOf(result).map((one) => ({
    name: textAt(one, 'uplink') ?? '?',
    result: textAt(one, 'result') ?? 'unknown',
    text: textAt(one, 'text') ?? '',
  }));

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

export type Achieved = { name: string; inBps: number | null; outBps: number | null };

/** What a speed test measured: of each uplink, and of the bond. */
export function achievedOf({ result }: Diagnostic): Achieved[] {
  const of = (name: string, value: unknown): Achieved => ({
    name,
    inBps: numberAt(value, 'inboundBitsPerSecond'),
    outBps: numberAt(value, 'outboundBitsPerSecond'),
  });
  if (!isRecord(result)) {
    return [];
  }
  const uplinks = isRecord(result.uplinks) ? Object.entries(result.uplinks) : [];
  return [
    ...uplinks.map(([name, value]) => of(name, value)),
    ...(result.bond ? [of('the bond', result.bond)] : []),
  ];
}

export type Support = { name: string; state: string; text: string };

/** What a check of MPTCP found: of each uplink whether its options came through. */
export function supportOf({ result }: Diagnostic): Support[] {
  const uplinks = isRecord(result) && isRecord(result.uplinks) ? Object.entries(result.uplinks) : [];
  return uplinks.map(([name, value]) => {
    const word = isRecord(value) ? (value.support ?? value.state ?? value.supported) : value;
    const text = isRecord(value) ? (value.text ?? value.detail ?? value.reason ?? '') : '';
    return {
      name,
      state: word === true ? 'supported' : word === false ? 'stripped' : String(word),
      text: String(text),
    };
  });
}

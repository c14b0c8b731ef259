import { useQuery } from '@tanstack/react-query';
import type { Change } from '../ui/ChangeDialog';
import { against } from './against';
import { api, bodyOf } from './client';
import { resourceChange } from './resource';
import type { Schema } from './types';

export type EnrolmentKey = Schema<'EnrolmentKey'>;
export type Stage = EnrolmentKey['usedBy'][number]['stage'];

export const useKeys = () =>
  useQuery({
    queryKey: ['enrolment-keys'],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/enrolment-keys', { params: { query: { limit: 1000 } }, signal }))).items,
    refetchInterval: 10_000,
  });

/** One key, asked each second: somebody is waiting for a machine to come with it. */
export const useKeyProgress = (name: string | null) =>
  useQuery({
    queryKey: ['enrolment-keys', name],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/v1/enrolment-keys/{name}', { params: { path: { name: name ?? '' } }, signal })),
    enabled: name !== null,
    refetchInterval: 1_000,
  });

/** Makes a key; the line to paste is in this answer only. */
export const makeKey = async (name: string, key: Schema<'EnrolmentKeyPut'>): Promise<EnrolmentKey> =>
  (await bodyOf(
    api.PUT('/api/v1/enrolment-keys/{name}', {
      params: { path: { name }, header: against(null) },
      body: key,
    }),
  )) as EnrolmentKey;

export const keyRevocation = (key: EnrolmentKey): Change =>
  resourceChange(
    'enrolment-keys',
    {
      title: `Revoke the key ${key.name}`,
      says: 'Nobody can join with it any more. Nodes that came with it stay.',
      action: 'Revoke',
      danger: true,
      call: {
        what: 'Revoke the key',
        method: 'DELETE',
        path: `/api/v1/enrolment-keys/${key.name}`,
        against: against(key.revision),
      },
    },
    (dryRun) =>
      api.DELETE('/api/v1/enrolment-keys/{name}', {
        params: { path: { name: key.name }, query: { dryRun }, header: against(key.revision) },
      }),
  );

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

import { useQuery } from '@tanstack/react-query';
import type { Change } from '../ui/ChangeDialog';
import { against } from './against';
import { api, bodyOf } from './client';
import { resourceChange } from './resource';
import type { Schema } from './types';

export type User = Schema<'User'>;
export type Token = Schema<'Token'>;
export type Certificate = Schema<'Certificate'>;

const whole = { params: { query: { limit: 1000 } } };

export const useUsers = () =>
  useQuery({
    queryKey: ['users'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/users', { ...whole, signal }))).items,
  });

export const useTokens = () =>
  useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/tokens', { ...whole, signal }))).items,
  });

export const useCertificates = () =>
  useQuery({
    queryKey: ['certificates'],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/certificates', { ...whole, signal }))).items,
  });

export const useAuthority = () =>
  useQuery({
    queryKey: ['certificates', 'authority'],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/certificate-authority', { signal })),
  });

export function userChange(name: string, old: User | null, user: Schema<'UserPut'> | null): Change {
  const verb = user === null ? 'Delete' : old === null ? 'Create' : 'Change';
  const params = (dryRun: boolean) => ({
    path: { name },
    query: { dryRun },
    header: against(old?.revision ?? null),
  });
  return resourceChange(
    'users',
    {
      title: `${verb} ${name}`,
      action: verb,
      danger: user === null,
      call: {
        what: `${verb} ${name}`,
        method: user === null ? 'DELETE' : 'PUT',
        path: `/api/v1/users/${name}`,
        against: against(old?.revision ?? null),
        ...(user === null ? {} : { body: withoutSecret(user) }),
      },
      ...(user === null ? { says: 'Their sessions end and their tokens are gone at once.' } : {}),
      ...(user?.password ? { says: 'The password is set, too; it is not shown.', always: true } : {}),
    },
    (dryRun) =>
      user === null
        ? api.DELETE('/api/v1/users/{name}', { params: params(dryRun) })
        : api.PUT('/api/v1/users/{name}', { params: params(dryRun), body: user }),
  );
}

/** The password stands for itself: it is not for a shell's history. */
const withoutSecret = (user: Schema<'UserPut'>): Schema<'UserPut'> =>
  user.password ? { ...user, password: '<the password>' } : user;

export const tokenChange = (
  name: string,
  old: Token | null,
  token: Schema<'TokenPut'> | null,
  made: (secret: string) => void = () => {},
): Change => {
  const params = (dryRun: boolean) => ({
    path: { name },
    query: { dryRun },
    header: against(old?.revision ?? null),
  });
  return resourceChange(
    'tokens',
    {
      call: {
        what: token === null ? 'Delete the token' : 'Make the token',
        method: token === null ? 'DELETE' : 'PUT',
        path: `/api/v1/tokens/${name}`,
        against: against(old?.revision ?? null),
        ...(token === null ? {} : { body: token }),
      },
      title: token === null ? `Delete the token ${name}` : `Make the token ${name}`,
      action: token === null ? 'Delete' : 'Make it',
      danger: token === null,
      quiet: token !== null,
      ...(token === null ? { says: 'Programs that use it are refused from then on.' } : {}),
    },
    (dryRun) =>
      token === null
        ? api.DELETE('/api/v1/tokens/{name}', { params: params(dryRun) })
        : api.PUT('/api/v1/tokens/{name}', { params: params(dryRun), body: token }),
    (body) => {
      const { secret } = (body ?? {}) as Partial<Token>;
      if (secret) {
        made(secret);
      }
    },
  );
};

const known = (path: string, before: unknown, after: unknown) => ({
  differences: [{ path, before, after }],
  couldCutAccess: false,
  revision: null,
});

/** Has no dry run: what it changes is known. */
export function revocation(certificate: Certificate, reason: string, done: () => void): Change {
  const { serial, node } = certificate;
  return {
    title: `Revoke the certificate of ${node}`,
    says: `${node} is cut off within seconds, for good: it has to join again with a new key.`,
    action: 'Revoke',
    danger: true,
    call: {
      what: 'Revoke the certificate',
      method: 'POST',
      path: `/api/v1/certificates/${serial}/revoke`,
      body: { reason },
    },
    send: async (dryRun) => {
      if (!dryRun) {
        await api.POST('/api/v1/certificates/{serial}/revoke', {
          params: { path: { serial } },
          body: { reason },
        });
      }
      return known('state', certificate.state, 'revoked');
    },
    done,
  };
}

export function rotation(now: string, done: () => void): Change {
  return {
    title: 'Issue with a new key',
    says: 'Certificates are issued with a new key from now on. What was issued before stays valid; no node is cut.',
    action: 'Rotate',
    call: { what: 'Issue with a new key', method: 'POST', path: '/api/v1/certificate-authority/rotate' },
    send: async (dryRun) => {
      if (!dryRun) {
        await api.POST('/api/v1/certificate-authority/rotate', {});
      }
      return known('issuing key', now, 'a new one');
    },
    done,
  };
}

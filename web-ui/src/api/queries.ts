import { QueryCache, QueryClient } from '@tanstack/react-query';
import { liveStore } from './live';
import { Failure } from './problem';
import { sessionQuery } from './session';

/** Asked again while the control plane is away, as the pages say; a refusal is not. */
const retry = (count: number, error: unknown) => Failure.of(error).kind === 'away' && count < 1;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 5_000, gcTime: 120_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      // Any page may be the one to learn that the session has ended; the door knows what to do about it.
      if (Failure.of(error).kind === 'signedOut' && query.queryKey[0] !== sessionQuery.queryKey[0]) {
        void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      }
    },
  }),
});

const gatherMs = 100;

/** The first word of the queries whose answers are old when something was changed, by its kind as the stream names it. */
const shownOf: Record<string, readonly string[]> = {
  node: ['nodes', 'audit'],
  state: ['nodes'],
  desired: ['nodes'],
  confirmation: ['nodes', 'audit'],
  uplink: ['uplinks', 'nodes', 'audit'],
  event: ['events'],
  user: ['users', 'session', 'audit'],
  token: ['tokens', 'audit'],
  certificate: ['certificates', 'audit'],
  trust: ['certificates'],
  'enrolment-key': ['enrolment-keys', 'audit'],
  command: ['diagnostics', 'audit'],
  diagnostic: ['diagnostics'],
};

/** Asks again for what the stream says has changed, once for all that comes together. The answer ends it. */
export function followChanges(): () => void {
  const topics = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    timer = undefined;
    const old = new Set([...topics].flatMap((topic) => shownOf[topic] ?? []));
    // After a restore nothing is what it was, the session least of all.
    const all = topics.has('restore');
    topics.clear();
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [first] }) => all || old.has(String(first)),
    });
  };
  const stop = liveStore.onChanged((topic) => {
    topics.add(topic);
    timer ??= setTimeout(ask, gatherMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

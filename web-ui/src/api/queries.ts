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

/** Asks again for what the stream says has changed, once for all that comes together. The answer ends it. */
export function followChanges(): () => void {
  const topics = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    timer = undefined;
    for (const topic of topics) {
      void queryClient.invalidateQueries({ queryKey: [topic] });
    }
    topics.clear();
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

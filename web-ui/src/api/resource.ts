import type { Change, ChangeAnswer } from '../ui/ChangeDialog';
import { queryClient } from './queries';
import { answerOf } from './uplinks';

type Sent = (dryRun: boolean) => Promise<{ data?: unknown }>;

/** A change of what no node has to do with: people, tokens, keys. */
export function resourceChange(
  topic: string,
  change: Omit<Change, 'send' | 'node'>,
  sent: Sent,
  made: (body: unknown) => void = () => {},
): Change {
  const send = async (dryRun: boolean): Promise<ChangeAnswer> => {
    const { data } = await sent(dryRun);
    if (!dryRun) {
      made(data);
    }
    return { ...answerOf(data, dryRun), revision: null };
  };
  return {
    ...change,
    send,
    done: () => {
      void queryClient.invalidateQueries({ queryKey: [topic] });
      change.done?.();
    },
  };
}

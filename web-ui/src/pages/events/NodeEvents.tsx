import { useEvents } from '../../api/events';
import { EventList } from '../../ui/EventList';
import { Card } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { More } from './More';

/** What happened to one node. */
export function NodeEvents({ node }: { node: string }) {
  const events = useEvents({ node });
  const all = events.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card flush>
      {events.isPending && <Loading what="events" rows={8} />}
      {events.isError && !events.data && (
        <Trouble error={events.error} what="Events" again={() => void events.refetch()} />
      )}
      {events.data && all.length === 0 && (
        <Empty title={`Nothing has happened to ${node} yet`} icon="events" />
      )}
      {all.length > 0 && <EventList events={all} />}
      <More pages={events} />
    </Card>
  );
}

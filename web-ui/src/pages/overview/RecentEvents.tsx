import { Link } from 'react-router';
import { useRecentEvents } from '../../api/events';
import { paths } from '../../paths';
import { EventList } from '../../ui/EventList';
import { Card } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';

/** What changed lately, over all nodes or of one. */
export function RecentEvents({ node }: { node?: string }) {
  const events = useRecentEvents(node);
  return (
    <Card title="What changed lately" actions={<Link to={paths.events}>All events</Link>} flush>
      {events.isPending && <Loading what="events" />}
      {events.isError && !events.data && (
        <Trouble error={events.error} what="Events" again={() => void events.refetch()} />
      )}
      {events.data?.length === 0 && (
        <Empty title="Nothing has changed" icon="events">
          Every change of a link, a node or the configuration is told here.
        </Empty>
      )}
      {events.data && events.data.length > 0 && <EventList events={events.data} />}
    </Card>
  );
}

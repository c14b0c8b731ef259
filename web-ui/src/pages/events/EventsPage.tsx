import { SegmentedControl, Select } from '@mantine/core';
import { useEvents } from '../../api/events';
import { useNodes } from '../../api/nodes';
import { Curl } from '../../ui/Curl';
import { EventList } from '../../ui/EventList';
import { Card, Page, Row } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { listPath, useFilters, WordsAndTime } from './filters';
import { More } from './More';

const allNodes = '(all nodes)';
const severities = [
  { value: 'all', label: 'All' },
  { value: 'warning', label: 'Warnings and worse' },
  { value: 'error', label: 'Errors' },
];

/** What happened, with filters that stay in the address. */
export default function EventsPage() {
  const filters = useFilters();
  const nodes = useNodes();
  const events = useEvents(filters.asked);
  const all = events.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Events"
      lead="Every change of a link, a node or the configuration, with the figures that caused it."
      actions={
        <Curl calls={[{ what: 'Events, newest first', path: listPath('/api/v1/events', filters.asked) }]} />
      }
    >
      <Row>
        <Select
          aria-label="Node"
          size="xs"
          allowDeselect={false}
          data={[allNodes, ...(nodes.data ?? []).map(({ name }) => name)]}
          value={filters.get('node') ?? allNodes}
          onChange={(value) => filters.change('node', value === allNodes ? null : value)}
        />
        <SegmentedControl
          aria-label="Severity"
          size="xs"
          data={severities}
          value={filters.get('severity') ?? 'all'}
          onChange={(value) => filters.change('severity', value === 'all' ? null : value)}
        />
        <WordsAndTime filters={filters} placeholder="Words: lte, probes" />
      </Row>
      <Card flush>
        {events.isPending && <Loading what="events" rows={10} />}
        {events.isError && !events.data && (
          <Trouble error={events.error} what="Events" again={() => void events.refetch()} />
        )}
        {events.data && all.length === 0 && <NoEvents filtered={Object.keys(filters.asked).length > 0} />}
        {all.length > 0 && <EventList events={all} />}
        <More pages={events} />
      </Card>
    </Page>
  );
}

const NoEvents = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No event fits these filters" icon="events">
      All that is kept was searched.
    </Empty>
  ) : (
    <Empty title="Nothing has happened yet" icon="events">
      Links that come and go, nodes that join, changes that arrive: all of it is told here.
    </Empty>
  );

import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Event, useEvents } from '../../api/events';
import { useNodes } from '../../api/nodes';
import { Curl } from '../../ui/Curl';
import { EventList } from '../../ui/EventList';
import { Card, Page, Row } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { More } from './More';
import css from './More.module.css';

const allNodes = '(all nodes)';
const severities = [
  { value: 'all', label: 'All' },
  { value: 'warning', label: 'Warnings and worse' },
  { value: 'error', label: 'Errors' },
];

/** What happened, with filters that stay in the address. */
export default function EventsPage() {
  const [address, setAddress] = useSearchParams();
  const nodes = useNodes();
  const node = address.get('node');
  const severity = address.get('severity') ?? 'all';
  const words = address.get('words') ?? '';
  const events = useEvents(node);
  const all = useMemo(() => events.data?.pages.flatMap(({ items }) => items) ?? [], [events.data]);
  const shown = useMemo(() => all.filter((event) => fits(event, severity, words)), [all, severity, words]);
  const change = (key: string, value: string | null) =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old);
        value ? next.set(key, value) : next.delete(key);
        return next;
      },
      { replace: key === 'words' },
    );
  return (
    <Page
      title="Events"
      lead="Every change of a link, a node or the configuration, with the figures that caused it."
      actions={
        <Curl
          calls={[{ what: 'Events, newest first', path: `/api/v1/events${node ? `?node=${node}` : ''}` }]}
        />
      }
    >
      <Row>
        <Select
          aria-label="Node"
          size="xs"
          allowDeselect={false}
          data={[allNodes, ...(nodes.data ?? []).map(({ name }) => name)]}
          value={node ?? allNodes}
          onChange={(value) => change('node', value === allNodes ? null : value)}
        />
        <SegmentedControl
          aria-label="Severity"
          size="xs"
          data={severities}
          value={severity}
          onChange={(value) => change('severity', value === 'all' ? null : value)}
        />
        <TextInput
          aria-label="Words"
          placeholder="Words: lte, probes"
          size="xs"
          className={css.search ?? ''}
          value={words}
          onChange={(event) => change('words', event.currentTarget.value)}
        />
      </Row>
      <Card flush>
        {events.isPending && <Loading what="events" rows={10} />}
        {events.isError && !events.data && (
          <Trouble error={events.error} what="Events" again={() => void events.refetch()} />
        )}
        {events.data && all.length === 0 && (
          <Empty title="Nothing has happened yet" icon="events">
            Links that come and go, nodes that join, changes that arrive: all of it is told here.
          </Empty>
        )}
        {all.length > 0 && shown.length === 0 && (
          <Empty title="No event fits these filters" icon="events">
            {all.length} others do not.
          </Empty>
        )}
        {shown.length > 0 && <EventList events={shown} />}
        <More pages={events} />
      </Card>
    </Page>
  );
}

const least: Record<string, Event['severity'][]> = {
  all: ['info', 'warning', 'error'],
  warning: ['warning', 'error'],
  error: ['error'],
};

/** Every word must be somewhere in it. */
function fits(event: Event, severity: string, words: string): boolean {
  const text = [event.message, event.kind, event.node, event.path].join(' ').toLowerCase();
  return (
    (least[severity] ?? least.all ?? []).includes(event.severity) &&
    words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

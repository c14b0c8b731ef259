import { Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useNow } from '../../api/live';
import { pathNames, useNodes } from '../../api/nodes';
import { Curl } from '../../ui/Curl';
import { Moment } from '../../ui/Moment';
import { Card, Page, Row } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { shortTime } from '../../ui/time';
import { HistoryCharts } from './HistoryCharts';
import { before, longestSeconds, presets, type Range, rangeOf } from './range';
import { UsageCard } from './UsageCard';

const all = '(all uplinks)';

/** What was, from a quarter of an hour to 13 months; node, uplink, range and comparison are in the address. */
export default function HistoryPage() {
  const [address, setAddress] = useSearchParams();
  const nodes = useNodes();
  // Figures are kept of what edges see; a hub's view of the same tunnels would say it again.
  const edges = (nodes.data ?? []).filter(({ kind }) => kind === 'edge').map(({ name }) => name);
  const node = address.get('node') ?? edges[0] ?? null;
  const range = useSteadyRange(address);
  const change = (changes: Record<string, string | null>) =>
    setAddress((old) => {
      const next = new URLSearchParams(old);
      for (const [key, value] of Object.entries(changes)) {
        value === null ? next.delete(key) : next.set(key, value);
      }
      return next;
    });
  if (nodes.isPending) {
    return (
      <Page title="History">
        <Card>
          <Loading what="history" rows={8} />
        </Card>
      </Page>
    );
  }
  if (nodes.isError && !nodes.data) {
    return (
      <Page title="History">
        <Trouble error={nodes.error} what="History" again={() => void nodes.refetch()} />
      </Page>
    );
  }
  if (node === null) {
    return (
      <Page title="History">
        <Card>
          <Empty title="No edge, so no history yet" icon="history">
            It begins with the first second after an edge has joined, and is kept for 13 months.
          </Empty>
        </Card>
      </Page>
    );
  }
  const uplink = address.get('uplink');
  const known = nodes.data?.find(({ name }) => name === node);
  const tunnels = (known?.status.tunnels ?? []).map(({ name }) => name);
  const tunnel = address.get('tunnel') ?? (tunnels.length > 1 ? (tunnels[0] ?? null) : null);
  const compare = address.get('compare') === 'before';
  return (
    <Page
      title="History"
      lead={`${node}${uplink ? `, ${uplink}` : ''}: ${spoken(range)}. Mark a stretch with the pointer to look closer.`}
      actions={
        <Curl
          calls={[
            {
              what: 'These figures',
              path: `/api/v1/metrics/history?${new URLSearchParams({
                node,
                ...(tunnel ? { tunnel } : {}),
                ...(uplink ? { path: uplink } : {}),
                from: iso(range.from),
                to: iso(range.to),
              })}`,
            },
          ]}
        />
      }
    >
      <Row>
        <Select
          aria-label="Node"
          size="xs"
          allowDeselect={false}
          data={edges}
          value={node}
          onChange={(value) => change({ node: value, tunnel: null, uplink: null })}
        />
        {tunnels.length > 1 && (
          <Select
            aria-label="Tunnel"
            size="xs"
            allowDeselect={false}
            data={tunnels}
            value={tunnel}
            onChange={(value) => change({ tunnel: value })}
          />
        )}
        <UplinkSelect node={node} uplink={uplink} onChange={(value) => change({ uplink: value })} />
        <SegmentedControl
          aria-label="Range"
          size="xs"
          data={[...presets.map(({ value, label }) => ({ value, label })), { value: '', label: 'Other' }]}
          value={range.preset ?? ''}
          onChange={(value) =>
            change(value === '' ? between(range.from, range.to) : { range: value, from: null, to: null })
          }
        />
        {range.preset === null && (
          <Between
            range={range}
            onChange={(from, to) => change(between(from, to))}
            backToNow={() => change({ from: null, to: null })}
          />
        )}
        <Switch
          size="xs"
          label="Compare with the time before"
          checked={compare}
          onChange={(event) => change({ compare: event.currentTarget.checked ? 'before' : null })}
        />
      </Row>
      <HistoryCharts
        node={node}
        tunnel={tunnel}
        uplink={uplink}
        range={range}
        earlier={compare ? before(range) : null}
        onZoom={(from, to) => change(between(from, to))}
      />
      {known?.kind === 'edge' && <UsageCard node={known} tunnel={tunnel} uplink={uplink} />}
    </Page>
  );
}

const between = (from: number, to: number) => ({
  from: String(Math.floor(from)),
  to: String(Math.ceil(to)),
});

type BetweenProps = { range: Range; onChange: (from: number, to: number) => void; backToNow: () => void };

/** Any stretch of time, also for who cannot mark one with the pointer; taken when a field is left. */
function Between({ range, onChange, backToNow }: BetweenProps) {
  const [wrong, setWrong] = useState('');
  const end = (label: 'From' | 'To', seconds: number) => (
    <Moment
      label={label}
      seconds={seconds}
      error={wrong === label && 'From comes before To, by 13 months at most'}
      onChange={(moment) => {
        const [from, to] = label === 'From' ? [moment, range.to] : [range.from, moment];
        const fits = from !== null && to !== null && from < to && to - from <= longestSeconds;
        setWrong(fits ? '' : label);
        if (fits) {
          onChange(from, to);
        }
      }}
    />
  );
  return (
    <>
      {end('From', range.from)}
      {end('To', range.to)}
      <Button size="xs" variant="default" onClick={backToNow}>
        Back to now
      </Button>
    </>
  );
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

function spoken(range: Range): string {
  const preset = presets.find(({ value }) => value === range.preset);
  return preset
    ? `the last ${preset.label}`
    : `${shortTime(range.from * 1000)} to ${shortTime(range.to * 1000)}`;
}

/** Ends at now, but not at every tick anew: by steps as wide as a point. */
function useSteadyRange(address: URLSearchParams): Range {
  const nowSeconds = Math.floor(useNow() / 1000);
  const wide = rangeOf(address, nowSeconds);
  const step = wide.to - wide.from <= 3_600 ? 10 : 60;
  return rangeOf(address, Math.ceil(nowSeconds / step) * step);
}

type UplinkSelectProps = { node: string; uplink: string | null; onChange: (uplink: string | null) => void };

function UplinkSelect({ node, uplink, onChange }: UplinkSelectProps) {
  const nodes = useNodes();
  const names = pathNames(nodes.data?.find(({ name }) => name === node));
  useEffect(() => {
    if (uplink !== null && names.length > 0 && !names.includes(uplink)) {
      onChange(null);
    }
  }, [uplink, names, onChange]);
  return (
    <Select
      aria-label="Uplink"
      size="xs"
      data={[all, ...names]}
      value={uplink ?? all}
      onChange={(value) => onChange(value === all ? null : value)}
    />
  );
}

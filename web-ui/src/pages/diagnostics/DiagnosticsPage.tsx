import { Select } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { type Diagnostic, type DiagnosticKind, useDiagnostics, useStart } from '../../api/diagnostics';
import { useNodes } from '../../api/nodes';
import { Failure } from '../../api/problem';
import { useUplinks } from '../../api/uplinks';
import { ActionButton } from '../../ui/ActionButton';
import { Curl } from '../../ui/Curl';
import { Card, Page, Row, Stack } from '../../ui/Page';
import { Empty, Loading, Notice, Trouble } from '../../ui/States';
import { MptcpResult } from './MptcpResult';
import { SpeedResult } from './SpeedResult';

const all = '(all uplinks)';

/** Measurements that a node makes when it is asked. */
export default function DiagnosticsPage() {
  const [address, setAddress] = useSearchParams();
  const nodes = useNodes();
  const edges = (nodes.data ?? []).filter(({ kind }) => kind === 'edge').map(({ name }) => name);
  const node = address.get('node') ?? edges[0] ?? '';
  const uplinks = useUplinks(node, node !== '');
  const uplink = address.get('uplink');
  const online = nodes.data?.find(({ name }) => name === node)?.status.online ?? false;
  const because = node === '' ? 'There is no edge yet.' : online ? null : `${node} is offline.`;
  const wish = { node, ...(uplink ? { uplink } : {}) };
  return (
    <Page
      title="Diagnostics"
      lead="Measured by the edge itself, to its hub, through each uplink and through the bond."
      actions={
        <Curl
          calls={[
            {
              what: 'Start a speed test',
              method: 'POST',
              path: '/api/v1/diagnostics/speed-tests',
              body: wish,
            },
            { what: 'Check MPTCP', method: 'POST', path: '/api/v1/diagnostics/mptcp-support', body: wish },
          ]}
        />
      }
    >
      <Row>
        <Select
          aria-label="Edge"
          size="xs"
          data={edges}
          allowDeselect={false}
          value={node || null}
          placeholder="no edge"
          onChange={(value) => setAddress(value ? { node: value } : {})}
        />
        <Select
          aria-label="Uplink"
          size="xs"
          data={[all, ...(uplinks.data ?? []).map(({ name }) => name)]}
          allowDeselect={false}
          value={uplink ?? all}
          onChange={(value) => setAddress({ node, ...(value && value !== all ? { uplink: value } : {}) })}
        />
      </Row>
      <Section
        kind="speed-tests"
        title="Speed test"
        note="Fills each link for about 20 s, then the bond, beside what is carried anyway; expected is what somebody said that they can do"
        start="Start a speed test"
        wish={wish}
        because={because}
        result={(diagnostic) => <SpeedResult diagnostic={diagnostic} />}
      />
      <Section
        kind="mptcp-support"
        title="MPTCP support"
        note="Some carriers strip MPTCP's options; such an uplink cannot share a connection with others"
        start="Check MPTCP"
        wish={wish}
        because={because}
        result={(diagnostic) => <MptcpResult diagnostic={diagnostic} />}
      />
    </Page>
  );
}

type SectionProps = {
  kind: DiagnosticKind;
  title: string;
  note: string;
  start: string;
  wish: { node: string; uplink?: string };
  because: string | null;
  result: (diagnostic: Diagnostic) => React.ReactNode;
};

function Section({ kind, title, note, start, wish, because, result }: SectionProps) {
  const runs = useDiagnostics(kind);
  const begin = useStart(kind);
  const own = (runs.data ?? []).filter(({ node }) => node === wish.node);
  const busy = own.some(({ state }) => state === 'queued' || state === 'running');
  return (
    <Card
      title={title}
      note={note}
      actions={
        <ActionButton
          needs="operator"
          because={because ?? (busy ? 'One is under way.' : null)}
          loading={begin.isPending}
          onClick={() => begin.mutate(wish)}
        >
          {start}
        </ActionButton>
      }
    >
      <Stack>
        {begin.isError && (
          <Notice tone="down" title="It was not started">
            {Failure.of(begin.error).detail}
          </Notice>
        )}
        {runs.isPending && <Loading what={title} rows={3} />}
        {runs.isError && !runs.data && (
          <Trouble error={runs.error} what={title} again={() => void runs.refetch()} />
        )}
        {runs.data && own.length === 0 && <Empty title="Not measured yet" icon="diagnostics" />}
        {own.slice(0, 5).map((diagnostic) => (
          <div key={diagnostic.id}>{result(diagnostic)}</div>
        ))}
      </Stack>
    </Card>
  );
}

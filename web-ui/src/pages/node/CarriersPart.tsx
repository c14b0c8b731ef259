import type { Carrier, Node } from '../../api/nodes';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { countText, dataText, durationText } from '../../ui/units';
import { toneOf, Verdict, verdictOf } from '../../ui/Verdict';

/** A busy stream lane has hundreds, all alike; the sums are with the lanes. */
const mostShown = 60;

type Row = Carrier & { key: string };

const columns: Column<Row>[] = [
  { name: 'Carrier', cell: ({ index, lane }) => `${lane} ${index}` },
  { name: 'State', cell: ({ state }) => <Verdict verdict={verdictOf(state)} /> },
  { name: 'TLS', cell: ({ protocol }) => protocol ?? '–' },
  { name: 'Key agreement', cell: ({ group }) => (group ? <code>{group}</code> : '–') },
  {
    name: 'MPTCP',
    cell: ({ mptcp }) => (mptcp ? 'yes' : 'no: fell back to TCP, keeps to one path'),
  },
  { name: 'Subflows', figure: true, cell: ({ subflows }) => countText(subflows) },
  { name: 'Age', figure: true, cell: ({ ageSeconds }) => durationText(ageSeconds) },
  { name: 'Received', figure: true, cell: ({ bytesReceived }) => dataText(bytesReceived) },
  { name: 'Sent', figure: true, cell: ({ bytesSent }) => dataText(bytesSent) },
];

/** The authenticated connections, with what was negotiated of each. */
export function CarriersPart({ node }: { node: Node }) {
  const tunnels = node.status.tunnels.filter(({ carriers }) => carriers.length > 0);
  if (tunnels.length === 0) {
    return (
      <Card>
        <Empty title="No carriers are up">They come with the tunnel.</Empty>
      </Card>
    );
  }
  return tunnels.map((tunnel) => (
    <Card key={tunnel.name} title={`Carriers of ${tunnel.name}`} note={noteOf(tunnel.carriers.length)} flush>
      <DataTable
        label={`Carriers of ${tunnel.name}`}
        columns={columns}
        rows={rowsOf(tunnel.carriers)}
        rowKey={({ key }) => key}
        tone={({ state }) => toneOf(verdictOf(state))}
      />
    </Card>
  ));
}

function noteOf(count: number): string {
  const replaced = 'Each is replaced after an hour, and before its keys have seen too much';
  return count > mostShown ? `The first ${mostShown} of ${count}. ${replaced}` : replaced;
}

/** Numbers of a lane's carriers are the edge's own and may come twice. */
const rowsOf = (carriers: readonly Carrier[]): Row[] =>
  carriers.slice(0, mostShown).map((carrier, at) => ({ ...carrier, key: `${carrier.lane} ${at}` }));

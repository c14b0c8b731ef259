import { takenOut } from '../../api/bonds';
import { useLiveNode } from '../../api/live';
import { colourOf, type Node, type Path, type Tunnel } from '../../api/nodes';
import { type Column, DataTable } from '../../ui/DataTable';
import { localised, shortTime } from '../../ui/time';
import { countText, dataText, millisecondsText, percentText, rateText } from '../../ui/units';
import { toneOf, Verdict, verdictOf, Was } from '../../ui/Verdict';
import css from './PathTable.module.css';

/** What is measured of each path; the fast figures are of this second. */
export function PathTable({ node, tunnel }: { node: Node; tunnel: Tunnel }) {
  const now = useLiveNode(node.name);
  const online = now?.online ?? node.status.online;
  const live = now?.tunnels[tunnel.hub]?.paths;
  const names = tunnel.paths.map(({ name }) => name);
  const rows = tunnel.paths.map((path) => ({ ...path, ...live?.[path.name] }) as Path);
  const columns: Column<Path>[] = [
    {
      name: 'Uplink',
      cell: ({ name }) => (
        <span className={css.name}>
          <span
            className={css.swatch}
            style={{ background: `var(--strand-${colourOf(name, names)})` }}
            aria-hidden="true"
          />
          {name}
        </span>
      ),
    },
    {
      name: 'State',
      cell: (path) => {
        const { state, since } = path;
        const verdict = verdictNow(path);
        return (
          <span className={css.state}>
            {online ? (
              <Verdict verdict={verdict} word={takenOut(path) ? 'Taken out' : undefined} />
            ) : (
              <Was verdict={verdict} />
            )}
            {state === 'up' && since && `since ${shortTime(since)}`}
          </span>
        );
      },
    },
    { name: 'In', figure: true, cell: (path) => rateText(path.inboundBitsPerSecond) },
    { name: 'Out', figure: true, cell: (path) => rateText(path.outboundBitsPerSecond) },
    { name: 'Share', figure: true, cell: ({ share }) => percentText(share) },
    { name: 'RTT', figure: true, cell: ({ rttMs }) => millisecondsText(rttMs) },
    { name: 'Jitter', figure: true, cell: ({ jitterMs }) => millisecondsText(jitterMs) },
    { name: 'Loss', figure: true, cell: ({ lossRatio }) => percentText(lossRatio, 1) },
    { name: 'Subflows', figure: true, cell: ({ subflows }) => countText(subflows) },
    {
      name: 'Window',
      figure: true,
      cell: ({ congestionWindowSegments }) => `${countText(congestionWindowSegments)} seg`,
    },
    { name: 'Sent again', figure: true, cell: ({ retransmits }) => countText(retransmits) },
    {
      name: 'Received / sent',
      figure: true,
      cell: ({ bytesReceived, bytesSent }) => `${dataText(bytesReceived)} / ${dataText(bytesSent)}`,
    },
  ];
  return (
    <DataTable
      label={`Paths of ${tunnel.name}`}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
      tone={(path) => toneOf(verdictNow(path))}
      below={whyOf}
    />
  );
}

/** What a person wants so is no trouble. */
const verdictNow = (path: Path) => (takenOut(path) ? 'standby' : verdictOf(path.state));

function whyOf({ state, reason, reasonText, since }: Path): string {
  if (state === 'up') {
    return '';
  }
  const words = localised(reasonText || reason || '');
  const began = since && !words.includes('since') ? `since ${shortTime(since)}` : '';
  return [words, began].filter(Boolean).join(', ');
}

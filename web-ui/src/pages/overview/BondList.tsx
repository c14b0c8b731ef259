import { Link } from 'react-router';
import { type Bond, headline, troubled, usable } from '../../api/bond';
import { paths } from '../../paths';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card } from '../../ui/Page';
import { localised } from '../../ui/time';
import { millisecondsText, rateText } from '../../ui/units';
import { toneOf, Verdict } from '../../ui/Verdict';

const columns: Column<Bond>[] = [
  { name: 'Edge', cell: (bond) => <Link to={paths.node(bond.edge)}>{bond.edge}</Link> },
  { name: 'State', cell: (bond) => <Verdict verdict={headline(bond).verdict} word={headline(bond).word} /> },
  {
    name: 'In words',
    cell: (bond) => {
      const bad = troubled(bond)[0];
      return localised(bad?.detail ? `${bad.name}: ${bad.detail}` : headline(bond).sentence);
    },
  },
  { name: 'Hub', cell: (bond) => bond.hub ?? '–' },
  { name: 'Uplinks', figure: true, cell: (bond) => `${usable(bond).length} of ${bond.strands.length}` },
  { name: 'In', figure: true, cell: (bond) => rateText(bond.online ? bond.inBps : null) },
  { name: 'Out', figure: true, cell: (bond) => rateText(bond.online ? bond.outBps : null) },
  { name: 'Latency', figure: true, cell: (bond) => millisecondsText(bond.online ? bond.rttMs : null) },
];

/** All edges, trouble first. */
export function BondList({ bonds }: { bonds: Bond[] }) {
  return (
    <Card title="Edges" note="Trouble first" flush>
      <DataTable
        label="Edges"
        columns={columns}
        rows={bonds}
        rowKey={(bond) => `${bond.edge}/${bond.hub}`}
        tone={(bond) => toneOf(headline(bond).verdict)}
      />
    </Card>
  );
}

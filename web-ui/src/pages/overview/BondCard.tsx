import { Link, useNavigate } from 'react-router';
import { type Bond, headline, troubled, why } from '../../api/bond';
import { paths } from '../../paths';
import { BondDrawing } from '../../ui/drawing/BondDrawing';
import { Card, Stack } from '../../ui/Page';
import { Notice } from '../../ui/States';
import { localised, shortTime } from '../../ui/time';

/** The drawing, and above it, in words, whatever is not as it should be. */
export function BondCard({ bond, titled = false }: { bond: Bond; titled?: boolean }) {
  const navigate = useNavigate();
  return (
    <Card
      {...(titled
        ? {
            title: bond.edge,
            note: headline(bond).sentence,
            actions: <Link to={paths.node(bond.edge)}>Open</Link>,
          }
        : {})}
    >
      <Stack>
        <Reasons bond={bond} />
        <BondDrawing bond={bond} onPick={() => void navigate(paths.node(bond.edge, 'uplinks'))} />
      </Stack>
    </Card>
  );
}

const joining = (edge: string) => `${paths.welcome}?step=edge&edge=${encodeURIComponent(edge)}`;

function Reasons({ bond }: { bond: Bond }) {
  if (bond.shutOut) {
    return (
      <Notice
        tone="down"
        title={`${bond.edge} is shut out`}
        action={<Link to={joining(bond.edge)}>Let it join anew</Link>}
      >
        {bond.shutOut} The figures below are its last ones.
      </Notice>
    );
  }
  if (!bond.online && bond.since === null) {
    return (
      <Notice
        tone="standby"
        title={`${bond.edge} has not reported yet`}
        action={<Link to={joining(bond.edge)}>Join it</Link>}
      >
        Let its machine join; if it has joined before, it comes back by itself.
      </Notice>
    );
  }
  if (!bond.online) {
    return (
      <Notice tone="suspect" title={`${bond.edge} is not talking to the control plane`}>
        {bond.since ? `Last heard of at ${shortTime(bond.since)}. ` : ''}
        If it runs, it carries on by what it was last told; the figures below are its last ones.
      </Notice>
    );
  }
  return (
    <>
      {troubled(bond).map((strand) => (
        <Notice
          key={strand.name}
          tone={strand.verdict === 'down' ? 'down' : 'suspect'}
          title={`${strand.name} is ${strand.verdict}${strand.reason ? `: ${strand.reason}` : ''}`}
        >
          {strand.detail ? localised(why(strand)) : ''}
          {strand.since && !strand.detail?.includes('since') ? ` Since ${shortTime(strand.since)}.` : ''}
        </Notice>
      ))}
    </>
  );
}

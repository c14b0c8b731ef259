import { type ReactNode, useEffect, useRef } from 'react';
import { type Bond, type Strand, why } from '../../api/bond';
import { Icon, type IconName } from '../Icon';
import { localised, shortTime } from '../time';
import { millisecondsText, percentText, rate } from '../units';
import { Verdict, Was } from '../Verdict';
import css from './BondDrawing.module.css';
import { Fan } from './Fan';
import { move } from './motion';
import { pace, thickness } from './weight';

/**
 * LAN - edge - uplinks - hub - Internet, as it is now. An uplink's lines grow with what it carries, each direction on its own;
 * its colour is its own, its verdict is said in words. On a phone the same things stand under one another.
 */
export function BondDrawing({ bond, onPick }: { bond: Bond; onPick?: (uplink: string) => void }) {
  const strands = bond.strands;
  const most = Math.max(
    1e6,
    ...strands.flatMap((s) => [s.outBps ?? 0, s.inBps ?? 0, s.outCapacityBps ?? 0, s.inCapacityBps ?? 0]),
  );
  const live = bond.online;
  return (
    <div className={css.drawing} data-live={live}>
      <Place icon="lan" name="LAN" note={live && <Rates of={bond} />} />
      <Trunk bond={bond} />
      <Place icon="edge" name={bond.edge} note="edge" strong />
      <Fan strands={strands} most={most} />
      <ul className={css.lanes} aria-label="Uplinks">
        {strands.map((strand) => (
          <Lane key={strand.name} strand={strand} live={live} most={most} {...(onPick ? { onPick } : {})} />
        ))}
        {strands.length === 0 && <li className={css.none}>no uplinks yet</li>}
      </ul>
      <Fan strands={strands} most={most} mirrored />
      <Place icon="hub" name={bond.hub ?? 'no hub'} note={`hub · ${millisecondsText(bond.rttMs)}`} strong />
      <Trunk bond={bond} />
      <Place icon="internet" name="Internet" />
    </div>
  );
}

function Place({
  icon,
  name,
  note,
  strong = false,
}: {
  icon: IconName;
  name: string;
  note?: ReactNode;
  strong?: boolean;
}) {
  return (
    <div className={css.place} data-strong={strong}>
      <span className={css.placeIcon}>
        <Icon name={icon} size={20} />
      </span>
      <span className={css.placeName}>{name}</span>
      <span className={css.placeNote}>{note}</span>
    </div>
  );
}

/** What all strands carry together. */
function Trunk({ bond }: { bond: Bond }) {
  const carrying = bond.online && bond.verdict !== 'down';
  return (
    <div className={css.trunk} data-carrying={carrying} aria-hidden="true">
      <div className={css.trunkLine} />
    </div>
  );
}

type LaneProps = { strand: Strand; live: boolean; most: number; onPick?: (uplink: string) => void };

function Lane({ strand, live, most, onPick }: LaneProps) {
  const reason = localised(why(strand));
  return (
    <li className={css.lane} data-verdict={strand.verdict} data-colour={strand.colour}>
      <div className={css.laneHead}>
        <span className={css.swatch} aria-hidden="true" />
        {onPick ? (
          <button type="button" className={css.laneName} onClick={() => onPick(strand.name)}>
            {strand.name}
          </button>
        ) : (
          <span className={css.laneName}>{strand.name}</span>
        )}
        {live ? (
          <Verdict verdict={strand.verdict} word={strand.disabled ? 'Taken out' : undefined} />
        ) : (
          <Was verdict={strand.verdict} />
        )}
        <span className={css.rates}>
          <Rates of={strand} />
        </span>
      </div>
      <div className={css.tube} aria-hidden="true">
        <Flow way="out" bps={strand.outBps} most={most} />
        <Flow way="in" bps={strand.inBps} most={most} />
      </div>
      <div className={css.laneFoot}>
        {strand.verdict === 'up' ? (
          <Quality strand={strand} />
        ) : (
          <Reason text={reason} since={strand.since} />
        )}
      </div>
    </li>
  );
}

const Rates = ({ of }: { of: { inBps: number | null; outBps: number | null } }) => (
  <>
    <Rate way="down" bps={of.inBps} />
    <Rate way="up" bps={of.outBps} />
  </>
);

function Rate({ way, bps }: { way: 'up' | 'down'; bps: number | null }) {
  const { value, unit } = rate(bps);
  return (
    <span className={css.rate}>
      <Icon name={way} size={13} />
      <span className="onlyRead">{way === 'down' ? 'inbound' : 'outbound'} </span>
      <b>{value}</b> {unit}
    </span>
  );
}

function Quality({ strand }: { strand: Strand }) {
  return (
    <>
      <span>{strand.share === null ? 'idle' : `${percentText(strand.share)} of the traffic`}</span>
      <span>{millisecondsText(strand.rttMs)}</span>
      <span>{percentText(strand.lossRatio, 1)} loss</span>
      {strand.role === 'standby' && <span>standby, joined in</span>}
    </>
  );
}

function Reason({ text, since }: { text: string; since: string | null }) {
  const mentions = text.includes('since');
  return (
    <span className={css.reason} title={text}>
      {text || 'no reason given'}
      {since && !mentions && `, since ${shortTime(since)}`}
    </span>
  );
}

type FlowProps = { way: 'in' | 'out'; bps: number | null; most: number };

function Flow({ way, bps, most }: FlowProps) {
  const stripes = useRef<HTMLDivElement>(null);
  const quick = pace(bps);
  useEffect(
    () => (stripes.current ? move(stripes.current, quick, way === 'out' ? 'right' : 'left') : undefined),
    [quick, way],
  );
  return (
    <div className={css.flow} data-way={way} style={{ height: `${thickness(bps, most)}px` }}>
      {quick > 0 && <div ref={stripes} className={css.stripes} />}
    </div>
  );
}

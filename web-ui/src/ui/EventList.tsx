import type { Event } from '../api/events';
import css from './EventList.module.css';
import { Time } from './Time';
import { localised } from './time';
import { Dot } from './Verdict';

const tones = { info: 'standby', warning: 'suspect', error: 'down' } as const;

/** What happened, newest first, each with its figures. */
export function EventList({ events }: { events: readonly Event[] }) {
  return (
    <ol className={css.list}>
      {events.map((event) => (
        <li key={event.id} className={css.event}>
          <span className={css.time}>
            <Time at={event.at} />
          </span>
          <Dot tone={/up$|joined|reached|enabled/.test(event.kind) ? 'up' : tones[event.severity]} />
          <span className={css.text}>
            {event.severity !== 'info' && <span className="onlyRead">{event.severity}: </span>}
            {localised(event.message)}
            <span className={css.subject}>{[event.node, event.path].filter(Boolean).join(' / ')}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

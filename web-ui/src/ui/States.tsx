import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../api/problem';
import { Icon, type IconName } from './Icon';
import css from './States.module.css';
import { shortTime } from './time';

/** The shape of what is to come, so that nothing jumps. */
export function Loading({ rows = 4, what }: { rows?: number; what: string }) {
  return (
    <div className={css.loading} role="status" aria-label={`Loading ${what}`}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing else to tell them apart
        <Skeleton key={row} height={20} radius="sm" className={css.bone ?? ''} />
      ))}
    </div>
  );
}

type EmptyProps = { title: string; icon?: IconName; children?: ReactNode; action?: ReactNode };

/** Nothing here: says why that is, and what would change it. */
export function Empty({ title, icon = 'overview', children, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      <span className={css.emptyIcon}>
        <Icon name={icon} size={28} />
      </span>
      <div className={css.emptyTitle}>{title}</div>
      {children && <div className={css.emptyText}>{children}</div>}
      {action}
    </div>
  );
}

type NoticeProps = {
  tone: 'up' | 'suspect' | 'down' | 'standby';
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

const noticeIcons = { up: 'check', suspect: 'warn', down: 'cross', standby: 'clock' } as const;

/** A sentence that stands above what it is about. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={css.notice} data-tone={tone} role={tone === 'down' ? 'alert' : 'status'}>
      <Icon name={noticeIcons[tone]} size={18} />
      <div className={css.noticeText}>
        <strong>{title}</strong>
        {children && <div className={css.noticeBody}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** What went wrong, in the server's words, with what a person can do now. */
export function Trouble({ error, what, again }: { error: unknown; what: string; again?: () => void }) {
  const failure = Failure.of(error);
  if (failure.kind === 'forbidden') {
    return (
      <Notice tone="standby" title={`${what} cannot be shown: ${failure.title}`}>
        {failure.detail} An administrator can give you a role that has it.
      </Notice>
    );
  }
  return (
    <Notice
      tone={failure.kind === 'away' ? 'suspect' : 'down'}
      title={`${what} cannot be shown: ${failure.title}`}
      action={
        again && (
          <Button size="xs" variant="default" onClick={again}>
            Try again
          </Button>
        )
      }
    >
      {failure.detail}
      {failure.requestId && (
        <>
          {' '}
          Request <code>{failure.requestId}</code>, {shortTime(failure.at)}.
        </>
      )}
    </Notice>
  );
}

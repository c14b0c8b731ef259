import { type ReactNode, useEffect } from 'react';
import css from './Page.module.css';

type PageProps = {
  title: string;
  /** Stands above the title: where this page belongs. */
  above?: ReactNode;
  /** Beside the title: a verdict, most often. */
  beside?: ReactNode;
  /** One sentence under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** The recipe of every page: where am I, how is it, what can I do; then cards. */
export function Page({ title, above, beside, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Braid`;
  }, [title]);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.heading}>
          {above && <div className={css.above}>{above}</div>}
          <div className={css.line}>
            <h1 className={css.title}>{title}</h1>
            {beside}
          </div>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

type CardProps = {
  title?: string;
  note?: ReactNode;
  actions?: ReactNode;
  /** Tables reach the card's edge. */
  flush?: boolean;
  children: ReactNode;
};

export function Card({ title, note, actions, flush = false, children }: CardProps) {
  return (
    <section className={css.card} {...(title ? { 'aria-label': title } : {})}>
      {(title || actions) && (
        <div className={css.cardHead}>
          <div>
            {title && <h2 className={css.cardTitle}>{title}</h2>}
            {note && <div className={css.note}>{note}</div>}
          </div>
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  );
}

export const Columns = ({ children }: { children: ReactNode }) => (
  <div className={css.columns}>{children}</div>
);
export const Stack = ({ children }: { children: ReactNode }) => <div className={css.stack}>{children}</div>;
export const Row = ({ children }: { children: ReactNode }) => <div className={css.row}>{children}</div>;
/** Buttons of a table's row, which stay on one line. */
export const Tight = ({ children }: { children: ReactNode }) => <div className={css.tight}>{children}</div>;
export const Muted = ({ children }: { children: ReactNode }) => <span className={css.muted}>{children}</span>;

/** A name and what is known of it, aligned. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

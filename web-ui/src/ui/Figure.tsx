import type { ReactNode } from 'react';
import css from './Figure.module.css';
import type { Quantity } from './units';

/** A headline number: what it is, how much, and what to hold it against. */
export function Figure({ name, quantity, note }: { name: string; quantity: Quantity; note?: ReactNode }) {
  return (
    <div className={css.figure}>
      <div className={css.name}>{name}</div>
      <div className={css.value}>
        {quantity.value} <span className={css.unit}>{quantity.unit}</span>
      </div>
      {note && <div className={css.note}>{note}</div>}
    </div>
  );
}

export const Figures = ({ children }: { children: ReactNode }) => (
  <div className={css.figures}>{children}</div>
);

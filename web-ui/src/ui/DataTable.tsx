import { Fragment, type ReactNode } from 'react';
import css from './DataTable.module.css';

export type Column<Row> = {
  name: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right, so that their digits line up. */
  figure?: boolean;
  /** The heading is for screen readers only: a column of buttons. */
  quiet?: boolean;
};

type DataTableProps<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A row that stands out: tone of its verdict. */
  tone?: (row: Row) => string | undefined;
  /** A sentence that belongs to the row and needs its whole width. */
  below?: (row: Row) => ReactNode;
};

/** A table on a wide screen, a list of labelled cards on a phone; the same elements, so the same to a screen reader. */
export function DataTable<Row>({ label, columns, rows, rowKey, tone, below }: DataTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page must be scrollable by keyboard
    <section className={css.scroll} data-table tabIndex={0} aria-label={`${label}, table`}>
      <table className={css.table}>
        <caption className="onlyRead">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ name, figure, quiet }) => (
              <th key={name} scope="col" data-figure={figure ?? false}>
                {quiet ? <span className="onlyRead">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const more = below?.(row);
            return (
              <Fragment key={rowKey(row)}>
                <tr data-tone={tone?.(row)} data-more={Boolean(more)}>
                  {columns.map(({ name, cell, figure, quiet }) => (
                    <td key={name} data-label={quiet ? '' : name} data-figure={figure ?? false}>
                      <div className={css.cell}>{cell(row)}</div>
                    </td>
                  ))}
                </tr>
                {more && (
                  <tr data-tone={tone?.(row)}>
                    <td colSpan={columns.length} data-label="" className={css.below}>
                      {more}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

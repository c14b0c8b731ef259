import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Boundary } from '../Broken';
import { chunk } from '../chunk';
import css from './Chart.module.css';
import type { PlotProps } from './types';

const Plot = lazy(chunk(() => import('./Plot')));

/** A chart, drawn once its library has come; keeps its place until then. */
export function Chart(props: PlotProps) {
  return (
    <Boundary what="The chart">
      <Suspense fallback={<Skeleton height={props.heightPx ?? 220} radius="sm" />}>
        <Plot {...props} />
      </Suspense>
    </Boundary>
  );
}

export type LegendEntry = { name: string; colour: string; value: string; dashed?: boolean };

export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className={css.legend}>
      {entries.map(({ name, colour, value, dashed }) => (
        <li key={name}>
          <span
            className={css.key}
            data-dashed={dashed ?? false}
            style={{ color: `var(--${colour})` }}
            aria-hidden="true"
          />
          {name} <b>{value}</b>
        </li>
      ))}
    </ul>
  );
}

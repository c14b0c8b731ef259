import type { Columns, Line } from './types';

/** Figures of one strand over time. */
export type StrandColumns = {
  name: string;
  colour: number;
  out: readonly (number | null)[];
  in: readonly (number | null)[];
};

/**
 * Lines of a stack that has inbound above zero and outbound below. A line is the sum of its strand and those under it, and is
 * filled to zero; the largest comes first, so that smaller ones cover it.
 */
export function stacked(
  times: readonly number[],
  strands: readonly StrandColumns[],
): { lines: Line[]; data: Columns } {
  const lines: Line[] = [];
  const columns: (number | null)[][] = [];
  for (const way of ['in', 'out'] as const) {
    const sums = times.map(() => 0);
    const layers = strands.map((strand) => {
      const layer = times.map((_, index) => {
        const value = strand[way][index] ?? null;
        sums[index] = (sums[index] ?? 0) + (value ?? 0);
        const gap = strands.every((other) => (other[way][index] ?? null) === null);
        return gap ? null : (way === 'in' ? 1 : -1) * (sums[index] ?? 0);
      });
      return {
        line: { name: `${strand.name} ${way}`, colour: `strand-${strand.colour}`, filled: true },
        layer,
      };
    });
    for (const { line, layer } of layers.reverse()) {
      lines.push(line);
      columns.push(layer);
    }
  }
  return { lines, data: [times, ...columns] };
}

/** A level that does not change, such as what all links can do together. */
export function level(times: readonly number[], value: number): (number | null)[] {
  return times.map(() => value);
}

import { describe, expect, it } from 'vitest';
import { stacked } from '../src/ui/chart/stack';

const dsl = { name: 'dsl', colour: 1, out: [1, 2], in: [10, 20] };
const lte = { name: 'lte', colour: 2, out: [3, null], in: [30, null] };

describe('the stack', () => {
  it('draws the sum first, inbound above zero, outbound below', () => {
    const { lines, data } = stacked([100, 101], [dsl, lte]);
    expect(lines.map(({ name }) => name)).toEqual(['lte in', 'dsl in', 'lte out', 'dsl out']);
    expect(data).toEqual([
      [100, 101],
      [40, 20],
      [10, 20],
      [-4, -2],
      [-1, -2],
    ]);
  });

  it('leaves a gap where nothing is known of any strand', () => {
    const { data } = stacked([100], [{ ...dsl, in: [null], out: [null] }]);
    expect(data.slice(1)).toEqual([[null], [null]]);
  });
});

import { expect, it } from 'vitest';
import { withoutShortGaps } from '../src/api/trace';

it('leaves out a second that a late report left empty, and keeps a silence', () => {
  const line = (...values: (number | null)[]) => values.map((value, time) => ({ time, values: [value] }));
  const times = (...values: (number | null)[]) => withoutShortGaps(line(...values)).map(({ time }) => time);
  expect(times(1, null, 2, null, null, null, 3)).toEqual([0, 2, 6]);
  expect(times(1, null, null, null, null, 2)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(times(null, null, 1, null)).toEqual([2, 3]);
});

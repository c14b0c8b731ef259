import { expect, it } from 'vitest';
import { withoutShortGaps } from '../src/api/gaps';

it('leaves out a second that a late report left empty, and keeps a silence', () => {
  const kept = (...values: (number | null)[]) => withoutShortGaps(values.length, (at) => values[at] === null);
  expect(kept(1, null, 2, null, null, null, 3)).toEqual([0, 2, 6]);
  expect(kept(1, null, null, null, null, 2)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(kept(null, null, 1, null)).toEqual([2, 3]);
});

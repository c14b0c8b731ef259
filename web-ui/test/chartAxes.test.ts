import { describe, expect, it } from 'vitest';
import { alone, timeRange, timeSteps, yRange } from '../src/ui/chart/options';

describe('the time axis', () => {
  it('has no step below a second, in which labels would come twice', () => {
    expect(timeSteps.every((step) => Number.isInteger(step) && step >= 1)).toBe(true);
    expect(timeSteps).toEqual([...new Set(timeSteps)].sort((a, b) => a - b));
  });

  it('is half a minute long at least, with what there is at its end', () => {
    expect(timeRange([1000])).toEqual([970, 1000]);
    expect(timeRange([1000, 1001, 1002])).toEqual([972, 1002]);
  });

  it('is as long as its data from then on', () => {
    expect(timeRange([1000, 1200, 1300])).toEqual([1000, 1300]);
  });
});

describe('the axis of values', () => {
  it('has labels that differ where nothing was measured', () => {
    expect(yRange(null, null, { format: 'rate' })).toEqual([0, 1e6]);
    expect(yRange(0, 0, { format: 'rate', zeroLine: true })).toEqual([-0.12e6, 1e6]);
  });

  it('leaves room above the line when all goes out', () => {
    const [bottom, top] = yRange(-100e6, 0, { format: 'rate', zeroLine: true });
    expect(bottom).toBeCloseTo(-108e6);
    expect(top).toBeCloseTo(12.96e6);
  });
});

describe('a moment between gaps', () => {
  it('is found, so that it is drawn as a point', () => {
    expect(alone([null, 3, null, 4, 5, null, 6])).toEqual([1, 6]);
    expect(alone([1, 2, null])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { csvOf } from '../src/pages/history/csv';
import { before, rangeOf } from '../src/pages/history/range';
import { drawn, sumOfUplinks, valuesBefore, withShare } from '../src/pages/history/series';

const history = (path: string) => ({
  resolutionSeconds: 1,
  times: [0, 1],
  series: [{ metric: 'rttMs', path, values: [12.5, null] }],
});

describe('the range in the address', () => {
  const at = (query: string) => rangeOf(new URLSearchParams(query), 1_000_000);

  it('is a preset up to now, or what was zoomed to', () => {
    expect(at('range=15m')).toEqual({ preset: '15m', from: 999_115, to: 1_000_000 });
    expect(at('from=500&to=600')).toEqual({ preset: null, from: 500, to: 600 });
  });

  it('falls back to the usual one on nonsense', () => {
    expect(at('range=yesterday').preset).toBe('1h');
    expect(at('from=600&to=500').preset).toBe('1h');
    expect(at('from=x&to=y').preset).toBe('1h');
  });

  it('knows the stretch before it', () => {
    expect(before({ preset: null, from: 500, to: 600 })).toMatchObject({ from: 400, to: 500 });
  });
});

describe('the CSV', () => {
  it('has a row for each moment and leaves the unknown empty', () => {
    expect(csvOf(history('dsl'))).toBe(
      'time,dsl rttMs\r\n1970-01-01T00:00:00.000Z,12.5\r\n1970-01-01T00:00:01.000Z,\r\n',
    );
  });

  it('quotes what needs it, and lets no name be run as a formula', () => {
    expect(csvOf(history('a,"b"')).split('\r\n')[0]).toBe('time,"a,""b"" rttMs"');
    expect(csvOf(history('=cmd()')).split('\r\n')[0]).toBe("time,'=cmd() rttMs");
  });
});

describe('the comparison with an earlier stretch', () => {
  const columns = (resolutionSeconds: number, times: number[]) => ({ resolutionSeconds, times, series: [] });

  it('takes for each moment the value of as long ago', () => {
    const now = columns(60, [600, 660, 720]);
    expect(valuesBefore(now, columns(60, [0, 60, 120]), 600, [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('holds a coarser value for as long as it stands for, and ends where it ends', () => {
    const now = columns(1, [900, 901, 959, 960, 1_020]);
    expect(valuesBefore(now, columns(60, [0, 60]), 900, [7, null])).toEqual([7, 7, 7, null, null]);
  });

  it('sums the uplinks, and is unknown only where none is known', () => {
    const history = {
      ...columns(1, [0, 1, 2]),
      series: [
        { metric: 'inboundBitsPerSecond', path: 'dsl', values: [1, null, null] },
        { metric: 'inboundBitsPerSecond', path: 'lte', values: [2, 2, null] },
        { metric: 'inboundBitsPerSecond', path: null, values: [9, 9, 9] },
      ],
    };
    expect(sumOfUplinks(history, 'inboundBitsPerSecond')).toEqual([3, 2, null]);
  });
});

describe('what is drawn', () => {
  const rate = (path: string, values: (number | null)[]) => ({
    metric: 'inboundBitsPerSecond',
    path,
    values,
  });

  it('leaves out seconds that late reports left empty, and no minute', () => {
    const history = { times: [7, 8, 9], series: [rate('dsl', [1, null, 3])] };
    expect(drawn({ ...history, resolutionSeconds: 1 })).toMatchObject({
      times: [7, 9],
      series: [{ values: [1, 3] }],
    });
    expect(drawn({ ...history, resolutionSeconds: 60 }).times).toEqual([7, 8, 9]);
  });

  it('says no share of next to nothing', () => {
    const history = {
      resolutionSeconds: 1,
      times: [0, 1],
      series: [rate('dsl', [300, 3e6]), rate('lte', [100, 1e6])],
    };
    const shares = withShare(history).series.filter(({ metric }) => metric === 'share');
    expect(shares.map(({ values }) => values)).toEqual([
      [null, 0.75],
      [null, 0.25],
    ]);
  });
});

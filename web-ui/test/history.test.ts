import { describe, expect, it } from 'vitest';
import { csvOf } from '../src/pages/history/csv';
import { before, rangeOf } from '../src/pages/history/range';

const history = (path: string) => ({
  resolutionSeconds: 1,
  times: [0, 1],
  series: [{ metric: 'rttMs', path, values: [12.5, null] }],
});

describe('the range in the address', () => {
  const at = (query: string) => rangeOf(new URLSearchParams(query), 1_000_000);

  it('is a preset up to now, or what was zoomed to', () => {
    expect(at('range=15m')).toEqual({ preset: '15m', from: 999_100, to: 1_000_000 });
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

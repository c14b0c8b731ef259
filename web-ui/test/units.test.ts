import { describe, expect, it } from 'vitest';
import * as units from '../src/ui/units';

const { fromMegabits } = units;
/** Figures are written with a space that does not break; these are easier to read with one that does. */
const plain =
  <Given extends unknown[]>(say: (...given: Given) => string) =>
  (...given: Given) =>
    say(...given).replaceAll('\u00a0', ' ');
const dataText = plain((bytes: number) => units.dataText(bytes));
const durationText = plain((seconds: number) => units.durationText(seconds));
const millisecondsText = plain(units.millisecondsText);
const percentText = plain(units.percentText);
const rateText = plain((bps: number | null) => units.rateText(bps));

describe('units', () => {
  it('says rates as links are sold', () => {
    expect([0, 999, 12_340, 88_240_000, 133_000_000, 1_250_000_000].map(rateText)).toEqual([
      '0 Mbit/s',
      '999 bit/s',
      '12.3 kbit/s',
      '88.2 Mbit/s',
      '133 Mbit/s',
      '1.25 Gbit/s',
    ]);
  });

  it('does not write 1000 of a unit', () => {
    expect(rateText(999_900)).toBe('1 Mbit/s');
    expect(rateText(999_400_000)).toBe('999 Mbit/s');
  });

  it('keeps the unknown apart from 0', () => {
    expect(rateText(null)).toBe('–');
    expect(millisecondsText(undefined)).toBe('–');
    expect(percentText(Number.NaN)).toBe('–');
    expect(percentText(0)).toBe('0 %');
  });

  it('keeps a figure and its unit on one line', () => {
    expect(units.rateText(12_340)).toBe('12.3\u00a0kbit/s');
  });

  it('does not round a small loss away', () => {
    expect(percentText(0.0001, 1)).toBe('<0.1 %');
    expect(percentText(0.005, 1)).toBe('0.5 %');
  });

  it('says round trips, amounts and durations', () => {
    expect(millisecondsText(4.26)).toBe('4.26 ms');
    expect(millisecondsText(41.6)).toBe('42 ms');
    expect(dataText(50_000_000_000)).toBe('50 GB');
    expect([0, 59, 61, 3_600, 90_000, 7_200].map(durationText)).toEqual([
      '0 s',
      '59 s',
      '1 min 1 s',
      '1 h',
      '1 d 1 h',
      '2 h',
    ]);
  });

  it('reads what was typed in Mbit/s, empty as no limit', () => {
    expect(fromMegabits('2.5')).toBe(2_500_000);
    expect(fromMegabits('')).toBeNull();
    expect(fromMegabits('x')).toBeNull();
  });
});

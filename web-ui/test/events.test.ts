import { describe, expect, it } from 'vitest';
import { type Event, sentenceOf } from '../src/api/events';

const event = (what: Partial<Event>) =>
  ({ kind: 'path-standby', path: 'lte', message: '', ...what }) as Event;

describe('an event of a path', () => {
  it('says which path it is about, and the reason when there is one', () => {
    expect(sentenceOf(event({}))).toBe('Path lte is standby');
    expect(sentenceOf(event({ message: 'by its role' }))).toBe('Path lte is standby: by its role');
  });

  it('is left as it is when it says so already, or is of another kind', () => {
    const said = 'Path lte is down: probes lost.';
    expect(sentenceOf(event({ kind: 'path-down', message: said }))).toBe(said);
    expect(sentenceOf(event({ kind: 'data-cap', message: '80 % are used.' }))).toBe('80 % are used.');
  });
});

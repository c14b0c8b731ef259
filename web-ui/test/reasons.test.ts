import { describe, expect, it } from 'vitest';
import { dropText, refusalText } from '../src/pages/node/reasons';

describe('reasons of a node', () => {
  it('are told in words', () => {
    expect(dropText('queue_delay')).toBe('Waited too long');
    expect(refusalText('not_granted')).toBe('to a network not granted');
  });

  it('are shown as they come when a newer node has others', () => {
    expect(dropText('moon_phase')).toBe('moon phase');
    expect(refusalText('moon_phase')).toBe('moon phase');
  });
});

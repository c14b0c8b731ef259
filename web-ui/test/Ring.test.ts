import { describe, expect, it } from 'vitest';
import { Ring } from '../src/api/Ring';

describe('the ring of the last seconds', () => {
  it('forgets the oldest and gives the rest in order', () => {
    const ring = new Ring(1, 3);
    for (let second = 1; second <= 5; second++) {
      ring.push(second, [second * 10]);
    }
    expect(ring.since(60)).toEqual([
      [3, 4, 5],
      [30, 40, 50],
    ]);
  });

  it('gives no more than was asked for', () => {
    const ring = new Ring(2, 10);
    for (let second = 1; second <= 6; second++) {
      ring.push(second, [second, null]);
    }
    expect(ring.since(2)).toEqual([
      [5, 6],
      [5, 6],
      [null, null],
    ]);
  });

  it('overlooks a moment that it has had', () => {
    const ring = new Ring(1, 3);
    ring.push(10, [1]);
    ring.push(10, [2]);
    ring.push(9, [3]);
    expect(ring.since(60)).toEqual([[10], [1]]);
  });
});

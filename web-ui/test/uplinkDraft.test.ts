import { describe, expect, it } from 'vitest';
import { draftOf, emptyDraft, specOf } from '../src/pages/node/uplinkDraft';
import { lte } from './mock/world';
import { worlds } from './mock/worlds';

const metered = worlds.healthy().uplinks.home?.find(({ name }) => name === lte.name);

describe('the uplink form', () => {
  it('gives back what it was given', () => {
    expect(metered).toBeDefined();
    if (metered) {
      expect(specOf(draftOf(metered), metered)).toEqual(metered.spec);
    }
  });

  it('leaves out what is empty, rather than 0', () => {
    expect(specOf({ ...emptyDraft, interface: ' eth1 ' }, null)).toEqual({
      interface: 'eth1',
      role: 'use',
      costClass: 'flat',
      disabled: false,
    });
  });

  it('takes Mbit/s, percent and GB', () => {
    const spec = specOf({ ...emptyDraft, down: 50, loss: 2.5, cap: 50, billingDay: 12 }, null);
    expect(spec).toMatchObject({
      downBitsPerSecond: 50_000_000,
      maxLossRatio: 0.025,
      dataCap: { limitBytes: 50_000_000_000, billingDay: 12 },
    });
  });

  it('asks for a threshold of a standby only', () => {
    expect(specOf({ ...emptyDraft, above: 40 }, null)).not.toHaveProperty('standbyAboveBitsPerSecond');
    expect(specOf({ ...emptyDraft, role: 'standby', above: 40 }, null)).toMatchObject({
      standbyAboveBitsPerSecond: 40_000_000,
    });
  });
});

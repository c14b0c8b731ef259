import { describe, expect, it } from 'vitest';
import { capacity, headline, total, usable } from '../src/api/bond';
import { bondsOf } from '../src/api/bonds';
import { dsl, edge, lte, lteDown, path, starlink, uplinksOf } from './mock/world';

const bondOf = (...paths: Parameters<typeof edge>[1]) => {
  const node = edge('home', paths);
  return bondsOf(node, undefined, uplinksOf(node))[0] as ReturnType<typeof bondsOf>[number];
};

describe('a share', () => {
  it('is none of an idle bond', () => {
    expect(bondOf(dsl, lte).strands.map(({ share }) => share)).toEqual([0.66, 0.34]);
    const idle = { outboundBitsPerSecond: 900, inboundBitsPerSecond: 20_000 };
    const strands = bondOf(path('dsl', { ...dsl, ...idle }), path('lte', { ...lte, ...idle })).strands;
    expect(strands.map(({ share }) => share)).toEqual([null, null]);
  });
});

describe('the headline', () => {
  it('names what carries', () => {
    expect(headline(bondOf(dsl, lte))).toEqual({
      verdict: 'up',
      word: 'Healthy',
      sentence: 'All is well: dsl and lte carry the traffic.',
    });
  });

  it('is degraded, not down, while one link carries', () => {
    expect(headline(bondOf(dsl, lteDown))).toMatchObject({
      verdict: 'suspect',
      sentence: 'lte is down; dsl carries the traffic.',
    });
  });

  it('is down when nothing carries', () => {
    expect(headline(bondOf(lteDown))).toMatchObject({ verdict: 'down' });
  });

  it('does not mind a standby, nor a link that a person took out', () => {
    const out = path('lte', { ...lteDown, disabled: true });
    expect(headline(bondOf(dsl, starlink, out))).toMatchObject({ verdict: 'up' });
    const byConfiguration = bondOf(dsl, path('lte', { ...lteDown, reason: 'disabled' }));
    expect(headline(byConfiguration)).toMatchObject({ verdict: 'up' });
    expect(byConfiguration.strands[1]).toMatchObject({ verdict: 'standby', disabled: true });
  });

  it('names the hub that an edge is to go to, before it is there', () => {
    const [bond] = bondsOf(edge('home', [], { tunnels: [] }), undefined, []);
    expect(bond?.hub).toBe('fra');
    expect(bond && headline(bond).sentence).toMatch(/^home has no tunnel to fra/);
  });

  it('knows nothing of a node that does not report', () => {
    const node = edge('van', [dsl], { online: false });
    const [bond] = bondsOf(node, undefined, []);
    expect(bond && headline(bond)).toMatchObject({ verdict: 'unknown', word: 'Offline' });
  });

  it('says that a node was shut out, and why', () => {
    const message = 'Its certificate was revoked (stolen). It can join anew with a new key.';
    const conditions = [{ type: 'certificate' as const, ok: false, reason: 'revoked', message, since: null }];
    const [bond] = bondsOf(edge('van', [dsl], { online: false, conditions }), undefined, []);
    expect(bond && headline(bond)).toEqual({ verdict: 'down', word: 'Shut out', sentence: message });
    const [again] = bondsOf(edge('van', [dsl], { conditions }), undefined, []);
    expect(again && headline(again)).toMatchObject({ verdict: 'up' });
  });

  it('tells an edge that has never reported from one that is silent', () => {
    const [bond] = bondsOf(
      edge('new', [], { online: false, lastReportAt: null, tunnels: [] }),
      undefined,
      [],
    );
    expect(bond && headline(bond).sentence).toBe('new has not reported yet.');
  });

  it('says why there is no tunnel', () => {
    const conditions = [
      { type: 'carrying' as const, ok: false, reason: 'no-tunnel', message: 'it has none', since: null },
    ];
    const [bond] = bondsOf(edge('new', [], { tunnels: [], conditions }), undefined, []);
    expect(bond && headline(bond).sentence).toBe('new has no tunnel to fra: it has none.');
  });
});

describe('a bond', () => {
  it('takes what the stream says over what was asked before, and drops a sentence that no longer fits', () => {
    const node = edge('home', [dsl, lteDown]);
    const live = {
      online: true,
      tunnels: {
        fra: {
          state: 'up',
          reason: null,
          outboundBitsPerSecond: 5,
          inboundBitsPerSecond: 7,
          rttMs: 12,
          queueBytes: 0,
          paths: {
            lte: {
              state: 'up',
              reason: null,
              outboundBitsPerSecond: 1,
              inboundBitsPerSecond: 2,
              rttMs: 30,
              lossRatio: 0,
              share: 1,
            },
          },
        },
      },
    };
    const [bond] = bondsOf(node, live, []);
    expect(bond).toMatchObject({ inBps: 7, outBps: 5, rttMs: 12 });
    expect(bond?.strands[1]).toMatchObject({
      verdict: 'up',
      reason: null,
      detail: null,
      since: null,
      inBps: 2,
    });
  });

  it('sums what its links can do only when it is known of each', () => {
    const bond = bondOf(dsl, lte);
    expect(total(usable(bond), ({ inCapacityBps }) => inCapacityBps)).toBe(150_000_000);
    expect(capacity(bond)).toMatchObject({ inBps: 150_000_000, measured: false });
    const unlimited = bondOf(dsl, path('fibre', { ...lte, name: 'fibre' }));
    expect(total(usable(unlimited), ({ inCapacityBps }) => inCapacityBps)).toBeNull();
  });
});

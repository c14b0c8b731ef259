import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Differences } from '../src/ui/Differences';

const rows = () => screen.getAllByRole('row').map(({ textContent }) => textContent);

describe('a difference', () => {
  it('tells what comes or goes as a whole by its parts', () => {
    const dataCap = { limitBytes: 5_000_000_000, billingDay: 15 };
    const { rerender } = render(
      <Differences label="What changes" differences={[{ path: 'dataCap', before: null, after: dataCap }]} />,
    );
    expect(rows().slice(1)).toEqual(['dataCap.limitBytes–5000000000', 'dataCap.billingDay–15']);
    rerender(<Differences label="What changes" differences={[{ path: '', before: { lan: dataCap } }]} />);
    expect(rows().slice(1)).toEqual(['lan.limitBytes5000000000–', 'lan.billingDay15–']);
  });

  it('leaves lists and what is there on both sides as they are', () => {
    render(
      <Differences
        label="What changes"
        differences={[
          { path: 'hubs', after: ['fra'] },
          { path: 'lan', before: { mtu: 1 }, after: { mtu: 2 } },
        ]}
      />,
    );
    expect(rows().slice(1)).toEqual(['hubs–["fra"]', 'lan{"mtu":1}{"mtu":2}']);
  });
});

import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { HomePage } from '../src/pages/home/HomePage';
import { Theme } from '../src/ui/Theme';

function showPageWhenServer(answers: () => Promise<Response>) {
  vi.stubGlobal('fetch', vi.fn(answers));
  render(
    <Theme>
      <HomePage />
    </Theme>,
  );
}

const json = (status: number, body: object) => async () => new Response(JSON.stringify(body), { status });

describe('the page', () => {
  it('says that it is asking until there is an answer', () => {
    showPageWhenServer(() => new Promise(() => {}));
    expect(screen.getByRole('status').textContent).toContain('Asking the control plane');
  });

  it('says reachable when the control plane is up', async () => {
    showPageWhenServer(json(200, { status: 'UP' }));
    expect(await screen.findByText('Control plane reachable')).toBeTruthy();
  });

  it('tells a control plane that cannot serve from one that is away', async () => {
    showPageWhenServer(json(503, { status: 'OUT_OF_SERVICE' }));
    expect(await screen.findByText(/not able to serve/)).toBeTruthy();
    expect(screen.getByText(/OUT_OF_SERVICE/)).toBeTruthy();
  });

  it('says not reachable when the connection fails', async () => {
    showPageWhenServer(() => Promise.reject(new TypeError('fetch failed')));
    expect(await screen.findByText('Control plane not reachable')).toBeTruthy();
  });

  it('does not take a proxy page for the control plane', async () => {
    showPageWhenServer(async () => new Response('<html>502 Bad Gateway</html>', { status: 502 }));
    expect(await screen.findByText('Control plane not reachable')).toBeTruthy();
    expect(screen.getByText(/status 502/)).toBeTruthy();
  });

  it('makes no style element, which the content security policy would refuse', () => {
    showPageWhenServer(() => new Promise(() => {}));
    expect(document.querySelectorAll('style')).toHaveLength(0);
  });
});

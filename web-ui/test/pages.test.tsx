import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { handlerOf } from './mock/handler';
import { worlds } from './mock/worlds';
import { showAt } from './show';

const person = () => userEvent.setup();

describe('the door', () => {
  it('lets nobody in without signing in, and goes to the page that was asked for after', async () => {
    showAt('/events', worlds.signedOut());
    await person().type(await screen.findByLabelText(/User/), 'ada');
    await person().type(screen.getByLabelText(/^Password/), 'correct horse battery');
    await person().click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Events' })).toBeTruthy();
  });

  it('says that user or password is wrong, not which', async () => {
    showAt('/', worlds.signedOut());
    await person().type(await screen.findByLabelText(/User/), 'ada');
    await person().type(screen.getByLabelText(/^Password/), 'wrong');
    await person().click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('User or password is not right')).toBeTruthy();
  });

  it('asks again by itself when there is no answer', async () => {
    showAt('/', null);
    expect(await screen.findByText('The control plane does not answer')).toBeTruthy();
    vi.stubGlobal('fetch', handlerOf(worlds.healthy()));
    expect(await screen.findByRole('heading', { name: 'Overview' }, { timeout: 6_000 })).toBeTruthy();
  });
});

describe('the overview', () => {
  it('gives the reason of a link that is down', async () => {
    showAt('/', worlds.trouble());
    expect(await screen.findByText('lte is down: probes lost')).toBeTruthy();
    expect(screen.getAllByText(/no answer to 5 probes since .*\d\d:\d\d:\d\d/).length).toBeGreaterThan(0);
  });

  it('lists many edges, trouble first', async () => {
    showAt('/', worlds.many());
    const table = await screen.findByRole('table', { name: 'Edges' });
    const edges = within(table)
      .getAllByRole('link')
      .map(({ textContent }) => textContent);
    expect(edges).toEqual(['home', 'shop', 'van', 'office']);
  });

  it('has no figures of now of an edge that was shut out, and leads to letting it join anew', async () => {
    showAt('/', worlds.shutOut());
    const join = await screen.findByRole('link', { name: 'Let it join anew' });
    expect(join.getAttribute('href')).toBe('/welcome?step=edge&edge=home');
    expect(screen.queryByText('Latency now')).toBeNull();
  });

  it('leads to the first run where there is nothing yet', async () => {
    showAt('/', worlds.empty());
    expect(await screen.findByRole('heading', { name: 'Join your machines' })).toBeTruthy();
  });
});

describe('taking a link out', () => {
  it('shows the difference, does it against what was read, and says when the node has it', async () => {
    const { requests } = showAt('/nodes/home/uplinks', worlds.healthy());
    await person().click(await screen.findByRole('button', { name: 'Take out lte' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('disabled')).toBeTruthy();
    expect(within(dialog).getByText('This could cut home off')).toBeTruthy();
    const line = within(dialog).getByText(/^curl .* -X PUT -H 'If-Match: "12"'/);
    expect(line.textContent).toContain('"disabled":true');
    expect(line.textContent).toContain('/api/v1/nodes/home/uplinks/lte');
    await person().click(within(dialog).getByRole('button', { name: 'Take it out' }));
    expect(await screen.findByText('home has reached revision 18')).toBeTruthy();
    const puts = requests.filter(({ method }) => method === 'PUT');
    expect(puts.map(({ url }) => new URL(url).searchParams.get('dryRun'))).toEqual(['true', 'false']);
    expect(puts.every(({ headers }) => headers.get('If-Match') === '"12"')).toBe(true);
    expect(await screen.findByRole('button', { name: 'Let in lte', hidden: true })).toBeTruthy();
  });

  it('is not for a viewer, and says why', async () => {
    const { requests } = showAt('/nodes/home/uplinks', worlds.viewer());
    const button = await screen.findByRole('button', { name: 'Take out lte' });
    expect(button.getAttribute('aria-description')).toBe(
      'Needs the role operator. Ask an administrator for it.',
    );
    await person().click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(requests.some(({ method }) => method === 'PUT')).toBe(false);
  });
});

describe('a hub', () => {
  it('says why an edge of its was shut out', async () => {
    showAt('/nodes/fra/uplinks', worlds.shutOut());
    const edge = await screen.findByRole('row', { name: /home.*Shut out/ });
    expect(within(edge).getByText(/Its certificate was revoked \(stolen\)/)).toBeTruthy();
  });
});

describe('a form', () => {
  it('says at the field what the server would not take', async () => {
    showAt('/nodes/home/uplinks', worlds.healthy());
    await person().click(await screen.findByRole('button', { name: 'Change dsl' }));
    const latency = await screen.findByLabelText('Left out above, ms');
    await person().type(latency, '99999');
    await person().click(screen.getByRole('button', { name: 'Review the change' }));
    expect(await screen.findByText('must be 60000 or less')).toBeTruthy();
    await waitFor(() => expect(latency.getAttribute('aria-invalid')).toBe('true'));
  });
});

describe('a mere doubt', () => {
  const doubt = /lte is suspect: no answer to 2 probes/;

  it('is among all events', async () => {
    showAt('/events', worlds.trouble());
    expect(await screen.findByText(doubt)).toBeTruthy();
  });

  it('is not what changed lately', async () => {
    showAt('/', worlds.trouble());
    expect(await screen.findByText(/^lte is down: no answer/)).toBeTruthy();
    expect(screen.queryByText(doubt)).toBeNull();
  });
});

describe('filters', () => {
  it('stay in the address, are for the server to apply, and say when nothing fits', async () => {
    const { requests } = showAt('/events?severity=error&words=lte', worlds.trouble());
    expect(await screen.findByText(/lte is down/)).toBeTruthy();
    expect(screen.queryByText(/dsl is up/)).toBeNull();
    await person().type(screen.getByLabelText('Words'), ' nonsense');
    expect(await screen.findByText('No event fits these filters')).toBeTruthy();
    const asked = requests
      .map(({ url }) => new URL(url))
      .filter(({ pathname }) => pathname.endsWith('/events'));
    expect(asked.map(({ searchParams }) => searchParams.get('words'))).toEqual(['lte', 'lte nonsense']);
    expect(asked.every(({ searchParams }) => searchParams.get('severity') === 'error')).toBe(true);
  });

  it('end at a moment', async () => {
    showAt('/events', worlds.trouble());
    expect(await screen.findByText(/lte is down/)).toBeTruthy();
    const before = screen.getByLabelText('Before');
    fireEvent.change(before, { target: { value: '2020-01-01T00:00' } });
    fireEvent.blur(before);
    expect(await screen.findByText('No event fits these filters')).toBeTruthy();
  });
});

describe('lanes', () => {
  it('are told with what each carries, TCP connections too', async () => {
    showAt('/nodes/home/traffic', worlds.healthy());
    const lanes = within(await screen.findByRole('table', { name: 'Lanes' }));
    expect(lanes.getByRole('row', { name: /^packets 4 of 4 carriers up 393\sGB 49.6\sGB/ })).toBeTruthy();
    const streams = /^TCP connections 37 open, 16 carriers ready 455\sGB 61.4\sGB/;
    expect(lanes.getByRole('row', { name: streams })).toBeTruthy();
    expect(screen.getByText('3 to a network not granted')).toBeTruthy();
  });
});

describe('the audit log', () => {
  it('says who did what, and each entry what was before and after', async () => {
    showAt('/audit', worlds.trouble());
    await person().click(await screen.findByRole('button', { name: 'Details of nodes/home/uplinks/lte' }));
    const dialog = await screen.findByRole('dialog');
    const row = within(dialog).getByRole('row', { name: /costClass/ });
    expect(within(dialog).getByRole('columnheader', { name: 'Before' })).toBeTruthy();
    expect(row.textContent).toContain('flat');
    expect(row.textContent).toContain('metered');
    expect(within(dialog).getByText('7d19aa03')).toBeTruthy();
  });

  it('is searched by words', async () => {
    showAt('/audit?words=first-edge', worlds.trouble());
    expect(await screen.findByText('enrolment-keys/first-edge')).toBeTruthy();
    expect(screen.queryByText('nodes/home/uplinks/lte')).toBeNull();
  });
});

describe('history', () => {
  it('says what each uplink used in its billing months, the newest first', async () => {
    showAt('/history', worlds.healthy());
    const table = await screen.findByRole('table', { name: 'Data used per billing month' });
    expect(within(table).getByText('lte, from day 12')).toBeTruthy();
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.length).toBeGreaterThan(12);
    const used = within(table).getAllByText(/41 GB/);
    expect(used.some((cell) => cell.textContent?.includes('of 50\u00a0GB'))).toBe(true);
  });
});

describe('first run', () => {
  it('makes the first administrator from the one-time link', async () => {
    location.hash = '#token=one-time';
    showAt('/setup', worlds.fresh());
    await person().type(await screen.findByLabelText(/^Password \*|^Password$/), 'correct horse battery');
    await person().type(screen.getByLabelText(/^Password, again/), 'correct horse battery');
    await person().click(screen.getByRole('button', { name: 'Begin' }));
    expect(await screen.findByText('Name the hub')).toBeTruthy();
    location.hash = '';
  });

  it('shows the line to paste, once', async () => {
    showAt('/access/keys', worlds.healthy());
    await person().click(await screen.findByRole('button', { name: 'Make a key' }));
    await person().click(await screen.findByRole('button', { name: 'Make the key' }));
    expect(await screen.findByText(/^sudo braid-node join braid-join_/)).toBeTruthy();
  });
});

describe('a change of a user', () => {
  it('has its curl line, without the password', async () => {
    showAt('/access/users', worlds.healthy());
    await person().click(await screen.findByRole('button', { name: 'Change bob' }));
    await person().type(await screen.findByLabelText(/^Password/), 'correct horse battery');
    await person().click(screen.getByRole('button', { name: 'Review the change' }));
    const line = await screen.findByText(/^curl .* -X PUT -H 'If-Match: "9"'/);
    expect(line.textContent).toContain('/api/v1/users/bob');
    expect(line.textContent).toContain('"password":"<the password>"');
    expect(line.textContent).not.toContain('correct horse');
  });
});

describe('every page', () => {
  it.each(['/', '/nodes', '/nodes/home/uplinks', '/events', '/access/users', '/system'])(
    'makes no style element at %s, which the content security policy would refuse',
    async (path) => {
      showAt(path, worlds.healthy());
      await screen.findByRole('heading', { level: 1 });
      expect(document.querySelectorAll('style')).toHaveLength(0);
    },
  );
});

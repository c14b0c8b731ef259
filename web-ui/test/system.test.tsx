import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { passphrase } from './mock/systemRoutes';
import { worlds } from './mock/worlds';
import { showAt } from './show';

const person = () => userEvent.setup();
const press = async (name: string) => person().click(await screen.findByRole('button', { name }));
const to = (requests: Request[], end: string) => requests.filter(({ url }) => url.endsWith(end));

/** Names of the files that the browser was told to save. */
const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});

/** A person chooses a file and types what opens it. */
async function choose(words: string) {
  const [input] = document.querySelectorAll<HTMLInputElement>('input[type=file]');
  await person().upload(input as HTMLInputElement, new File(['sealed'], 'old.backup'));
  fireEvent.change(screen.getByLabelText('Its passphrase'), { target: { value: words } });
}

describe('a backup', () => {
  it('is saved as a file, sealed by the passphrase', async () => {
    const { requests } = showAt('/system', worlds.healthy());
    fireEvent.change(await screen.findByLabelText(/^Passphrase/), { target: { value: passphrase } });
    await press('Download a backup');
    await waitFor(() => expect(saved).toEqual(['braid-2026-11-29.backup']));
    expect(await to(requests, '/backup')[0]?.json()).toEqual({ passphrase });
  });

  it('replaces everything after a question, and leads to signing in', async () => {
    const { requests } = showAt('/system', worlds.healthy());
    await screen.findByText('Choose a file');
    await choose(passphrase);
    await press('Restore');
    expect(to(requests, '/restore')).toEqual([]);
    await press('Replace everything');
    expect(await screen.findByText('Your session has ended')).toBeTruthy();
    expect(to(requests, '/restore')).toHaveLength(1);
  });

  it('that its passphrase does not open changes nothing, and says so', async () => {
    showAt('/system', worlds.healthy());
    await screen.findByText('Choose a file');
    await choose('another one');
    await press('Restore');
    await press('Replace everything');
    const notice = await screen.findByRole('alert');
    expect(within(notice).getByText('This passphrase does not open the backup.')).toBeTruthy();
    expect(screen.queryByText('Your session has ended')).toBeNull();
  });

  it('makes a new machine what the old one was, by the setup link', async () => {
    location.hash = '#token=one-time';
    const { requests } = showAt('/setup', worlds.fresh());
    await press('Restore a backup instead');
    await screen.findByText('Choose a file');
    await choose(passphrase);
    await press('Restore');
    expect(await screen.findByText('Restored')).toBeTruthy();
    expect(to(requests, '/restore')[0]?.headers.get('X-Setup-Token')).toBe('one-time');
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy();
    location.hash = '';
  });
});

describe('a support bundle', () => {
  it('is saved as a file', async () => {
    showAt('/system', worlds.healthy());
    await press('Download a support bundle');
    await waitFor(() => expect(saved).toEqual(['braid-support.zip']));
  });
});

describe('a speed test', () => {
  it('says what was achieved of what was expected, of each uplink and of the bond', async () => {
    showAt('/diagnostics', { ...worlds.healthy(), measured: false });
    expect(await screen.findByText('Not measured yet')).toBeTruthy();
    await press('Start a speed test');
    const table = await screen.findByRole('table', { name: 'Achieved and expected' });
    const row = within(table).getByRole('row', { name: /^the bond/ });
    expect(within(row).getByText('137 Mbit/s of 150 Mbit/s (92 %)')).toBeTruthy();
  });
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { worlds } from './mock/worlds';
import { showAt } from './show';

const person = () => userEvent.setup();
const press = async (name: string) => person().click(await screen.findByRole('button', { name }));
/** Presses a button of the dialog that shows what changes at a path. */
const inDialogOf = async (path: string, name: string) => {
  const dialog = (await screen.findByText(path)).closest<HTMLElement>('[role=dialog]');
  await person().click(within(dialog as HTMLElement).getByRole('button', { name }));
};
const puts = (requests: Request[]) =>
  requests.filter(({ method, url }) => method === 'PUT' && url.includes('dryRun=false'));

/** Takes lte out, to be confirmed by whoever did it. */
async function takeOutOnTrial() {
  await press('Take out lte');
  await person().click(await screen.findByLabelText('I confirm it myself afterwards'));
  expect(screen.getByText('home tries it, and goes back by itself unless you confirm it.')).toBeTruthy();
  expect(screen.getByText(/^curl .*uplinks\/lte\?confirm=person/)).toBeTruthy();
  await press('Take it out');
}

describe('a change that a person confirms', () => {
  it('stays when it is confirmed', async () => {
    const { requests } = showAt('/nodes/home/uplinks', worlds.healthy());
    await takeOutOnTrial();
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('home tries revision 18: keep it?')).toBeTruthy();
    await person().click(within(dialog).getByRole('button', { name: 'Keep it' }));
    expect(await screen.findByText('home has reached revision 18')).toBeTruthy();
    expect(puts(requests)[0]?.url).toContain('confirm=person');
  });

  it('is rolled back when it is not, says so, and can be undone', async () => {
    showAt('/nodes/home/uplinks', { ...worlds.healthy(), trialMs: 1 });
    await takeOutOnTrial();
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('home went back to what it had before')).toBeTruthy();
    expect(within(dialog).getByText(/It did not prove itself in time: nobody confirmed it/)).toBeTruthy();
    expect(await screen.findByText('home went back from revision 18 to 17')).toBeTruthy();
    await person().click(within(dialog).getByRole('button', { name: 'Undo the change' }));
    expect(await screen.findByText('uplinks.lte.disabled')).toBeTruthy();
    await press('Undo it');
    expect(await screen.findByText('home has reached revision 19')).toBeTruthy();
    expect(screen.queryByText('home went back from revision 18 to 17')).toBeNull();
    expect(await screen.findByRole('button', { name: 'Take out lte', hidden: true })).toBeTruthy();
  });
});

describe('undoing', () => {
  it('says when there is nothing to undo', async () => {
    showAt('/nodes/home/configuration', worlds.healthy());
    await press('Undo the last change');
    expect(await screen.findByText(/Nothing has been changed that could be undone/)).toBeTruthy();
  });
});

describe('how TCP connections cross', () => {
  it('is changed with its difference first, and what it costs', async () => {
    const { requests } = showAt('/nodes/home/configuration', worlds.healthy());
    await press('Change');
    await person().type(await screen.findByLabelText('Except to ports', { selector: 'input' }), '22{Enter}');
    await press('Review the change');
    expect(await screen.findByText(/TCP connections that home carries are reset by this/)).toBeTruthy();
    await inDialogOf('streams.exceptPorts', 'Change');
    expect(await screen.findByText('home has reached revision 18')).toBeTruthy();
    const sent: unknown = await puts(requests)[0]?.json();
    expect(sent).toMatchObject({ spec: { hubs: ['fra'], streams: { exceptPorts: ['22'] } } });
  });
});

describe('what an edge may reach', () => {
  it('is granted on the page of its hub', async () => {
    const { requests } = showAt('/nodes/fra/uplinks', worlds.healthy());
    expect(await screen.findByText('the Internet only')).toBeTruthy();
    await press('Grants of home');
    await person().type(
      await screen.findByLabelText('Networks behind the hub', { selector: 'input' }),
      '10.20.0.0/16{Enter}',
    );
    await press('Review the change');
    await inDialogOf('grants', 'Change');
    expect(await screen.findByText('home has reached revision 18')).toBeTruthy();
    expect(puts(requests)[0]?.url).toContain('/api/v1/nodes/home');
    const table = screen.getByRole('table', { name: 'Edges on fra', hidden: true });
    expect(await within(table).findByText('10.20.0.0/16')).toBeTruthy();
  });
});

describe('connections', () => {
  it('are shown when a person asks for them, and searched', async () => {
    const { requests } = showAt('/nodes/home/traffic', worlds.healthy());
    await screen.findByText('TCP connections to fra');
    expect(requests.some(({ url }) => url.includes('/connections'))).toBe(false);
    await press('Show them');
    const table = await screen.findByRole('table', { name: 'TCP connections of home.fra' });
    expect(within(table).getByText('203.0.113.80:443')).toBeTruthy();
    await person().type(screen.getByLabelText('Words'), '40122 dsl');
    expect(within(table).getByText('192.168.10.7:40122')).toBeTruthy();
    expect(within(table).queryByText('203.0.113.80:443')).toBeNull();
  });

  it('are not for a viewer, and the button says why', async () => {
    showAt('/nodes/home/traffic', worlds.viewer());
    const button = await screen.findByRole('button', { name: 'Show them' });
    expect(button.getAttribute('aria-description')).toContain('Needs the role operator');
  });
});

describe('what the links can do together', () => {
  it('is as a speed test measured where nobody said it', async () => {
    showAt('/', { ...worlds.unmeasured(), measured: true });
    expect(await screen.findByText(/% of 140 Mbit\/s, as measured/)).toBeTruthy();
  });

  it('is said to be unknown where nothing measured it, with the way to measure', async () => {
    showAt('/', worlds.unmeasured());
    const ways = await screen.findAllByRole('link', { name: 'measure the links' });
    expect(ways[0]?.getAttribute('href')).toBe('/diagnostics?node=home');
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { paths } from '../../src/paths';
import { expectAccessible, launch, open, shoot } from '../browser/browser';
import { ControlPlane } from './ControlPlane';

const password = 'correct horse battery';

/** The real control plane with its real store, as a person meets it; no node reports here. */
describe('the dashboard on the control plane', () => {
  let browser: Browser;
  let plane: ControlPlane;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    [browser, plane] = await Promise.all([launch(), ControlPlane.start()]);
    ({ page, troubles } = await open(browser));
  });
  afterAll(async () => {
    await browser?.close();
    await plane?.remove();
  });

  beforeEach(() => onTestFailed(async () => void (await shoot(page, 'real-failed'))));

  const go = (path: string) => page.goto(plane.origin + path);
  const sees = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor();
  const field = (label: string | RegExp) => page.locator('form').getByLabel(label).first();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

  it('makes the first administrator from the one-time link and leads on', async () => {
    await go(plane.setupPath);
    await field('User').fill('ada');
    await field(/^Password \*$/).fill(password);
    await field('Password, again').fill(password);
    await press('Begin');
    await sees('Name the hub');
    expect(page.url()).not.toContain('token');
  });

  it('creates the hub and the edge, a key for it, and its uplinks', async () => {
    await field('Name').fill('fra');
    await field('Public address').fill('198.51.100.4');
    await press('Create the hub');
    await sees('The hub fra');
    await press('Show the line to paste');
    await sees(/sudo braid-node join braid-join_/);
    await shoot(page, 'real-hub-key');
    await go(`${paths.welcome}?step=edge&hub=fra`);
    await field('Name').fill('home');
    await press('Create the edge');
    await sees('The edge home');
    await go(paths.node('home'));
    await press('Add an uplink');
    await field('Name').fill('dsl');
    await field('Interface').fill('eth1');
    await field('Inbound, Mbit/s').fill('100');
    await press('Review the change');
    await sees('downBitsPerSecond');
    await press('Add');
    await sees(/Stored as revision/);
    await shoot(page, 'real-uplink-stored');
    await press('Close');
    await page.getByRole('cell', { name: 'eth1', exact: true }).waitFor();
  });

  it('says at the field what the API refuses', async () => {
    await press('Change dsl');
    await field('Left out above, ms').fill('99999');
    await press('Review the change');
    await field('Left out above, ms').and(page.locator('[aria-invalid=true]')).waitFor();
    await press('Cancel');
  });

  it('keeps a change from overwriting what somebody else did meanwhile', async () => {
    await press('Change dsl');
    await field('Inbound, Mbit/s').fill('80');
    const session = await page.evaluate(() => document.cookie);
    const csrf = /braid_csrf=([^;]+)/.exec(session)?.[1] ?? '';
    await page.evaluate(async (token) => {
      const at = '/api/v1/nodes/home/uplinks/dsl';
      const tag = (await fetch(at)).headers.get('ETag') ?? '';
      const headers = { 'If-Match': tag, 'X-CSRF-Token': token, 'Content-Type': 'application/json' };
      await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ spec: { interface: 'eth2' } }) });
    }, csrf);
    await press('Review the change');
    await sees(/somebody changed it meanwhile/);
    await press('Cancel');
  });

  it('shows every page without a node that reports, and stays accessible', async () => {
    const visited: [string, string | RegExp][] = [
      [paths.overview, 'home'],
      [paths.nodes, 'fra'],
      [paths.node('home', 'configuration'), 'Observed'],
      [paths.history, 'Nothing was measured in this time'],
      [paths.events, 'Events'],
      [paths.audit, 'nodes/home/uplinks/dsl'],
      [paths.diagnostics, 'Speed test'],
      [paths.keys, 'Make a key'],
      [paths.certificates, 'Fingerprint'],
      [paths.users, 'ada (you)'],
      [paths.tokens, 'No tokens'],
      [paths.system, 'Support bundle'],
    ];
    for (const [path, shows] of visited) {
      await go(path);
      await sees(shows);
      await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0);
      await shoot(page, `real${path.replaceAll('/', '-')}`);
      await expectAccessible(page, path);
    }
  }, 180_000);

  it("leads to the API's documentation", async () => {
    await go(paths.system);
    const { page: docs, context } = await open(browser);
    await docs.goto(
      plane.origin +
        (await page.getByRole('link', { name: 'Documentation, to try it out' }).getAttribute('href')),
    );
    await docs.getByText('List users by name').waitFor({ timeout: 60_000 });
    await shoot(docs, 'real-documentation', false);
    await context.close();
  }, 90_000);

  it('shows a token once', async () => {
    await go(paths.tokens);
    await press('Make a token');
    await field('Name').fill('prometheus');
    await press('Review the change');
    await press('Make it');
    await sees(/^braid_pat_/);
    await page.reload();
    await page.getByRole('cell', { name: 'prometheus', exact: true }).waitFor();
    expect(await page.getByText(/^braid_pat_/).count()).toBe(0);
  });

  it('says why a viewer may not, and keeps them from it', async () => {
    await go(paths.users);
    await press('Add a user');
    await field(/^User \*$/).fill('eve');
    await field(/^Password/).fill(password);
    await press('Review the change');
    await press('Create');
    await sees('Done');
    const eve = await open(browser);
    await eve.page.goto(plane.origin + paths.node('home'));
    await eve.page.locator('form').getByLabel('User').first().fill('eve');
    await eve.page
      .getByLabel(/^Password/)
      .first()
      .fill(password);
    await eve.page.getByRole('button', { name: 'Sign in' }).click();
    const takeOut = eve.page.getByRole('button', { name: 'Take out dsl' });
    await takeOut.hover();
    await eve.page.getByRole('tooltip').getByText('Needs the role operator').waitFor();
    await shoot(eve.page, 'real-viewer', false);
    await eve.context.close();
  });

  it('says that the control plane is away and how old the data is, and goes on when it is back', async () => {
    await go(paths.node('home'));
    await sees('Live');
    await plane.stop();
    await sees(/The control plane has not answered since/);
    await sees(/What you see is .* old/);
    await shoot(page, 'real-away');
    await plane.begin();
    await page.getByText(/The control plane has not answered since/).waitFor({ state: 'detached' });
    await sees('Live');
  });

  it('asks to sign in again when the session has ended, and stays where one was', async () => {
    await go(paths.events);
    await sees('Events');
    await page.context().clearCookies();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await sees('Your session has ended');
    await shoot(page, 'real-session-ended', false);
    await field(/^Password/).fill(password);
    await press('Sign in');
    await page.getByText('Your session has ended').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe(paths.events);
  });

  it('restores a backup in place, and a page that is open elsewhere follows', async () => {
    await go(paths.system);
    await field(/^Passphrase/).fill(password);
    const saved = page.waitForEvent('download');
    await press('Download a backup');
    const backup = await (await saved).path();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(plane.origin + paths.users);
    await elsewhere.getByRole('row', { name: /^eve / }).waitFor();
    await go(paths.users);
    await press('Add a user');
    await field(/^User \*$/).fill('mallory');
    await field(/^Password/).fill(password);
    await press('Review the change');
    await press('Create');
    const mallory = elsewhere.getByRole('row', { name: /^mallory / });
    await mallory.waitFor();
    await go(paths.system);
    await page.locator('input[type=file]').setInputFiles(backup);
    await page.getByLabel('Its passphrase').fill(password);
    await press('Restore');
    await sees('Replace everything?');
    await press('Replace everything');
    for (const tab of [page, elsewhere]) {
      await tab.getByText('Your session has ended').waitFor();
    }
    await shoot(elsewhere, 'real-restored-elsewhere', false);
    await field(/^Password/).fill(password);
    await press('Sign in');
    await page.getByText('Your session has ended').waitFor({ state: 'detached' });
    await shoot(page, 'real-restored');
    // The cookie is that of both.
    await elsewhere.getByText('Your session has ended').waitFor({ state: 'detached' });
    await mallory.waitFor({ state: 'detached' });
    await elsewhere.close();
  }, 120_000);

  it('had no error and no refusal by the content security policy on the way', () => {
    expect(troubles).toEqual([]);
  });
});

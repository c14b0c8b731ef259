import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../src/paths';
import { type WorldName, worlds } from '../mock/worlds';
import { expectAccessible, type Look, launch, looks, open, shoot, wear } from './browser';
import { MockSite } from './site';

type Sight = {
  name: string;
  world: WorldName;
  path: string;
  /** Names of the buttons that lead there. */
  press?: string[];
  shows: string | RegExp;
};

/** Every page, and every state of a page that looks different. */
const sights: Sight[] = [
  { name: 'overview', world: 'healthy', path: paths.overview, shows: /All is well/ },
  { name: 'overview-trouble', world: 'trouble', path: paths.overview, shows: /no answer to 5 probes/ },
  { name: 'overview-many', world: 'many', path: paths.overview, shows: /of 4 edges need a look/ },
  { name: 'overview-shut-out', world: 'shutOut', path: paths.overview, shows: 'Let it join anew' },
  { name: 'nodes', world: 'many', path: paths.nodes, shows: 'Join a node' },
  { name: 'node-uplinks', world: 'trouble', path: paths.node('home'), shows: 'Paths to fra' },
  { name: 'node-traffic', world: 'trouble', path: paths.node('home', 'traffic'), shows: 'Traffic in all' },
  { name: 'node-carriers', world: 'trouble', path: paths.node('home', 'carriers'), shows: /X25519MLKEM768/ },
  {
    name: 'node-events',
    world: 'trouble',
    path: paths.node('home', 'events'),
    shows: /dsl is down: no carrier/,
  },
  {
    name: 'node-configuration',
    world: 'trouble',
    path: paths.node('home', 'configuration'),
    shows: 'Observed',
  },
  { name: 'node-hub', world: 'many', path: paths.node('fra'), shows: 'Edges on this hub' },
  {
    name: 'node-grants',
    world: 'many',
    path: paths.node('fra'),
    press: ['Grants of home'],
    shows: 'Networks behind the hub',
  },
  {
    name: 'node-connections',
    world: 'healthy',
    path: paths.node('home', 'traffic'),
    press: ['Show them'],
    shows: '203.0.113.80:443',
  },
  {
    name: 'node-change',
    world: 'healthy',
    path: paths.node('home', 'configuration'),
    press: ['Change'],
    shows: 'Except to ports',
  },
  {
    name: 'node-uplink-change',
    world: 'healthy',
    path: paths.node('home'),
    press: ['Change lte'],
    shows: 'Month begins on day',
  },
  {
    name: 'node-difference',
    world: 'healthy',
    path: paths.node('home'),
    press: ['Take out lte'],
    shows: 'This could cut home off',
  },
  { name: 'node-trial', world: 'trial', path: paths.node('home'), shows: /keep it\?/ },
  {
    name: 'node-went-back',
    world: 'wentBack',
    path: paths.node('home'),
    shows: /went back from revision 18/,
  },
  { name: 'overview-unmeasured', world: 'unmeasured', path: paths.overview, shows: 'measure the links' },
  { name: 'node-offline', world: 'many', path: paths.node('van'), shows: 'van is offline' },
  { name: 'history', world: 'healthy', path: `${paths.history}?range=24h`, shows: 'Availability' },
  { name: 'events', world: 'trouble', path: paths.events, shows: /dsl is down: no carrier/ },
  { name: 'audit', world: 'trouble', path: paths.audit, shows: 'nodes/home/uplinks/lte' },
  {
    name: 'audit-entry',
    world: 'trouble',
    path: paths.audit,
    press: ['Details of nodes/home/uplinks/lte'],
    shows: 'costClass',
  },
  { name: 'diagnostics', world: 'healthy', path: paths.diagnostics, shows: 'is stripped' },
  { name: 'keys', world: 'healthy', path: paths.keys, shows: 'first-edge' },
  { name: 'certificates', world: 'healthy', path: paths.certificates, shows: 'Fingerprint' },
  { name: 'users', world: 'healthy', path: paths.users, shows: 'bob' },
  { name: 'users-forbidden', world: 'viewer', path: paths.users, shows: /your role does not allow it/ },
  { name: 'tokens', world: 'healthy', path: paths.tokens, shows: 'prometheus' },
  { name: 'system', world: 'healthy', path: paths.system, shows: 'Support bundle' },
  { name: 'welcome', world: 'empty', path: paths.overview, shows: 'Name the hub' },
  {
    name: 'welcome-edge',
    world: 'healthy',
    path: `${paths.welcome}?step=edge&hub=fra`,
    shows: 'Name the edge',
  },
  {
    name: 'welcome-uplinks',
    world: 'healthy',
    path: `${paths.welcome}?step=uplinks&edge=home`,
    shows: /What are home/,
  },
  {
    name: 'welcome-packet',
    world: 'healthy',
    path: `${paths.welcome}?step=packet&edge=home&hub=fra`,
    shows: 'It carries traffic',
  },
  { name: 'node-viewer', world: 'viewer', path: paths.node('home'), shows: 'Paths to fra' },
  { name: 'sign-in', world: 'signedOut', path: paths.overview, shows: 'Password' },
  { name: 'setup', world: 'fresh', path: `${paths.setup}#token=one-time`, shows: 'Password, again' },
  {
    name: 'setup-restore',
    world: 'fresh',
    path: `${paths.setup}#token=one-time`,
    press: ['Restore a backup instead'],
    shows: 'Its passphrase',
  },
  { name: 'setup-without-link', world: 'fresh', path: paths.overview, shows: 'Open the one-time setup link' },
  { name: 'events-empty', world: 'empty', path: paths.events, shows: 'Nothing has happened yet' },
  { name: 'history-empty', world: 'empty', path: paths.history, shows: /no history yet/ },
  { name: 'not-found', world: 'healthy', path: '/nowhere', shows: 'There is no page at this address' },
];

/** A dark phone has the colours of the one and the width of the other: enough to look at it where most is to be seen. */
const looksOf = (name: string): readonly Look[] =>
  ['overview', 'node-uplinks', 'history'].includes(name)
    ? (Object.keys(looks) as Look[])
    : ['light', 'dark', 'phone'];

describe('every page, in light, dark and on a phone', () => {
  let browser: Browser;
  let site: MockSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), MockSite.start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it.each(sights)('$name', async ({ name, world, path, press = [], shows }) => {
    site.world = worlds[world]();
    const { page, context, troubles } = await open(browser);
    await page.goto(site.origin + path);
    for (const button of press) {
      await page.getByRole('button', { name: button, exact: true }).click();
    }
    await page.getByText(shows).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0);
    for (const look of looksOf(name)) {
      await wear(page, look);
      await shoot(page, `${name}-${look}`);
      await expectAccessible(page, `${name} in ${look}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `px that ${name} is too wide in ${look}`).toBeLessThanOrEqual(0);
    }
    expect(troubles).toEqual([]);
    await context.close();
  });

  it.each([
    { name: 'overview', path: paths.overview },
    { name: 'nodes', path: paths.nodes },
    { name: 'node', path: paths.node('home') },
    { name: 'history', path: paths.history },
  ])('$name while it waits, and when the answer is a failure', async ({ name, path }) => {
    site.world = worlds.healthy();
    const { page, context } = await open(browser);
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/\/api\/v1\/nodes/, async (route) => {
      await asked;
      await route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        json: { code: 'internal', detail: 'Something broke here.', requestId: 'f3a91c2e' },
      });
    });
    await page.goto(site.origin + path);
    await page.locator('.mantine-Skeleton-root').first().waitFor();
    await shoot(page, `${name}-loading-light`);
    await expectAccessible(page, `${name} while it waits`);
    answer();
    await page
      .getByText(/cannot be shown: the control plane failed at this request/)
      .first()
      .waitFor();
    await shoot(page, `${name}-failed-light`);
    await expectAccessible(page, `${name} that failed`);
    await context.close();
  });

  it('a chart that does not come, and the rest of the page nevertheless', async () => {
    site.world = worlds.healthy();
    const { page, context } = await open(browser);
    await page.route(/\/assets\/Plot-/, (route) => route.abort());
    await page.goto(site.origin + paths.overview);
    await page.getByText('The chart could not be loaded').waitFor();
    await page.getByText('What changed lately').waitFor();
    await shoot(page, 'chart-missing-light');
    await expectAccessible(page, 'a chart that does not come');
    await context.close();
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paths } from '../../src/paths';
import { worlds } from '../mock/worlds';
import { expectAccessible, launch, open, shoot, wear } from './browser';
import { MockSite } from './site';

/** Ways to use the pages that not everybody has. */
describe('a person', () => {
  let browser: Browser;
  let site: MockSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), MockSite.start()]);
  });
  beforeEach(() => {
    site.world = worlds.healthy();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const focused = (page: Page) =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 80 && (await focused(page)) !== name; presses++) {
      await page.keyboard.press('Tab');
    }
    expect(await focused(page)).toBe(name);
    // What has the focus is in sight, and shows that it has it.
    const seen = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      const { top, bottom, left, right } = at.getBoundingClientRect();
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return { inSight: at.contains(there), ring: outlineStyle !== 'none' && outlineWidth !== '0px' };
    });
    expect(seen).toEqual({ inSight: true, ring: true });
  }

  it('with a keyboard only skips to the page, takes a link out, and is back where they were', async () => {
    const { page, context } = await open(browser);
    await page.goto(site.origin + paths.node('home'));
    await page.getByText('Paths to fra').waitFor();
    await tabTo(page, 'Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await tabTo(page, 'Take out lte');
    await page.keyboard.press('Enter');
    await page.getByText('This could cut home off').waitFor();
    await tabTo(page, 'Take it out');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Take out lte');
    await context.close();
  });

  it('with a keyboard only fills a form that is longer than the screen', async () => {
    const { page, context } = await open(browser);
    await page.goto(site.origin + paths.node('home'));
    await wear(page, 'phone');
    await page.getByRole('button', { name: 'Change lte' }).click();
    await page.getByLabel('Month begins on day').focus();
    await tabTo(page, 'Review the change');
    await page.keyboard.press('Escape');
    await context.close();
  });

  it('with a keyboard only looks at any stretch of the past', async () => {
    const { page, context } = await open(browser);
    await page.goto(`${site.origin}${paths.history}?from=1795910400&to=1795914000`);
    await page.locator('.uplot').first().waitFor();
    const set = async (end: 'From' | 'To', moment: string) => {
      await page.getByLabel(end, { exact: true }).fill(moment);
      await page.getByLabel(end, { exact: true }).blur();
    };
    const hours = () => {
      const range = new URL(page.url()).searchParams;
      return (Number(range.get('to')) - Number(range.get('from'))) / 3_600;
    };
    await set('From', '2026-11-28T09:00');
    await expect.poll(hours).toBeGreaterThan(1);
    await set('To', '2026-11-28T09:30');
    await expect.poll(hours).toBe(0.5);
    await set('From', '2026-11-28T10:00');
    await page.getByText('From comes before To, by 13 months at most').waitFor();
    await shoot(page, 'history-between-light', false);
    await expectAccessible(page, 'a stretch of history');
    await context.close();
  });

  it('with a pointer marks a stretch to look closer, compares it, takes it as CSV, and goes back at one press', async () => {
    const { page, context } = await open(browser);
    await page.goto(`${site.origin}${paths.history}?range=24h`);
    const chart = await page.locator('.uplot .u-over').first().boundingBox();
    const { x, y, width } = chart ?? { x: 0, y: 0, width: 0 };
    await page.mouse.move(x + width / 2, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.75, y + 40, { steps: 4 });
    await page.mouse.up();
    const hours = () => {
      const range = new URL(page.url()).searchParams;
      return (Number(range.get('to')) - Number(range.get('from'))) / 3_600;
    };
    await expect.poll(hours).toBeCloseTo(6, 0);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await saved).suggestedFilename()).toBe('braid-home.csv');
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('?range=24h');
    await page.getByRole('switch', { name: 'Compare with the time before' }).click();
    await page.getByText('dsl, before').first().waitFor();
    await shoot(page, 'history-compared-light');
    await expectAccessible(page, 'a comparison');
    await context.close();
  });

  it('who wants no motion gets none', async () => {
    const { page, context } = await open(browser);
    await page.goto(site.origin + paths.overview);
    await page.locator('.uplot').waitFor();
    const stripes = () => page.locator('[class*=stripes]').first().getAttribute('style');
    const before = await stripes();
    await page.waitForTimeout(1_000);
    expect(await stripes()).toBe(before);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(stripes).not.toBe(before);
    await context.close();
  });

  it('with a phone gets everywhere by the menu', async () => {
    const { page, context } = await open(browser);
    await page.goto(site.origin + paths.overview);
    await wear(page, 'phone');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'System' }).waitFor();
    await shoot(page, 'menu-phone', false);
    await expectAccessible(page, 'the menu of a phone');
    await page.getByRole('dialog').getByRole('link', { name: 'Certificates' }).click();
    await page.getByRole('heading', { name: 'Certificates', level: 1 }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await context.close();
  });

  it('who looks elsewhere pauses the stream, and goes on from where it was', async () => {
    const { page, context } = await open(browser);
    const asked: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/metrics/live')) {
        asked.push(request.headers()['last-event-id']);
      }
    });
    const show = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await page.goto(site.origin + paths.overview);
    await page.getByText('Live', { exact: true }).filter({ visible: true }).waitFor();
    await expect.poll(() => site.world?.samplesTold ?? 0).toBeGreaterThan(0);
    await show(true);
    await page.getByText('Paused', { exact: true }).filter({ visible: true }).waitFor();
    const told = site.world?.samplesTold;
    await page.waitForTimeout(2_500);
    expect(site.world?.samplesTold).toBe(told);
    await show(false);
    await page.getByText('Live', { exact: true }).filter({ visible: true }).waitFor();
    expect(asked).toHaveLength(2);
    expect(asked[0]).toBeUndefined();
    expect(asked[1]).toMatch(/^\d+-\d+-\d+$/);
    await context.close();
  });
});

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Debian's, or where BRAID_CHROMIUM says. */
const executablePath = [process.env.BRAID_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);

export const launch = (): Promise<Browser> => {
  if (!executablePath) {
    throw new Error(
      'There is no Chromium. On Debian: apt install chromium; elsewhere name it in BRAID_CHROMIUM.',
    );
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
};

/** Where screenshots go: outside of the tree. */
export const shots = process.env.BRAID_SCREENSHOTS ?? join(tmpdir(), 'braid-screenshots');
mkdirSync(shots, { recursive: true });

export const looks = {
  light: { colorScheme: 'light', width: 1360, height: 900 },
  dark: { colorScheme: 'dark', width: 1360, height: 900 },
  phone: { colorScheme: 'light', width: 390, height: 844 },
  'phone-dark': { colorScheme: 'dark', width: 390, height: 844 },
} as const;

export type Look = keyof typeof looks;

/** A page that remembers what went wrong in it: errors, refusals by the content security policy. */
export type Watched = { page: Page; context: BrowserContext; troubles: string[] };

export async function open(browser: Browser): Promise<Watched> {
  const { width, height } = looks.light;
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width, height } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    // A refused or failed request is logged by the browser itself; what the page makes of it is what counts.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      troubles.push(message.text());
    }
  });
  return { page, context, troubles };
}

/** Another theme, another width: of the same page, as when a person changes them. */
export async function wear(page: Page, look: Look): Promise<void> {
  const { colorScheme, width, height } = looks[look];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
  // Charts are drawn anew for another scheme or width, in the next frames.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA and what axe takes for good practice. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
    const result = await axe.run({ resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`),
    }));
  });
  expect(violations, `axe at ${where}`).toEqual([]);
}

export const shoot = (page: Page, name: string, fullPage = true) =>
  page.screenshot({ path: join(shots, `${name}.png`), fullPage, animations: 'disabled' });

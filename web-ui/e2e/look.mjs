/**
 * Takes screenshots of every screen, light and dark, wide and narrow, to be looked at, and says
 * what the console and axe complain of: node e2e/look.mjs [part of a screen's name]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const url = process.env.UI_URL ?? 'http://localhost:5173';
const only = process.argv[2] ?? '';
const folder = new URL('./screenshots/', import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(folder, { recursive: true });

const first = async (page, path) => {
  const rows = await page.evaluate((at) => fetch(at).then((answer) => answer.json()), path);
  return rows.data[0].id;
};

/** Screens by name: where they are, and what is done there before the picture is taken. */
const screens = {
  login: { path: '/login' },
  register: { path: '/register' },
  home: { path: '/' },
  search: { path: '/?q=kit', wait: '[role=option]' },
  'search-none': { path: '/?q=xyzzy' },
  board: { path: '/board', wait: '[data-card]' },
  'board-move': { path: '/board', wait: '[data-card]', act: (page) => page.keyboard.press('m') },
  'board-past': { path: '/board?asOf=2026-08-14T09:12:00Z', wait: '[data-card]' },
  deals: { path: '/deals', wait: 'tbody tr' },
  'deals-none': { path: '/deals?q=xyzzy' },
  'deal-new': { path: '/deals?new=1', wait: '[role=dialog]' },
  deal: {
    path: async (page) => `/deals/${await first(page, '/api/deals?status=OPEN')}`,
    wait: '#history',
  },
  contacts: { path: '/contacts', wait: 'tbody tr' },
  contact: {
    path: async (page) => `/contacts/${await first(page, '/api/contacts')}`,
    wait: '#history',
  },
  companies: { path: '/companies', wait: 'tbody tr' },
  company: {
    path: async (page) => `/companies/${await first(page, '/api/companies')}`,
    wait: '#history',
  },
  palette: {
    path: '/deals',
    wait: 'tbody tr',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('oka');
      await page.waitForTimeout(400);
    },
  },
  shortcuts: { path: '/board', wait: '[data-card]', act: (page) => page.keyboard.press('?') },
  'not-found': { path: '/deals/deal-01990000-0000-7000-8000-ffffffffffff' },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let complaints = 0;
for (const [width, height] of [
  [1280, 800],
  [390, 844],
]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(url);
    for (const [name, { path, wait, act }] of Object.entries(screens)) {
      if (!name.includes(only)) continue;
      const said = [];
      const listen = (message) => message.type() === 'error' && said.push(message.text());
      const fail = (error) => said.push(String(error));
      page.on('console', listen).on('pageerror', fail);
      await page.goto(url + (typeof path === 'string' ? path : await path(page)));
      await page.waitForLoadState('networkidle');
      if (wait)
        await page
          .waitForSelector(wait, { timeout: 5000 })
          .catch(() => said.push(`never saw ${wait}`));
      await act?.(page);
      await page.waitForTimeout(350);
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png` });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }),
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (overflow) said.push('wider than the window');
      for (const { id, impact, nodes } of violations)
        said.push(
          `${impact} ${id}: ${nodes[0].html.slice(0, 160)} (${nodes.length}) ${nodes[0].any[0]?.message ?? ''}`,
        );
      for (const line of said) console.log(`${name} ${width} ${colorScheme}: ${line}`);
      complaints += said.length;
      page.off('console', listen).off('pageerror', fail);
    }
    await context.close();
  }
}
await browser.close();
process.exitCode = complaints > 0 ? 1 : 0;

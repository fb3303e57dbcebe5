/**
 * Takes screenshots of every screen, light and dark, wide and narrow, to be looked at, and says
 * what the console and axe complain of: node e2e/look.mjs [part of a screen's name]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ask, launch, logIn, url } from './browser.mjs';

const only = process.argv[2] ?? '';
const folder = new URL('./screenshots/', import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(folder, { recursive: true });

const first = async (page, path) => {
  const [found] = (await ask(page, path)).data;
  if (!found) throw new Error(`there is nothing under ${path}`);
  return found.id;
};
const record = (folderOf, path) => async (page) => `/${folderOf}/${await first(page, path)}`;
const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 19) + 'Z';

/** Screens by name: where they are, and what is done there before the picture is taken. */
const screens = {
  login: { path: '/login' },
  register: { path: '/register' },
  home: { path: '/' },
  search: { path: '/?q=bath', wait: '[role=option]' },
  'search-none': { path: '/?q=xyzzy' },
  board: { path: '/board', wait: '[data-card]' },
  'board-move': { path: '/board', wait: '[data-card]', act: (page) => page.keyboard.press('m') },
  'board-past': { path: `/board?effectiveAt=${monthAgo}`, wait: 'main section' },
  deals: { path: '/deals', wait: 'tbody tr' },
  'deals-selected': {
    path: '/deals',
    wait: 'tbody tr',
    act: async (page) => {
      for (const row of [2, 3])
        await page.getByLabel(`Select row ${row}`, { exact: true }).check({ force: true });
    },
  },
  'deals-none': { path: '/deals?q=xyzzy' },
  'deal-new': { path: '/deals?new=1', wait: '[role=dialog]' },
  deal: { path: record('deals', '/api/deals?status=OPEN'), wait: 'main ol li' },
  contacts: { path: '/contacts', wait: 'tbody tr' },
  contact: { path: record('contacts', '/api/contacts'), wait: 'main ol li' },
  companies: { path: '/companies', wait: 'tbody tr' },
  company: { path: record('companies', '/api/companies'), wait: 'main ol li' },
  'projects-board': { path: '/projects/board', wait: '[data-card]' },
  projects: { path: '/projects', wait: 'tbody tr' },
  'project-new': { path: '/projects?new=1', wait: '[role=dialog]' },
  project: { path: record('projects', '/api/projects?status=ACTIVE'), wait: 'main ol li' },
  'project-money': {
    path: async (page) =>
      `/projects/${await first(page, '/api/projects?sort=-contractTotal')}?tab=money`,
    wait: '[role=tabpanel][data-state=active]',
  },
  'project-site': {
    path: async (page) =>
      `/projects/${await first(page, '/api/projects?stage=INSTALLATION_IN_PROGRESS')}?tab=site`,
    wait: '[role=tabpanel][data-state=active]',
  },
  'project-documents': {
    path: async (page) =>
      `/projects/${await first(page, '/api/projects?stage=DESIGN_PRESENTED')}?tab=documents`,
    wait: '[role=tabpanel][data-state=active]',
  },
  gate: {
    path: record('projects', '/api/projects?stage=ENQUIRY'),
    wait: 'main ol li',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Move to/ })
        .first()
        .click();
      await page.waitForSelector('[role=dialog] li');
    },
  },
  tasks: { path: '/tasks?who=all', wait: '[data-task]' },
  activity: { path: record('activities', '/api/activities?type=TASK'), wait: 'main ol li' },
  campaigns: { path: '/campaigns', wait: 'tbody tr' },
  'campaign-new': { path: '/campaigns?new=1', wait: '[role=dialog]' },
  campaign: {
    path: record('campaigns', '/api/campaigns'),
    wait: '[role=tabpanel][data-state=active]',
  },
  'campaign-content': {
    path: async (page) => `/campaigns/${await first(page, '/api/campaigns')}?tab=content`,
    wait: '[aria-label=Preview]',
  },
  'campaign-audience': {
    path: async (page) => `/campaigns/${await first(page, '/api/campaigns')}?tab=audience`,
    wait: 'aside',
  },
  imports: { path: '/imports' },
  'import-map': {
    path: '/imports?new=1',
    wait: 'input[type=file]',
    act: async (page) => {
      await page.setInputFiles('input[type=file]', {
        name: 'deals.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Deal name,Amount,Stage,Owner,Colour\nKitchen,100,Lead,Ann,blue\n'),
      });
      await page.waitForSelector('[role=dialog] select');
    },
  },
  analytics: { path: '/analytics', wait: 'main table' },
  settings: { path: '/settings' },
  team: { path: '/settings?section=team', wait: '[role=tabpanel][data-state=active] li' },
  showrooms: { path: '/settings?section=showrooms', wait: '[role=tabpanel][data-state=active] li' },
  pipelines: { path: '/settings?section=pipelines', wait: '[role=tabpanel][data-state=active] li' },
  fields: { path: '/settings?section=fields', wait: '[role=tabpanel][data-state=active] section' },
  account: { path: '/settings?section=account', wait: '[role=tabpanel][data-state=active] li' },
  palette: {
    path: '/deals',
    wait: 'tbody tr',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('ba');
      await page.waitForTimeout(400);
    },
  },
  shortcuts: { path: '/board', wait: '[data-card]', act: (page) => page.keyboard.press('?') },
  'not-found': { path: '/deals/deal-01990000-0000-7000-8000-ffffffffffff' },
};

const browser = await launch();
let complaints = 0;
for (const [width, height] of [
  [1280, 800],
  [390, 844],
]) {
  for (const colorScheme of ['light', 'dark']) {
    // In a hurry every screen is seen wide and light, and narrow and dark.
    if (process.env.QUICK && width > 400 !== (colorScheme === 'light')) continue;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await logIn(page);
    for (const [name, { path, wait, act }] of Object.entries(screens)) {
      if (!name.includes(only)) continue;
      const said = [];
      const listen = (message) =>
        message.type() === 'error' && name !== 'not-found' && said.push(message.text());
      const fail = (error) => said.push(String(error));
      page.on('console', listen).on('pageerror', fail);
      try {
        await page.goto(url + (typeof path === 'string' ? path : await path(page)));
      } catch (failure) {
        console.log(`${name} ${width} ${colorScheme}: ${String(failure).split('\n')[0]}`);
        complaints++;
        continue;
      }
      // The stream of live updates never ends: the network is never idle.
      await page.waitForLoadState('load');
      await page.waitForTimeout(500);
      if (wait)
        await page
          .waitForSelector(wait, { timeout: 5000 })
          .catch(() => said.push(`never saw ${wait}`));
      await act?.(page).catch?.((failure) => said.push(String(failure).split('\n')[0]));
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

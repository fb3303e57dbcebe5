/**
 * How fast the board is with many deals, in a real browser, against a running engine:
 *
 *   UI_URL=http://127.0.0.1:8080 node e2e/trace.mjs [FILE.csv]
 *
 * Registers an organization, imports the deals of the file (columns as in the public CRM sales
 * data set) or as many of its own making, and says when the board can be worked with, how long a
 * drop takes until it is shown, and what the first load weighs. Ends with 1 if that is too slow.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ask, launch, url } from './browser.mjs';

const DEALS = 8800;
const ROUNDS = 10;
const limits = { interactive: 1000, drop: 100, script: 200_000 };

const made = () => {
  const rows = [
    'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
  ];
  const stages = ['Prospecting', 'Engaging', 'Engaging', 'Won', 'Won', 'Won', 'Lost', 'Lost'];
  for (let n = 0; n < DEALS; n++) {
    const stage = stages[n % stages.length];
    const closed = stage === 'Won' || stage === 'Lost' ? '2017-06-15' : '';
    rows.push(
      `T${n},Agent ${n % 30},Product ${n % 7},Account ${n % 85},${stage},2017-03-01,${closed},${closed ? 100 + n : ''}`,
    );
  }
  return `${rows.join('\n')}\n`;
};
const csv = process.argv[2] ? readFileSync(process.argv[2], 'utf8') : made();

const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
await page.goto(`${url}/register`);
const email = `trace-${Date.now()}@example.com`;
await ask(page, '/api/auth/register', 'POST', {
  email,
  password: 'Traced-in-a-real-browser-1',
  firstName: 'Tracy',
  lastName: 'Trace',
  organizationName: 'Traced',
});
const { id: pipelineId } = await ask(page, '/api/pipelines', 'POST', {
  name: 'Opportunities',
  stages: [
    { name: 'Prospecting', kind: 'OPEN', probability: 20 },
    { name: 'Engaging', kind: 'OPEN', probability: 50 },
    { name: 'Won', kind: 'WON', probability: 100 },
    { name: 'Lost', kind: 'LOST', probability: 0 },
  ],
});
const started = await page.evaluate(
  async ([text, mapping]) => {
    const form = new FormData();
    form.append('file', new Blob([text], { type: 'text/csv' }), 'deals.csv');
    form.append('mapping', JSON.stringify(mapping));
    return (await fetch('/api/imports', { method: 'POST', body: form })).json();
  },
  [
    csv,
    {
      resource: 'deals',
      pipelineId,
      currency: 'USD',
      columns: {
        opportunity_id: 'externalId',
        sales_agent: 'ownerName',
        account: 'companyName',
        deal_stage: 'stage',
        engage_date: 'openedAt',
        close_date: 'closedAt',
        close_value: 'value',
      },
      templates: { name: '{product} for {account}' },
      defaults: { lostReason: 'not recorded' },
    },
  ],
);
let job;
do {
  await page.waitForTimeout(500);
  job = await ask(page, `/api/imports/${started.id}`);
} while (job.status === 'RUNNING');
console.log(`${job.created} deals imported, ${job.failed} failed`);

const board = `${url}/board?pipeline=${pipelineId}`;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Opens the board and says when its cards are there and the page answers again. */
const open = async () => {
  await page.goto(board, { waitUntil: 'commit' });
  await page.waitForSelector('[data-card]');
  return page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => setTimeout(() => done(Math.round(performance.now())))),
      ),
  );
};
const first = await open();
const weights = await page.evaluate(() =>
  performance
    .getEntriesByType('resource')
    .filter(({ name, initiatorType }) => initiatorType === 'script' || /\.js(\?|$)/.test(name))
    .map(({ name }) => name),
);
let script = 0;
for (const name of new Set(weights)) script += gzipSync(await (await fetch(name)).text()).length;
const again = [];
for (let n = 0; n < ROUNDS; n++) again.push(await open());

const counts = await page.locator('section[aria-label] h2 span:last-child').allInnerTexts();
const column = (name) => page.locator(`section[aria-label="${name}"]`);
await page.evaluate(() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) =>
    globalThis.tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration))),
  ).observe({ type: 'longtask', buffered: false });
  // From the drop, as the browser dates it, to the frame after the column counts one more.
  const counted = () =>
    document.querySelector('section[aria-label="Engaging"] h2 span:last-child').textContent;
  let before;
  document.addEventListener('dragstart', () => (before = counted()), true);
  document.addEventListener(
    'drop',
    ({ timeStamp }) => {
      const look = () =>
        requestAnimationFrame(
          counted() === before ? look : () => (globalThis.shown = performance.now() - timeStamp),
        );
      look();
    },
    true,
  );
});
await browser.startTracing(page, {
  path: new URL('./screenshots/board-trace.json', import.meta.url).pathname,
});
const drops = [];
for (let n = 0; n < ROUNDS; n++) {
  await page.evaluate(() => (globalThis.shown = undefined));
  await column('Prospecting')
    .locator('[data-card]')
    .first()
    .dragTo(column('Engaging'), { targetPosition: { x: 100, y: 300 } });
  await page.waitForFunction(() => globalThis.shown !== undefined);
  drops.push(Math.round(await page.evaluate(() => globalThis.shown)));
  await page.waitForTimeout(400);
}
await browser.stopTracing();
const tasks = await page.evaluate(() => globalThis.tasks);
await browser.close();

console.log(`columns of ${counts.join(', ')} deals`);
console.log(
  `board to be worked with after ${first} ms at first, ${median(again)} ms again (${Math.max(...again)} at most)`,
);
console.log(
  `drop shown after ${median(drops)} ms (${Math.max(...drops)} at most); long tasks: ${tasks.join(', ') || 'none'}`,
);
console.log(`first load: ${Math.round(script / 1000)} kB of compressed script`);
const tooSlow =
  median(again) > limits.interactive || median(drops) > limits.drop || script > limits.script;
process.exitCode = tooSlow ? 1 : 0;

/** What the checks in a browser have in common: the browser, and somebody logged in. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const url = process.env.UI_URL ?? 'http://localhost:5173';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? known.find(existsSync),
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

/** Logs a page in, where there is somebody to log in as. */
export async function logIn(page) {
  if (!process.env.UI_EMAIL) return;
  await page.goto(`${url}/login`);
  await page.getByLabel('E-mail').fill(process.env.UI_EMAIL);
  await page.getByLabel('Password').fill(process.env.UI_PASSWORD ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL((at) => !at.pathname.startsWith('/login'));
}

/** What the API answers to whoever is logged in on a page. */
export const ask = (page, path, method = 'GET', body = undefined) =>
  page.evaluate(
    async ([at, how, what]) => {
      const answer = await fetch(at, {
        method: how,
        headers: what ? { 'Content-Type': 'application/json' } : {},
        body: what ? JSON.stringify(what) : undefined,
      });
      const json = await answer.json();
      if (!answer.ok) throw new Error(`${how} ${at}: ${JSON.stringify(json)}`);
      return json;
    },
    [path, method, body],
  );

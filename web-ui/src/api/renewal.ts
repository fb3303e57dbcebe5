/**
 * Renews the session by the refresh cookie, once for all tabs: a refresh token that is used twice
 * counts as stolen and ends the session. Tabs therefore take turns, and one that waited sees from
 * the time the other left (not a secret) that the work is done.
 */
const DONE_AT = 'nexus.renewed-at';
const FRESH_MS = 10_000;

let running: Promise<boolean> | undefined;

export function renewSession(send: typeof fetch): Promise<boolean> {
  running ??= inTurn(() => renew(send)).finally(() => {
    running = undefined;
  });
  return running;
}

async function renew(send: typeof fetch): Promise<boolean> {
  if (Date.now() - Number(localStorage.getItem(DONE_AT) ?? 0) < FRESH_MS) return true;
  const answer = await send('/api/auth/refresh', { method: 'POST' });
  if (answer.ok) localStorage.setItem(DONE_AT, String(Date.now()));
  return answer.ok;
}

/** When a session ends, the time of its renewal says nothing about the next one. */
export const forgetRenewal = () => localStorage.removeItem(DONE_AT);

// Web Locks exist only where the page is trusted (https, localhost).
async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  return 'locks' in navigator ? await navigator.locks.request('nexus.renewal', work) : work();
}

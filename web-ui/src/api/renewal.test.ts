import { beforeEach, expect, it, vi } from 'vitest';
import { renewSession } from './renewal';

beforeEach(() => localStorage.clear());

it('renews once, however many requests ask for it at the same time', async () => {
  const send = vi.fn(async () => new Response(null, { status: 200 }));
  expect(await Promise.all([renewSession(send), renewSession(send), renewSession(send)])).toEqual([
    true,
    true,
    true,
  ]);
  expect(send).toHaveBeenCalledOnce();
});

it('does not use a token again that another tab has just used', async () => {
  localStorage.setItem('nexus.renewed-at', String(Date.now()));
  const send = vi.fn();
  expect(await renewSession(send)).toBe(true);
  expect(send).not.toHaveBeenCalled();
});

it('says when the session is over', async () => {
  expect(await renewSession(async () => new Response(null, { status: 401 }))).toBe(false);
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import { useRecordEditor } from './editor';

const problem = (
  status: number,
  detail: string,
  errors?: { field: string; code: string; message: string }[],
) =>
  new Problem({ type: 'x', code: 'x', title: 'x', status, detail, ...(errors ? { errors } : {}) });
const record = { id: 'deal-1', version: 3, name: 'Kitchen', source: 'web' };

function editor(
  patch: (
    change: Record<string, unknown>,
    version: number,
  ) => Promise<{ id: string; version: number }>,
  theirs = record,
) {
  const queries = new QueryClient();
  const queryKey = ['deals', 'record', 'deal-1'];
  queries.setQueryData(queryKey, record);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const hook = renderHook(
    () => useRecordEditor({ record, queryKey, patch, reload: async () => theirs }),
    { wrapper },
  );
  return { hook, shown: () => queries.getQueryData<typeof record>(queryKey) };
}

it('shows a change at once, and with the version that the engine answered', async () => {
  const patch = vi.fn(async () => ({ id: 'deal-1', version: 4 }));
  const { hook, shown } = editor(patch);
  await act(() => hook.result.current.save('name', 'Name', 'Bathroom'));
  expect(patch).toHaveBeenCalledWith({ name: 'Bathroom' }, 3);
  expect(shown()).toMatchObject({ name: 'Bathroom', version: 4 });
});

it('takes a refused change back, and says what is wrong with the field', async () => {
  const { hook, shown } = editor(async () => {
    throw problem(400, 'The request is invalid.', [
      { field: 'name', code: 'x', message: 'must not be empty' },
    ]);
  });
  await expect(hook.result.current.save('name', 'Name', ' ')).rejects.toThrow('Must not be empty.');
  expect(shown()?.name).toBe('Kitchen');
});

it('keeps both changes when somebody else changed another field', async () => {
  const patch = vi.fn(async (_: Record<string, unknown>, version: number) => {
    if (version === 3) throw problem(412, 'changed');
    return { id: 'deal-1', version: 5 };
  });
  const { hook, shown } = editor(patch, { ...record, version: 4, source: 'referral' });
  await act(() => hook.result.current.save('name', 'Name', 'Bathroom'));
  expect(hook.result.current.conflict).toBeUndefined();
  expect(shown()).toMatchObject({ name: 'Bathroom', source: 'referral', version: 5 });
});

it('asks a person when somebody else changed the same field', async () => {
  const patch = vi.fn(async (_: Record<string, unknown>, version: number) => {
    if (version === 3) throw problem(412, 'changed');
    return { id: 'deal-1', version: 5 };
  });
  const { hook, shown } = editor(patch, { ...record, version: 4, name: 'Boot room' });
  await act(() => hook.result.current.save('name', 'Name', 'Bathroom'));
  expect(hook.result.current.conflict).toMatchObject({
    before: 'Kitchen',
    theirs: 'Boot room',
    mine: 'Bathroom',
  });
  expect(shown()?.name).toBe('Boot room');
  await act(() => hook.result.current.conflict?.keepMine() ?? Promise.resolve());
  expect(shown()).toMatchObject({ name: 'Bathroom', version: 5 });
});

it('sends nothing when nothing has changed', async () => {
  const patch = vi.fn();
  const { hook } = editor(patch);
  await act(() => hook.result.current.save('name', 'Name', 'Kitchen'));
  expect(patch).not.toHaveBeenCalled();
});

it('asks a person when their change arrived while mine was being typed', async () => {
  const patch = vi.fn(async () => ({ id: 'deal-1', version: 4 }));
  const { hook } = editor(patch);
  await act(() => hook.result.current.save('name', 'Name', 'Bathroom', { value: 'Utility room' }));
  expect(patch).not.toHaveBeenCalled();
  expect(hook.result.current.conflict).toMatchObject({
    before: 'Utility room',
    theirs: 'Kitchen',
    mine: 'Bathroom',
  });
  await act(() => hook.result.current.conflict?.keepMine() ?? Promise.resolve());
  expect(patch).toHaveBeenCalledWith({ name: 'Bathroom' }, 3);
});

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { say } from '@/api/problem';
import { toast, toastFailure } from '@/ui/toast';

/**
 * Does something, says that it is done (and offers to take it back) or why it is not, and reads
 * again what may have changed by it. Tells whether it was done.
 */
export function useAct(...resources: string[]) {
  const queries = useQueryClient();
  const keys = resources.join();
  return useCallback(
    async function act(
      call: () => Promise<unknown>,
      done?: string,
      undo?: () => Promise<unknown>,
    ): Promise<boolean> {
      let isDone = true;
      try {
        await call();
        if (done)
          toast(done, undo && { label: 'Undo', run: () => void act(undo, `Undone: ${done}`) });
      } catch (failure) {
        isDone = false;
        toastFailure(say(failure));
      }
      await Promise.all(
        keys.split(',').map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
      return isDone;
    },
    [queries, keys],
  );
}

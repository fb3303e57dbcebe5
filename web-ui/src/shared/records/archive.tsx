import { useQueryClient } from '@tanstack/react-query';
import { say } from '@/api/problem';
import { Button } from '@/ui/button';
import { toast, toastFailure } from '@/ui/toast';

interface ArchiveButtonProps {
  name: string;
  resource: string;
  archived: boolean;
  refused?: string;
  archive: () => Promise<unknown>;
  restore: () => Promise<unknown>;
}

/** Puts a record away or takes it back; never asks, always offers to undo. */
export function ArchiveButton({
  name,
  resource,
  archived,
  refused,
  archive,
  restore,
}: ArchiveButtonProps) {
  const queries = useQueryClient();
  const run = async (away: boolean, undoable: boolean): Promise<void> => {
    try {
      await (away ? archive() : restore());
      const undo = { label: 'Undo', run: () => void run(!away, false) };
      toast(`${name} ${away ? 'archived' : 'restored'}`, undoable ? undo : undefined);
    } catch (failure) {
      toastFailure(say(failure));
    }
    await queries.invalidateQueries({ queryKey: [resource] });
  };
  return (
    <Button
      disabled={refused !== undefined}
      title={refused}
      onClick={() => void run(!archived, true)}
    >
      {archived ? 'Restore' : 'Archive'}
    </Button>
  );
}

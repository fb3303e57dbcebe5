import { Offline, isProblem, say } from '@/api/problem';
import { Failure, NoConnection, NotAllowed, NotFound } from '@/ui/states';

/** What is shown instead of something that could not be read: why, and what helps. */
export function Trouble({
  error,
  retry,
  what,
}: {
  error: unknown;
  retry: () => void;
  what?: string;
}) {
  if (error instanceof Offline) return <NoConnection retry={retry} />;
  if (isProblem(error, 404)) return <NotFound what={what} />;
  if (isProblem(error, 403)) return <NotAllowed detail={error.message} />;
  return <Failure detail={say(error)} retry={retry} />;
}

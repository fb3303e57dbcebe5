import { Button } from '@/ui/button';
import { State } from '@/ui/states';

/** The last resort: a mistake of ours, said as one. */
export function Crash({ error }: { error: unknown }) {
  console.error(error);
  return (
    <State
      icon="alert"
      title="This page has failed"
      action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
    >
      The mistake is ours. What you saved before is safe.
    </State>
  );
}

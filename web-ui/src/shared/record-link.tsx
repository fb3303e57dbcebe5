import { Link } from '@tanstack/react-router';
import { recordTypes, typeOfId } from './record-types';

/** Leads to any record by its id. */
export function RecordLink({ id, name }: { id: string; name: string }) {
  const type = typeOfId(id);
  if (!type) return <span>{name}</span>;
  return (
    <Link
      to={recordTypes[type].to}
      params={{ id }}
      className="inline-flex min-h-6 items-center text-accent-text hover:underline"
      onClick={(event) => event.stopPropagation()}
    >
      {name}
    </Link>
  );
}

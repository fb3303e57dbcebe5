import type { ReactNode } from 'react';

/** The frame of everything that is asked before somebody is in. */
export function Card({
  title,
  intro,
  children,
  foot,
}: {
  title: string;
  intro: string;
  children: ReactNode;
  foot: ReactNode;
}) {
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-sm flex-col justify-center px-5 py-10">
        <span
          className="mb-5 grid size-10 place-items-center rounded-xl bg-accent-fill text-white"
          aria-hidden
        >
          <svg
            viewBox="0 0 32 32"
            className="size-7"
            fill="none"
            stroke="currentColor"
            strokeWidth="3"
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            <path d="M10 22V10l12 12V10" />
          </svg>
        </span>
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 text-ink-2">{intro}</p>
        {children}
        <p className="mt-6 text-ink-2">{foot}</p>
      </div>
    </main>
  );
}

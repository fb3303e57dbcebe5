import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { count } from '@/lib/format';

export interface Tab {
  key: string;
  label: string;
  /** How many there are of what it shows. */
  count?: number;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: Tab[];
  current: string;
  onChange: (key: string) => void;
}

/** Several views of one thing, one at a time. */
export function Tabs({ label, tabs, current, onChange }: TabsProps) {
  return (
    <Radix.Root value={current} onValueChange={onChange} activationMode="manual">
      <Radix.List
        aria-label={label}
        className="-mx-1 mb-3 flex gap-1 overflow-x-auto border-b border-line px-1"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.key}
            value={tab.key}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 font-medium text-ink-2 -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-xs font-normal text-ink-3 tabular-nums">
                {count(tab.count)}
              </span>
            )}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.key} value={tab.key} className="outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

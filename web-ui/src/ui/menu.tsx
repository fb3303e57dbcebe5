import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { Key } from './key';

/** What can be done here, behind a button. */
export function Menu({ button, children }: { button: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{button}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={4}
          collisionPadding={8}
          align="start"
          className="z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-48 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: IconName;
  hint?: string;
  checked?: boolean;
  /** Why it cannot be chosen now. */
  refused?: string;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, hint, checked, refused, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item
      disabled={refused !== undefined}
      onSelect={onSelect}
      title={refused}
      className="flex h-8 items-center gap-2 rounded-md px-2 outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-hover"
    >
      {icon && <Icon name={icon} className="size-4 text-ink-3" />}
      <span className="flex-1 truncate">{children}</span>
      {checked && <Icon name="check" className="size-4 text-accent-text" />}
      {hint && <Key>{hint}</Key>}
    </Radix.Item>
  );
}

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 py-1.5 text-xs text-ink-3">{children}</Radix.Label>
);

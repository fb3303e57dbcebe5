import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';
const KEY = 'nexus.theme';
const listeners = new Set<() => void>();

const stored = () => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : undefined;
};
const system = () => matchMedia('(prefers-color-scheme: dark)');
const current = (): Theme => stored() ?? (system().matches ? 'dark' : 'light');

/** Before anything is drawn: what was chosen, or else what the system prefers. */
export function applyTheme(): void {
  const theme = stored();
  if (theme) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

export function toggleTheme(): void {
  localStorage.setItem(KEY, current() === 'dark' ? 'light' : 'dark');
  applyTheme();
  listeners.forEach((tell) => tell());
}

export const useTheme = () =>
  useSyncExternalStore((tell) => {
    listeners.add(tell);
    system().addEventListener('change', tell);
    return () => {
      listeners.delete(tell);
      system().removeEventListener('change', tell);
    };
  }, current);

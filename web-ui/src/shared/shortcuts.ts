import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that a key, or two keys one after the other ("g d"), does. */
export interface Shortcut {
  keys: string;
  label: string;
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Also while something is being typed. */
  always?: boolean;
}

const SEQUENCE_MS = 900;
const active = new Map<symbol, Shortcut[]>();
let sheet: Shortcut[] = [];
const listeners = new Set<() => void>();
let prefix = '';
let prefixAt = 0;

function changed() {
  sheet = [...active.values()].flat();
  listeners.forEach((tell) => tell());
}

/** The key of an event as shortcuts write it: "Mod+k", "Shift+ArrowLeft", "j", "?". */
export function keyOf(event: KeyboardEvent): string {
  const named = event.key.length > 1;
  const parts = [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && named ? 'Shift' : '',
    named ? event.key : event.key === ' ' ? 'Space' : event.key.toLowerCase(),
  ];
  return parts.filter(Boolean).join('+');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]):not([type=range]), textarea, select'))
  );
}

// What is open in front takes the keys; the page behind must not move.
const isBehindDialog = (target: EventTarget | null) =>
  document.querySelector('[role=dialog],[role=menu],[role=alertdialog]') !== null &&
  !(target instanceof Element && target.closest('[data-shortcuts]'));

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = isTyping(event.target);
  const key = keyOf(event);
  const sequence = Date.now() - prefixAt < SEQUENCE_MS ? `${prefix} ${key}` : key;
  const candidates = sheet
    .toReversed()
    .filter((shortcut) => shortcut.always || (!typing && !isBehindDialog(event.target)));
  const hit =
    candidates.find((shortcut) => shortcut.keys === sequence) ??
    candidates.find((shortcut) => shortcut.keys === key);
  prefix = '';
  if (hit) {
    event.preventDefault();
    hit.run(event);
  } else if (candidates.some((shortcut) => shortcut.keys.startsWith(`${key} `))) {
    prefix = key;
    prefixAt = Date.now();
  }
}

/** Listens to these keys as long as the component is there. The latest wins. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const names = shortcuts.map((one) => `${one.keys}|${one.label}`).join();
  useEffect(() => {
    const id = Symbol(names);
    active.set(
      id,
      latest.current.map((one, index) => ({
        ...one,
        run: (event) => latest.current[index]?.run(event),
      })),
    );
    changed();
    if (active.size === 1) document.addEventListener('keydown', onKeyDown);
    return () => {
      active.delete(id);
      changed();
      if (active.size === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [names]);
}

/** All that a key does here and now. */
export const useShortcutSheet = () =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => sheet,
  );

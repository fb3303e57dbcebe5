import { useEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { inputLook } from '@/ui/field';
import { useDebounced } from '../debounced';

interface QuickFindProps {
  value?: string;
  label: string;
  onChange: (value: string | undefined) => void;
}

/** Narrows what is shown by a few letters, as they are typed. */
export function QuickFind({ value, label, onChange }: QuickFindProps) {
  const [text, setText] = useState(value ?? '');
  const settled = useDebounced(text, 150);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  const known = useRef(value ?? '');
  useEffect(() => {
    if (settled !== known.current) {
      known.current = settled;
      tell.current(settled || undefined);
    }
  }, [settled]);
  useEffect(() => {
    if ((value ?? '') !== known.current) {
      known.current = value ?? '';
      setText(known.current);
    }
  }, [value]);
  return (
    <input
      id="list-q"
      type="search"
      aria-label={label}
      placeholder="Find …"
      value={text}
      onChange={(event) => setText(event.target.value)}
      className={cx(inputLook, 'order-last h-8 border-line-strong sm:order-none sm:w-44')}
    />
  );
}

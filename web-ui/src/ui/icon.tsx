/** The drawings of the interface: 16 by 16, one stroke, the colour of the text around. */
const drawings = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  board: 'M2.5 3h3v10h-3zM6.5 3h3v7h-3zM10.5 3h3v4.5h-3z',
  deal: 'M8 2v12M11 4.5H6.5a2 2 0 0 0 0 4h3a2 2 0 0 1 0 4H4.5',
  contact:
    'M8 7.5A2.75 2.75 0 1 0 8 2a2.75 2.75 0 0 0 0 5.5ZM2.5 14c.4-3 2.6-4.5 5.5-4.5s5.100 1.5 5.500 4.500',
  company:
    'M3 14V3.500A1 1 0 0 1 4 2.500h5a1 1 0 0 1 1 1V14M10 7h2.500a1 1 0 0 1 1 1v6M2 14h12.500M5.500 5.500h2M5.500 8h2M5.500 10.500h2',
  project: 'M2.5 6 8 2.500 13.500 6v7.500h-11zM6.500 13.500V9.500h3v4',
  campaign: 'M2.500 6.500v3h2l6 3.500V3l-6 3.500zM13 6.500a2.500 2.500 0 0 1 0 3',
  document: 'M4 2h5l3 3v9H4zM9 2v3h3M6 8h4M6 10.5h4',
  phone:
    'M3.5 2.5h2l1 3-1.500 1a7 7 0 0 0 3.500 3.500l1-1.500 3 1v2a1.500 1.500 0 0 1-1.500 1.500A9.500 9.500 0 0 1 2 4a1.500 1.500 0 0 1 1.500-1.500Z',
  chart: 'M2.500 13.500h11M4 11V8M8 11V4M12 11V6',
  gear: 'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 1.500v2M8 12.500v2M14.500 8h-2M3.500 8h-2M12.600 3.400l-1.400 1.400M4.800 11.200l-1.400 1.400M12.600 12.600l-1.400-1.400M4.800 4.800 3.400 3.400',
  upload: 'M8 10.500V2.500M5 5.500l3-3 3 3M2.500 10.500v3h11v-3',
  download: 'M8 2.500v8M5 7.500l3 3 3-3M2.500 10.500v3h11v-3',
  day: 'M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2v3M10.500 2v3M5.500 10l1.500 1.500 3-2.500',
  activity: 'M2 8h3l2-5 2.500 10L11.500 8H14',
  sun: 'M8 10.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM8 1.500v1.500M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1',
  moon: 'M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7Z',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  close: 'M4 4l8 8M12 4l-8 8',
  circle: 'M8 13a5 5 0 1 0 0-10 5 5 0 0 0 0 10Z',
  check: 'M3 8.500 6.500 12 13 4.500',
  chevron: 'M4.500 6.500 8 10l3.500-3.500',
  right: 'M6.500 4.500 10 8l-3.500 3.500',
  left: 'M9.500 4.500 6 8l3.500 3.500',
  plus: 'M8 3v10M3 8h10',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.200l2 1.300',
  list: 'M5.500 4h8M5.500 8h8M5.500 12h8M2.500 4h.01M2.500 8h.01M2.500 12h.01',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  filter: 'M2 4h12M4.500 8h7M6.500 12h3',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  alert: 'M8 5.500v3.500M8 11.500h.01M8 2 1.500 13.500h13z',
  lock: 'M4 7.500h8v6H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  cloud:
    'M2 2l12 12M4.500 6a3 3 0 0 0 .200 6.500H11M7 4.200A4 4 0 0 1 12 7.500a2.500 2.500 0 0 1 2 3.500',
  out: 'M6.500 13.500h-3v-11h3M10 5l3 3-3 3M13 8H6.500',
  trophy:
    'M5 2.500h6v4a3 3 0 0 1-6 0zM5 4H2.500c0 2 1 3 2.500 3M11 4h2.500c0 2-1 3-2.500 3M8 9.500V12M5.500 13.500h5',
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={drawings[name]} />
    </svg>
  );
}

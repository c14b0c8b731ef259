/** Strokes on a 20 by 20 grid, in the colour of the text beside them; always decoration, never the only name of a thing. */
const strokes = {
  overview: 'M3 6h3c5 0 3 8 8 8h3M3 14h3c5 0 3-8 8-8h3',
  nodes: 'M3 4h14v5H3zM3 11h14v5H3zM6 6.5h.01M6 13.5h.01',
  history: 'M3 16l4-5 3 3 6-8M13 6h3v3',
  events: 'M4 5h12M4 10h12M4 15h7',
  audit: 'M5 3h7l3 3v11H5zM8 10h4M8 13h4',
  diagnostics: 'M4 14a6 6 0 1 1 12 0M10 14l3-4',
  access: 'M7.5 12.5a3.5 3.5 0 1 1 0-5l.6.6L17 8v3h-2v2h-2v-2l-1.500-.0z',
  system:
    'M10 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.500 1.500M13.500 13.500L15 15M15 5l-1.500 1.500M6.500 13.500L5 15',
  lan: 'M4 5h12v8H4zM2.500 16h15',
  internet:
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c4.500 5 4.500 9 0 14M10 3c-4.500 5-4.500 9 0 14',
  edge: 'M3 10l7-6 7 6M5 9v7h10V9',
  hub: 'M4 4h12v4H4zM4 12h12v4H4zM10 8v4M7 6h.01M7 14h.01',
  down: 'M10 4v12M5 11l5 5 5-5',
  up: 'M10 16V4M5 9l5-5 5 5',
  plus: 'M10 4v12M4 10h12',
  copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
  check: 'M4 10.500l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  warn: 'M10 3l7.500 13.500h-15zM10 8v4M10 14.500h.01',
  pause: 'M7 5v10M13 5v10',
  question: 'M7.500 8a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M10 15h.01',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M15.300 4.700l-1.400 1.400M6.100 13.900l-1.400 1.400',
  moon: 'M16 12A7 7 0 0 1 8 4a6.500 6.500 0 1 0 8 8z',
  user: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.5-3.500 3-5 6-5s5.500 1.500 6 5',
  menu: 'M3 6h14M3 10h14M3 14h14',
  download: 'M10 3v9M6 8.500l4 4 4-4M4 16.500h12',
  terminal: 'M3 4h14v12H3zM6 8l2.500 2L6 12M11 12.500h3',
  right: 'M8 5l5 5-5 5',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l3 2',
} as const;

export type IconName = keyof typeof strokes;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={strokes[name]} />
    </svg>
  );
}

/** One line of a chart. */
export type Line = {
  name: string;
  /** A custom property of theme.css, without the dashes: strand-1, down-mark. */
  colour: string;
  /** Filled down to 0; lines that come later cover it, so a stack begins with its sum. */
  filled?: boolean;
  dashed?: boolean;
};

export type Format = 'rate' | 'ms' | 'percent' | 'bytes';

export type Columns = readonly [ArrayLike<number>, ...ArrayLike<number | null>[]];

export type PlotProps = {
  /** For those who do not see it: what it shows, in a sentence. */
  label: string;
  lines: Line[];
  /** Seconds since 1970, then one column for each line. */
  data: Columns;
  format: Format;
  heightPx?: number;
  min?: number;
  max?: number;
  /** Above it inbound, below it outbound. */
  zeroLine?: boolean;
  /** Charts with the same key share the cursor. */
  syncKey?: string;
  /** A stretch of time was marked with the pointer. */
  onZoom?: (fromSeconds: number, toSeconds: number) => void;
  /** The point under the pointer, or null when there is none. */
  onPoint?: (index: number | null) => void;
};

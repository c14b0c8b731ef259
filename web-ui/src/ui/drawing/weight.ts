import type { Pace } from './motion';

/** Height of an uplink's row in px; the fans are drawn to it. */
export const rowPx = 92;

const thickestPx = 15;
const thinnestPx = 1.5;

/** Line width for a rate. By its square root, so that a call beside a download is still seen. */
export function thickness(bps: number | null, most: number): number {
  const part = Math.min(1, Math.max(0, (bps ?? 0) / most));
  return Math.round((thinnestPx + (thickestPx - thinnestPx) * Math.sqrt(part)) * 2) / 2;
}

/** How quickly a line's stripes move. */
export function pace(bps: number | null): Pace {
  if (!bps || bps < 20_000) {
    return 0;
  }
  return bps < 2e6 ? 1 : bps < 50e6 ? 2 : 3;
}

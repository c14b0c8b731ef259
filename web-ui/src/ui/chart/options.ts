import type { RefObject } from 'react';
import type uPlot from 'uplot';
import { dataText, millisecondsText, percentText, rateText } from '../units';
import type { Format, Line, PlotProps } from './types';

/** Canvas knows no custom properties, so they are read once per scheme. */
export type Palette = (name: string) => string;

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--${name}`).trim() || '#888';
}

export const formatters: Record<Format, (value: number) => string> = {
  rate: (value) => rateText(Math.abs(value)),
  ms: millisecondsText,
  percent: (value) => percentText(value, value !== 0 && value < 0.1 ? 1 : 0),
  bytes: dataText,
};

const font = '11px "Geist Variable", system-ui, sans-serif';

export function optionsOf(
  latest: RefObject<PlotProps>,
  palette: Palette,
  width: number,
  height: number,
): uPlot.Options {
  const { lines, format, zeroLine, syncKey } = latest.current;
  return {
    width,
    height,
    legend: { show: false },
    // Half of a time stands beyond the last moment.
    padding: [8, 26, 0, 0],
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: Boolean(latest.current.onZoom), y: false, setScale: false },
      ...(syncKey ? { sync: { key: syncKey } } : {}),
    },
    scales: {
      x: { range: (plot) => timeRange(plot.data[0]) },
      y: { range: (_, low, high) => yRange(low, high, latest.current) },
    },
    axes: [timeAxis(palette), valueAxis(palette, format)],
    series: [{}, ...lines.map((line) => seriesOf(line, palette))],
    hooks: {
      setSelect: [(plot) => zoomed(plot, latest)],
      setCursor: [(plot) => latest.current.onPoint?.(plot.cursor.idx ?? null)],
      ...(zeroLine ? { draw: [(plot: uPlot) => drawZero(plot, palette('line-strong'))] } : {}),
    },
  };
}

function seriesOf(line: Line, palette: Palette): uPlot.Series {
  const colour = palette(line.colour);
  return {
    label: line.name,
    stroke: colour,
    width: line.filled ? 1 : 1.5,
    points: {
      show: false,
      size: 4,
      width: 0,
      fill: colour,
      filter: (plot, at) => alone(plot.data[at] ?? []),
    },
    ...(line.filled ? { fill: `color-mix(in srgb, ${colour} 78%, ${palette('card')})` } : {}),
    ...(line.dashed ? { dash: [5, 5] } : {}),
  };
}

/** At the start of a session there is next to nothing to see; it stands at the right of half a minute, not stretched over the chart. */
const leastSeconds = 30;

export function timeRange(times: ArrayLike<number>): [number, number] {
  const last = times[times.length - 1] ?? Date.now() / 1000;
  return [Math.min(times[0] ?? last, last - leastSeconds), last];
}

/** Moments between gaps: a line has nothing to draw there. */
export function alone(values: ArrayLike<number | null | undefined>): number[] | null {
  const known = (at: number) => (values[at] ?? null) !== null;
  const found = Array.from({ length: values.length }, (_, at) => at).filter(
    (at) => known(at) && !known(at - 1) && !known(at + 1),
  );
  return found.length > 0 ? found : null;
}

const minute = 60;
const hour = 3_600;
const day = 86_400;
const year = 365 * day;

/** Whole seconds at the least, since labels say no less: between them they would come twice. */
export const timeSteps = [
  ...[1, 5, 10, 15, 30],
  ...[1, 2, 3, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * hour),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15].map((count) => count * day),
  ...[1, 2, 3, 4, 6].map((count) => count * 30 * day),
  ...[1, 2, 5, 10].map((count) => count * year),
];

const timeAxis = (palette: Palette): uPlot.Axis => ({
  stroke: palette('ink-3'),
  font,
  grid: { show: false },
  ticks: { stroke: palette('line'), size: 4 },
  size: 28,
  space: 72,
  incrs: timeSteps,
  values: [
    [31_536_000, '{YYYY}', null, null, null, null, null, null, 1],
    [2_419_200, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
    [86_400, '{D} {MMM}', null, null, null, null, null, null, 1],
    [3_600, '{HH}:{mm}', null, null, null, null, null, null, 1],
    [60, '{HH}:{mm}', null, null, null, null, null, null, 1],
    [1, '{HH}:{mm}:{ss}', null, null, null, null, null, null, 1],
  ],
});

const valueAxis = (palette: Palette, format: Format): uPlot.Axis => ({
  stroke: palette('ink-3'),
  font,
  grid: { stroke: palette('line'), width: 1 },
  ticks: { show: false },
  size: 74,
  space: 36,
  values: (_, splits) => splits.map((value) => formatters[format](value)),
});

/** So much is drawn where there is nothing, or nothing but zeros: labels that differ. */
const leastTop: Record<Format, number> = { rate: 1e6, ms: 10, percent: 0.01, bytes: 1e6 };

/** From 0 unless told otherwise; never flat, so that a line at 0 is seen to be there. */
export function yRange(
  low: number | null,
  high: number | null,
  { format, min, max, zeroLine }: Pick<PlotProps, 'format' | 'min' | 'max' | 'zeroLine'>,
): [number, number] {
  const below = zeroLine ? (low ?? 0) * 1.08 : 0;
  const top = Math.max(max ?? 0, (high ?? 0) * 1.08, -below * 0.12) || leastTop[format];
  return [zeroLine ? Math.min(min ?? 0, below, -top * 0.12) : (min ?? 0), top];
}

function zoomed(plot: uPlot, latest: RefObject<PlotProps>) {
  const { left, width } = plot.select;
  // Charts that only follow another's pointer have no event of their own.
  if (width > 4 && plot.cursor.event) {
    latest.current.onZoom?.(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
  }
  plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
}

function drawZero(plot: uPlot, colour: string) {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(0, 'y', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import css from './Chart.module.css';
import { optionsOf, paletteOf } from './options';
import type { PlotProps } from './types';

/** uPlot, kept in step with its properties; loaded when the first chart is shown. */
export default function Plot(props: PlotProps) {
  const { lines, data, heightPx = 220 } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const scheme = useComputedColorScheme('light');
  const shape = JSON.stringify([lines, props.format, props.min, props.max, props.zeroLine, props.syncKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot is made anew for another shape or scheme, and fed below
  useEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    const made = new uPlot(
      optionsOf(latest, paletteOf(element), element.clientWidth || 600, heightPx),
      latest.current.data as uPlot.AlignedData,
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: heightPx }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [shape, scheme, heightPx]);

  useEffect(() => {
    plot.current?.setData(data as uPlot.AlignedData);
  }, [data]);

  return <div ref={box} className={css.plot} role="img" aria-label={props.label} />;
}

import type { Strand } from '../../api/bond';
import css from './BondDrawing.module.css';
import { rowPx, thickness } from './weight';

const widthPx = 64;

/** The curves by which strands leave a node and come together at the other. */
export function Fan({
  strands,
  most,
  mirrored = false,
}: {
  strands: Strand[];
  most: number;
  mirrored?: boolean;
}) {
  const height = Math.max(1, strands.length) * rowPx;
  return (
    <svg
      className={css.fan}
      width={widthPx}
      height={height}
      viewBox={`0 0 ${widthPx} ${height}`}
      data-mirrored={mirrored}
      aria-hidden="true"
      focusable="false"
    >
      {placed(strands, most, height / 2).map(({ strand, widthPx: strokeWidth, from, to }) => (
        <path
          key={strand.name}
          d={`M0 ${from}C${widthPx * 0.55} ${from} ${widthPx * 0.4} ${to} ${widthPx} ${to}`}
          data-colour={strand.colour}
          data-verdict={strand.verdict}
          strokeWidth={strokeWidth}
        />
      ))}
    </svg>
  );
}

const gapPx = 1;

/** Strands lie side by side where they meet, in the order of their rows; what carries nothing starts in the middle. */
function placed(strands: Strand[], most: number, middle: number) {
  const widths = strands.map(({ verdict, outBps, inBps }) =>
    verdict === 'up' || verdict === 'suspect'
      ? Math.max(2, thickness(outBps, most) + thickness(inBps, most) + 2)
      : 0,
  );
  const sum = widths.reduce((total, width) => total + width + (width > 0 ? gapPx : 0), -gapPx);
  let top = middle - sum / 2;
  return strands.map((strand, index) => {
    const width = widths[index] ?? 0;
    const from = width > 0 ? top + width / 2 : middle;
    top += width > 0 ? width + gapPx : 0;
    return { strand, widthPx: width, from, to: index * rowPx + rowPx / 2 };
  });
}

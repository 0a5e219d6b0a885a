import { scaleBand, scaleLinear } from 'd3-scale';
import type { FC } from 'hono/jsx';

/** One bar: what it is of, how long it is, and what it says. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

export interface BarsProps {
  readonly bars: readonly Bar[];
  /** What is seen, for who does not see it. The table below says the same. */
  readonly title: string;
}

const width = 640;
const rowHeight = 34;

/** Bars below each other, each with its name above it, so that long names and a phone have room. */
export const Bars: FC<BarsProps> = ({ bars, title }) => {
  const names = bars.map((_, index) => String(index));
  const height = Math.max(1, bars.length) * rowHeight;
  const y = scaleBand().domain(names).range([0, height]);
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  const x = scaleLinear()
    .domain([0, longest])
    .range([0, width - 4]);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {bars.map(({ label, value, text }, index) => {
        const top = y(String(index)) ?? 0;
        return (
          <g>
            <text x={0} y={top + 13}>
              {`${label}: ${text}`}
            </text>
            <rect class="bar" x={0} y={top + 18} width={Math.max(1, x(Math.max(0, value)))} height={rowHeight - 24} />
          </g>
        );
      })}
    </svg>
  );
};

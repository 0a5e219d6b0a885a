import { scaleLinear } from 'd3-scale';
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

const [width, height] = [640, 10];

/** Bars below each other, each with its name above it: long names have room, and are as large as other text. */
export const Bars: FC<BarsProps> = ({ bars, title }) => {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  const x = scaleLinear().domain([0, longest]).range([0, width]);
  return (
    <div class="bars" role="img" aria-label={title}>
      {bars.map(({ label, value, text }) => (
        <>
          <div>{`${label}: ${text}`}</div>
          <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar" x={0} y={0} width={Math.max(1, x(Math.max(0, value)))} height={height} />
          </svg>
        </>
      ))}
    </div>
  );
};

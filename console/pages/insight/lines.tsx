import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { FC } from 'hono/jsx';

/** One line, with a value for each of the labels below. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface LinesProps {
  /** From left to right. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly title: string;
}

const [width, height, left, right, top, bottom] = [640, 260, 44, 12, 12, 28];

/** Lines over time. They differ by how they are drawn, and not by their colour alone. */
export const Lines: FC<LinesProps> = ({ labels, series, title }) => {
  const x = scalePoint()
    .domain([...labels])
    .range([left, width - right]);
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - bottom, top]);
  const draw = line<number>(
    (_, index) => x(labels[index] ?? '') ?? left,
    (value) => y(value),
  );
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick));
  const [first = '', last = ''] = [labels[0], labels.at(-1)];
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {ticks.map((tick) => (
          <g>
            <line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} text-anchor="end">
              {String(tick)}
            </text>
          </g>
        ))}
        <text x={left} y={height - 8}>
          {first}
        </text>
        {last !== first && (
          <text x={width - right} y={height - 8} text-anchor="end">
            {last}
          </text>
        )}
        {series.map(({ values }, index) => (
          <>
            <path class={`line line-${index % 6}`} d={draw(values) ?? ''} />
            {values.length === 1 && <circle class="bar" cx={x(first)} cy={y(values[0] ?? 0)} r={3} />}
          </>
        ))}
      </svg>
      <figcaption>
        {series.map(({ name }, index) => (
          <span class="legend">
            <svg class="key" viewBox="0 0 32 8" aria-hidden="true">
              <path class={`line line-${index % 6}`} d="M0,4L32,4" />
            </svg>{' '}
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
};

import type { FC } from 'hono/jsx';
import type { RemedyView } from '../../../lambdas/operator-api/response-schemas';
import { titleOf } from '../../elements/titles';

/** The failure as it was published, with personal data. It is forgotten after a time, or by an erasure. */
export const FailureFacts: FC<{ readonly envelope: RemedyView['envelope'] }> = ({ envelope }) => {
  if (envelope === null) return <p class="hint">Name and address are not kept: erased, expired, or never needed.</p>;
  const facts = [...linesOf(envelope.failure)];
  return (
    <details>
      <summary>The failure as it was published, with name and address</summary>
      <dl class="facts">
        {facts.map(([path, value]) => (
          <>
            <dt>{path.map(titleOf).join(' ▸ ')}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </details>
  );
};

type Line = readonly [path: readonly string[], value: string];

/** Every value of nested data with the names that lead to it. */
function* linesOf(value: unknown, path: readonly string[] = []): Generator<Line> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* linesOf(one, [...path, String(index + 1)]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) yield* linesOf(one, [...path, name]);
  } else {
    yield [path, String(value)];
  }
}

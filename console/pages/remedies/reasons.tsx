import type { FC } from 'hono/jsx';
import type { Money } from '../../../lambdas/model/money';
import type { Visit } from '../../visit/visit';
import { Amounts } from '../../elements/amount';
import { Onward } from '../../lists/onward';
import { StateMark } from '../../elements/state-mark';
import { sumsOf } from '../../lists/sums';
import { isPrivate, type RemedyFilter } from './remedy-filter';
import type { RemedyLine } from '../../lists/remedies-table';

/** The most frequent of them say what is going on. */
const shown = 6;

/** The longest part of a reason that the operator API looks for. */
const longestReason = 200;

interface Group {
  readonly state: RemedyLine['state'];
  readonly why: string;
  readonly count: number;
  readonly amounts: readonly Money[];
}

export interface ReasonsProps {
  readonly remedies: readonly RemedyLine[];
  readonly filter: RemedyFilter;
  readonly visit: Visit;
}

/** Which reasons there are how often: each leads to its remedies. Nothing where all have one, or each its own. */
export const Reasons: FC<ReasonsProps> = ({ remedies, filter, visit }) => {
  const groups = groupsOf(remedies);
  const often = groups.filter(({ count }) => count > 1).slice(0, shown);
  if (often.length === 0 || groups.length === 1) return null;
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">What most of it is about</h2>
      <ul class="reasons">
        {often.map(({ state, why, count, amounts }) => {
          const values = { ...filter, state, reason: why.slice(0, longestReason) };
          return (
            <li>
              <strong>{count}</strong> <StateMark state={state} /> <Amounts of={amounts} locale={visit.locale} />{' '}
              <Onward to="/remedies" values={values} token={isPrivate(values) ? visit.session.formToken : undefined}>
                {why}
              </Onward>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** Those of the same state and reason, the largest group first. */
function groupsOf(remedies: readonly RemedyLine[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { state, why, amounts } of remedies) {
    const key = `${state} ${why}`;
    const { count, amounts: before } = groups.get(key) ?? { count: 0, amounts: [] };
    groups.set(key, { state, why, count: count + 1, amounts: sumsOf([...before, ...amounts]) });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

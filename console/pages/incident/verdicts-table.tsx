import type { Child, FC } from 'hono/jsx';
import type { IncidentView } from '../../../lambdas/operator-api/response-schemas';
import { cohortText } from '../../texts/cohort-text';
import { DataTable } from '../../elements/data-table';
import { Instant } from '../../elements/instant';
import { rejectedText } from '../../texts/rejected-text';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import type { Visit } from '../../visit/visit';
import { WrittenToAll } from './written-to-all';

type VerdictView = NonNullable<IncidentView['decided']>;

export interface VerdictsTableProps {
  /** The oldest first. */
  readonly verdicts: readonly VerdictView[];
  readonly visit: Visit;
}

/** Every verdict there was. */
export const VerdictsTable: FC<VerdictsTableProps> = ({ verdicts, visit }) =>
  verdicts.length === 0 ? null : (
    <section aria-labelledby="verdicts">
      <h2 id="verdicts">Verdicts so far</h2>
      <DataTable
        head={['When', 'Verdict', 'By', 'Why', 'Covers']}
        rows={verdicts.map((verdict) => cellsOf(verdict, visit))}
      />
    </section>
  );

function cellsOf(one: VerdictView, visit: Visit): Child[] {
  const { number, verdict, actor, why, at, coversFrom, coversUntil, approved, withdrawn } = one;
  const actors = approved?.approvals.map((approval) => approval.actor) ?? [actor];
  return [
    <Instant at={at} visit={visit} />,
    <>
      {number}. {titleOf(verdict)}
      {approved && <div class="hint">{cohortText(approved.cohort, visit.locale)}</div>}
      {withdrawn && (
        <div class="over">
          Withdrawn <Instant at={withdrawn.at} visit={visit} /> by <Who actor={withdrawn.actor} />: {withdrawn.why}
        </div>
      )}
    </>,
    <>
      {actors.map((one) => (
        <div>
          <Who actor={one} />
        </div>
      ))}
    </>,
    <>
      {one.rejectedAs && <div>{rejectedText(one.rejectedAs)}</div>}
      {why}
      <WrittenToAll toAll={one} visit={visit} />
    </>,
    <>
      <Instant at={coversFrom} visit={visit} /> to <Instant at={coversUntil} visit={visit} />
    </>,
  ];
}

import type { FC } from 'hono/jsx';
import type { RemedyView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { DataTable } from '../../elements/data-table';
import { Instant } from '../../elements/instant';
import { titleOf } from '../../elements/titles';

interface Step {
  readonly at: string;
  readonly what: string;
  readonly why: string;
}

/** Everything that happened to a remedy and to its mails, in the order of time. */
export const Journey: FC<{ readonly remedy: RemedyView; readonly visit: Visit }> = ({ remedy, visit }) => (
  <section aria-labelledby="journey">
    <h2 id="journey">The journey</h2>
    <DataTable
      head={['When', 'What', 'Why']}
      rows={stepsOf(remedy).map(({ at, what, why }) => [<Instant at={at} visit={visit} />, what, why])}
    />
  </section>
);

export function stepsOf({ record, notices }: Pick<RemedyView, 'record' | 'notices'>): Step[] {
  const failure = [
    { at: record.occurredAt, what: 'The failure', why: `${titleOf(record.type)}, ${record.subject}` },
    {
      at: record.detectedAt,
      what: record.evidence === 'detected' ? 'Detected' : 'Reported',
      why: record.source === undefined ? '' : `by ${record.source}`,
    },
  ];
  const remedy = record.history.map(({ at, state, why }) => ({
    at,
    what: `Remedy: ${titleOf(state).toLowerCase()}`,
    why,
  }));
  const mails = notices.flatMap(({ template, history }) =>
    history.map(({ at, state, why }) => ({ at, what: `Mail (${template}): ${titleOf(state).toLowerCase()}`, why })),
  );
  return [...failure, ...remedy, ...mails].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

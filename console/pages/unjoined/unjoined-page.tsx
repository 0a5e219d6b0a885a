import type { FC } from 'hono/jsx';
import type { UnjoinedView } from '../../../lambdas/operator-api/unjoined/unjoined-schema';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';

interface UnjoinedProps {
  readonly list: UnjoinedView;
  readonly visit: Visit;
}

/** Signals of which the shop could not say whose they are: nothing is given for them until somebody finds out. */
export const UnjoinedPage: FC<UnjoinedProps> = ({ list, visit }) => (
  <Page visit={visit} title="Signals of nobody">
    <Summary list={list} visit={visit} />
    {list.signals.length > 0 && (
      <DataTable
        head={['What was heard of', 'By', 'It may be', 'First asked', 'Why nobody knows whose it is']}
        rows={list.signals.map(({ subject, reference, detector, types, since, tries, why }) => [
          <>
            {subject}
            <div class="hint">
              {Object.entries(reference)
                .map(([name, value]) => `${name} ${value}`)
                .join(', ')}
            </div>
          </>,
          detector,
          types.map(titleOf).join(', '),
          <Ago at={since} visit={visit} />,
          <>
            {why}
            <div class="hint">asked {tries === 1 ? 'once' : `${tries} times`}</div>
          </>,
        ])}
        isCompact
      />
    )}
    <details>
      <summary>What to do about them</summary>
      <p>
        A detector saw a failure, and asked your shop whose it is. It asks again after 1, 6, 24 and 72 hours, at the
        next look or signal: where the shop should know the reference, mend its answer before the last of them, and it
        is joined. After five times it asks no more, whatever signals come, unless the reference changes, as where an
        agent names the order of a ticket; then it begins anew. What is listed of an outage is not asked for again.
        Otherwise find the customer, and report the failure in their name. Nothing is ever given on a guess, and a line
        is forgotten 60 days after its last signal.
      </p>
    </details>
  </Page>
);

const Summary: FC<UnjoinedProps> = ({ list: { detectors, signals, isComplete }, visit }) => {
  if (detectors.length === 0) return <p>There are no detectors here.</p>;
  const [oldest] = signals;
  if (!oldest) return <p>There is none: the shop knows whose every signal is.</p>;
  return (
    <p>
      <strong>
        {!isComplete && 'more than '}
        {signals.length}
      </strong>
      ; the oldest <Ago at={oldest.since} visit={visit} />.
    </p>
  );
};

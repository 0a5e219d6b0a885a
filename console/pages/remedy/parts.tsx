import type { Child, FC } from 'hono/jsx';
import { costOf } from '../../../lambdas/model/remedy';
import type { RemedyRecordView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { Amount } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { titleOf } from '../../elements/titles';

type PartView = RemedyRecordView['parts'][number];

export interface PartsProps {
  readonly parts: readonly PartView[];
  readonly visit: Visit;
}

/** What is given, and what became of each at whoever carries it out. */
export const Parts: FC<PartsProps> = ({ parts, visit }) =>
  parts.length === 0 ? (
    <p>Nothing is given but an apology.</p>
  ) : (
    <DataTable head={['Part', 'Amount', 'What became of it']} rows={parts.map((part) => cellsOf(part, visit))} />
  );

function cellsOf({ part, number, insteadOf, outcome, key }: PartView, { locale }: Visit): Child[] {
  const cost = costOf(part);
  return [
    <>
      {number}. {titleOf(part.kind)}
      {insteadOf !== undefined && <div class="hint">in place of {insteadOf}</div>}
    </>,
    cost === undefined ? '' : <Amount of={cost} locale={locale} />,
    <>
      {outcomeText(outcome)}
      <div class="hint">
        <code>{key}</code>
      </div>
    </>,
  ];
}

function outcomeText(outcome: PartView['outcome']): string {
  switch (outcome.state) {
    case 'planned':
      return 'Not asked for yet';
    case 'succeeded':
      return `Done, booked as ${outcome.providerRef}`;
    case 'pending':
      return `On its way, booked as ${outcome.providerRef}`;
    case 'declined':
      return `Declined: ${titleOf(outcome.reason).toLowerCase()}`;
    case 'unknown':
      return `In doubt: ${outcome.why}`;
  }
}

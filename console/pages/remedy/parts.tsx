import type { FC } from 'hono/jsx';
import { costOf } from '../../../lambdas/model/remedy';
import type { RemedyRecordView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { Amount } from '../../elements/amount';
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
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Amount</th>
            <th scope="col">What became of it</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((one) => (
            <PartRow part={one} visit={visit} />
          ))}
        </tbody>
      </table>
    </div>
  );

const PartRow: FC<{ readonly part: PartView; readonly visit: Visit }> = ({
  part: { part, number, insteadOf, outcome, key },
  visit,
}) => {
  const cost = costOf(part);
  return (
    <tr>
      <td>
        {number}. {titleOf(part.kind)}
        {insteadOf !== undefined && <div class="hint">in place of {insteadOf}</div>}
      </td>
      <td>{cost === undefined ? '' : <Amount of={cost} locale={visit.locale} />}</td>
      <td>
        {outcomeText(outcome)}
        <div class="hint">
          <code>{key}</code>
        </div>
      </td>
    </tr>
  );
};

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

import type { FC } from 'hono/jsx';
import type { HoldSummaryView } from '../../../lambdas/operator-api/response-schemas';
import type { Form } from '../../visit/form';

/** Which of its remedies, as a form names it. */
export type Example = Pick<HoldSummaryView, 'customerId' | 'remedyId'>;

const nameOf = ({ remedyId }: Example): string => remedyId;

/** The one that was chosen, or else the first. */
export function exampleIn(form: Form, examples: readonly Example[]): Example | undefined {
  return examples.find((one) => nameOf(one) === form['example']) ?? examples[0];
}

export const ExampleChoice: FC<{
  readonly examples: readonly HoldSummaryView[];
  readonly chosen: string | undefined;
}> = ({ examples, chosen }) => (
  <label>
    In whose mail it is shown
    <select name="example">
      {examples.map((one) => (
        <option value={nameOf(one)} selected={nameOf(one) === chosen}>
          {one.reference}, {one.customerId}
        </option>
      ))}
    </select>
  </label>
);

import type { FC } from 'hono/jsx';
import { offeredCodes } from '../../lambdas/model/judging/reason-code';
import type { ReasonCodeView } from '../../lambdas/operator-api/response-schemas';

export interface CodeChoiceProps {
  readonly codes: readonly ReasonCodeView[];
  /** What was chosen before. */
  readonly chosen: string | undefined;
  /** True where the form is for nothing else but a rejection. */
  readonly isRequired?: boolean;
}

/** The reason code of a rejection. What is retired is not offered. */
export const CodeChoice: FC<CodeChoiceProps> = ({ codes, chosen, isRequired }) => (
  <label>
    Reason of a rejection
    <select name="code" required={isRequired}>
      <option value="">choose one to reject</option>
      {offeredCodes(codes).map(({ code, label }) => (
        <option value={code} selected={code === chosen}>
          {label}
        </option>
      ))}
    </select>
  </label>
);

import { operations } from '../../lambdas/operator-api/operation';
import type { ReasonCodeView } from '../../lambdas/operator-api/response-schemas';
import { ask } from './ask';
import type { OperatorApi } from './operator-api';

/** The reasons for which people reject. None, where somebody may not look at them. */
export async function reasonCodesAt(api: OperatorApi): Promise<readonly ReasonCodeView[]> {
  const answer = await ask(api, operations.listReasonCodes);
  return answer.is === 'done' ? answer.value.reasonCodes : [];
}

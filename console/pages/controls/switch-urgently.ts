import { operations } from '../../../lambdas/operator-api/operation';
import { ask, type Answer } from '../../asking/ask';
import type { OperatorApi } from '../../asking/operator-api';
import type { ControlsView } from '../../../lambdas/operator-api/response-schemas';

/** How often it is sent again, where others switch or accounts break at the same moment. */
const tries = 6;

/**
 * Switches something off, whatever is set at that moment, and again where that has changed meanwhile. Who stops
 * everything has no use for what somebody else has just done.
 */
export async function switchOffUrgently(
  api: OperatorApi,
  { target, why }: { readonly target: string; readonly why: string },
): Promise<Answer<{ readonly controls: ControlsView }>> {
  for (let attempt = 1; ; attempt++) {
    const seen = await ask(api, operations.showControls);
    if (seen.is === 'refused') return seen;
    const { version: expectedVersion } = seen.value.controls;
    const answer = await ask(api, operations.switchMode, { body: { target, mode: 'off', why, expectedVersion } });
    if (answer.is === 'done' || answer.status !== 409 || attempt >= tries) return answer;
  }
}

import { ask, type Answer } from '../../console/asking/ask';
import { OperatorApiError, type OperatorApi } from '../../console/asking/operator-api';
import { stepsOf } from '../../console/pages/remedy/journey';
import { operations } from '../../lambdas/operator-api/operation';
import type { ControlsView, RemedyView, WaitingPage } from '../../lambdas/operator-api/response-schemas';
import type { LocalSystem } from '../system/local-system';
import type { SeenStep, SentFailure } from './sent-failures';

/** A failure that was sent, with all that is known of it. */
export interface HealedFailure {
  readonly sent: SentFailure;
  /** Missing until something was decided. */
  readonly remedy: RemedyView | undefined;
  /** What was seen on its way and what the ledger says, in the order of time. */
  readonly steps: readonly SeenStep[];
}

/** How it stands: what waits, which account is in trouble, and what became of each failure that was sent. */
export interface Healing {
  /** Missing where the operator API gave no answer. It runs on the same services. */
  readonly waiting: WaitingPage['counts'] | undefined;
  readonly breakers: ControlsView['breakers'];
  /** How many events the sweep delivers again. */
  readonly inRetryQueues: number;
  readonly failures: readonly HealedFailure[];
  /** How many were sent before those. */
  readonly earlier: number;
}

/** So many are shown. */
const mostShown = 6;

export async function readHealing(
  api: OperatorApi,
  { system, sent }: { readonly system: LocalSystem; readonly sent: readonly SentFailure[] },
): Promise<Healing> {
  const shown = sent.slice(0, mostShown);
  const [waiting, controls, queued, failures] = await Promise.all([
    answered(ask(api, operations.showWaiting, { query: { shown: '1' } })),
    answered(ask(api, operations.showControls)),
    system.deadLetters(),
    Promise.all(shown.map((failure) => healed(api, failure))),
  ]);
  return {
    waiting: waiting?.counts,
    breakers: controls?.controls.breakers,
    inRetryQueues: queued.filter(({ queueName }) => /RetryQueue/.test(queueName)).length,
    failures,
    earlier: sent.length - shown.length,
  };
}

async function healed(api: OperatorApi, sent: SentFailure): Promise<HealedFailure> {
  const { customerId, remedyId, steps } = sent;
  const remedy =
    remedyId === undefined
      ? undefined
      : await answered(ask(api, operations.showRemedy, { params: { customerId, remedyId } }));
  const recorded = remedy ? stepsOf(remedy).map((step) => ({ ...step, at: Date.parse(step.at) })) : [];
  // What the failure says of itself happened before it was sent.
  const after = recorded.filter(({ at }) => at >= sent.sentAt);
  return { sent, remedy, steps: [...steps, ...after].sort((a, b) => a.at - b.at) };
}

/** A page that shows what is broken has to be there while it is. */
async function answered<Value>(asked: Promise<Answer<Value>>): Promise<Value | undefined> {
  try {
    const answer = await asked;
    return answer.is === 'done' ? answer.value : undefined;
  } catch (error) {
    if (error instanceof OperatorApiError) return undefined;
    throw error;
  }
}

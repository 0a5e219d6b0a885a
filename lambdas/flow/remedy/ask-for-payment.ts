import type { PaymentAnswer } from '../../fulfilment/port/payment';
import { AccountTroubleError, NotAttemptedError } from '../../fulfilment/port/refund-provider';
import type { AskForPayment } from '../decide/decide-on-payment';
import type { KnownPayment } from '../decide/in-currency-of';
import { reportTrouble, stopAmong, type BreakerContext } from '../fulfil/account-breaker';
import type { FlowContext } from '../record/flow-context';
import type { Delivery } from './remedy-context';

/** How long the look-up of a payment may take. Most of the time is left to the refund. */
const questionMs = 6_000;

/** Less time than this is not enough to ask, and to ask for a refund after it. */
const leastMs = 2_000;

type QuestionContext = Pick<FlowContext, 'payments' | 'refunds' | 'observer' | 'clock'> & BreakerContext;

/**
 * Asks the provider for the payment of a failure, once for a delivery however often the decision is taken anew.
 * Undefined where the provider cannot be asked.
 *
 * @throws {@link NotAttemptedError} where nothing usable is known of the payment: nothing is decided on a guess, and
 *   the event has to be delivered again
 */
export function questionFor(
  remedyId: string,
  { failure, deadlineMs }: Delivery,
  context: QuestionContext,
): AskForPayment | undefined {
  const { payments } = context;
  if (!payments) return undefined;
  const { paymentId } = failure.purchase;
  let known: KnownPayment | undefined;
  return async () => {
    if (known) return known;
    const leftMs = deadlineMs - context.clock().getTime();
    if (leftMs < leastMs) {
      throw new NotAttemptedError(`${remedyId}: the function has too little time left to ask for the payment`);
    }
    const stopped = stopAmong(context.refunds.accounts, context);
    if (stopped) return { kind: 'account-trouble', ...stopped };
    const answer = await readOrReport(() => payments.readPayment(paymentId, Math.min(questionMs, leftMs / 2)), context);
    if (answer.kind === 'unavailable') throw unavailable(remedyId, answer.why, context);
    known = answer;
    return known;
  };
}

/** The trouble of the whole account is no answer about this payment, and no reason to deliver the event again. */
async function readOrReport(
  read: () => Promise<PaymentAnswer>,
  context: BreakerContext,
): Promise<PaymentAnswer | Extract<KnownPayment, { kind: 'account-trouble' }>> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AccountTroubleError)) throw error;
    return { kind: 'account-trouble', ...(await reportTrouble(error, context)) };
  }
}

/** It is not refused for the customer, and will not be until somebody mends it: the log has to say what is wrong. */
function unavailable(remedyId: string, why: string, { observer }: QuestionContext): NotAttemptedError {
  const error = new NotAttemptedError(`${remedyId}: ${why}. The event is delivered again`);
  observer.trouble(remedyId, 'the provider does not tell what it knows of the payment', error);
  return error;
}

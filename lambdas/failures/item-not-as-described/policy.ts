import * as z from 'zod/mini';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { hourMs } from '../../model/durations';
import type { RefundPart } from '../../model/remedy';
import { affectedInReasons, piecesLeft, priceOf } from '../shared/affected';
import { apologyOnly, withoutMoneyDefaults, withoutMoneyOptionsShape } from '../shared/give-or-hold';
import { refundUpTo } from '../shared/refund-up-to';
import { counted } from '../shared/length-in-words';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { ItemNotAsDescribedFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...withoutMoneyOptionsShape,
  /**
   * How many hours the merchant has to answer. After that the customer is refunded, with no more questions.
   *
   * @default 48
   */
  merchantAnswerHours: z.int().check(z.positive(), z.lte(30 * 24)),
  /**
   * Whether the customer waits for the merchant's answer. `unless-customer-asked`: not where the customer has asked the
   * merchant already, and would wait twice.
   *
   * @default 'always'
   */
  waits: z.enum(['always', 'unless-customer-asked', 'never']),
  /**
   * What follows where the merchant answered in time: a person reads the answer, or the refund is given anyway.
   *
   * @default 'person'
   */
  answered: z.enum(['person', 'give']),
  /**
   * Who bears the cost of the refund in the end. We refund the customer at once either way.
   *
   * @default 'merchant'
   */
  bearer: z.enum(['merchant', 'platform']),
});

export type ItemNotAsDescribedOptions = z.infer<typeof optionsSchema>;

export const itemNotAsDescribedPolicy: Policy<ItemNotAsDescribedFailure, ItemNotAsDescribedOptions> = {
  version: 4,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...withoutMoneyDefaults,
    merchantAnswerHours: 48,
    waits: 'always',
    answered: 'person',
    bearer: 'merchant',
  },
  decide: decideItemNotAsDescribed,
};

/**
 * The platform refunds and asks for nothing back: the customer bought from the merchant, but trusted us. A merchant who
 * was asked first has some time to answer.
 */
function decideItemNotAsDescribed(
  failure: ItemNotAsDescribedFailure,
  view: PolicyView<ItemNotAsDescribedOptions>,
): PolicyDecision {
  const { options, now, refundableMinor } = view;
  const { purchase, item } = failure;
  const left = piecesLeft(item, { orderId: purchase.orderId, lineId: purchase.lineId ?? item.sku }, view);
  if (!left) return { outcome: 'none', reasons: ['another remedy made it good before'] };
  if (purchase.amountMinor === 0) return apologyOnly(options.withoutMoney, ['nothing was paid for it']);
  const shareMinor = priceOf(left.affected, purchase.amountMinor);
  const refund = refundUpTo(purchase, shareMinor, refundableMinor);
  if (!refund) return apologyOnly(options.withoutMoney, ['its price was given back before']);

  const share = refund.amountMinor === shareMinor ? 'full price' : 'the rest of the price';
  const why = `${affectedInReasons(left.affected)}${share} without return, because it was not what the merchant described`;
  const answer = answerOf(failure, options, now);
  const remedy = { parts: [refund], covers: left.covers, recovery: recoveryOf(failure, refund, options, answer) };
  const hours = counted(options.merchantAnswerHours, 'hour');

  if (answer.is === 'awaited') {
    return {
      outcome: 'hold',
      ...remedy,
      reasons: [`the merchant has ${hours} to answer`, why],
      awaits: { what: 'the merchant’s answer', until: answer.until, then: 'give', from: 'seller' },
    };
  }
  if (answer.is === 'not-awaited') {
    const asked = failure.merchant.contactedBy === 'customer' ? 'the customer had asked the merchant, and ' : '';
    return { outcome: 'give', ...remedy, reasons: [why, `${asked}no answer of the merchant is waited for`] };
  }
  if (answer.is === 'missing') {
    return { outcome: 'give', ...remedy, reasons: [why, `the merchant did not answer within ${hours}`] };
  }
  const answered = `the merchant answered within ${hours}`;
  if (options.answered === 'give') return { outcome: 'give', ...remedy, reasons: [why, answered] };
  return { outcome: 'hold', ...remedy, reasons: [`${answered}, and a person reads the answer`, why] };
}

type Answer =
  { readonly is: 'awaited'; readonly until: string } | { readonly is: 'missing' | 'in-time' | 'not-awaited' };

/** A late answer counts as none: the customer has waited long enough. */
function answerOf(
  { merchant }: ItemNotAsDescribedFailure,
  { merchantAnswerHours, waits }: ItemNotAsDescribedOptions,
  now: Date,
): Answer {
  // A merchant who will only be asked later gets no more time than one who is asked now.
  const asked = Math.min(Date.parse(merchant.contactedAt), now.getTime());
  const until = asked + merchantAnswerHours * hourMs;
  if (merchant.answeredAt !== undefined && Date.parse(merchant.answeredAt) <= until) return { is: 'in-time' };
  if (now.getTime() >= until) return { is: 'missing' };
  const isAwaited = waits === 'always' || (waits === 'unless-customer-asked' && merchant.contactedBy !== 'customer');
  return isAwaited ? { is: 'awaited', until: new Date(until).toISOString() } : { is: 'not-awaited' };
}

function recoveryOf(
  { merchant }: ItemNotAsDescribedFailure,
  { amountMinor, currency }: RefundPart,
  { bearer, merchantAnswerHours }: ItemNotAsDescribedOptions,
  answer: Answer,
): Recovery {
  if (bearer === 'platform')
    return { bearer, amountMinor, currency, why: 'the platform stands for what is sold on it' };
  const described = 'the merchant described it as what it was not';
  const silent = `${described}, and did not answer within ${counted(merchantAnswerHours, 'hour')}`;
  return {
    bearer,
    partyId: merchant.id,
    amountMinor,
    currency,
    why: answer.is === 'missing' || answer.is === 'awaited' ? silent : described,
  };
}

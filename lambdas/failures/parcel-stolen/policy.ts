import * as z from 'zod/mini';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { costIn, type CallbackPart } from '../../model/remedy';
import { apologyOnly, giveOrHold } from '../shared/give-or-hold';
import { lengthInWords } from '../shared/length-in-words';
import {
  replaceMissingParcel,
  missingParcelDefaults,
  missingParcelOptionsShape,
} from '../shared/replace-missing-parcel';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { StolenParcelFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...missingParcelOptionsShape,
  /**
   * Whether a person calls, or writes on the customer's preferred channel where no phone number is known.
   *
   * @default true
   */
  callback: z.boolean(),
  /**
   * How soon after the decision the person has to have called.
   *
   * @default 60
   */
  callbackDeadlineSeconds: z.int().check(z.positive(), z.lte(7 * 24 * 60 * 60)),
});

export type ParcelStolenOptions = z.infer<typeof optionsSchema>;

export const parcelStolenPolicy: Policy<StolenParcelFailure, ParcelStolenOptions> = {
  version: 3,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...missingParcelDefaults,
    express: 'always',
    callback: true,
    callbackDeadlineSeconds: 60,
  },
  decide: decideParcelStolen,
};

/**
 * Not our fault, but our loss: the customer paid for a thing in hand. A person calls, because a theft is unsettling.
 */
function decideParcelStolen(failure: StolenParcelFailure, view: PolicyView<ParcelStolenOptions>): PolicyDecision {
  const { currency } = failure.purchase;
  const { parts, reasons, doubts, covers, isMadeGood } = replaceMissingParcel(
    failure,
    view,
    'the parcel was stolen after it was delivered',
  );
  if (parts.length === 0) return apologyOnly(isMadeGood ? 'none' : view.options.withoutMoney, reasons);

  const { callback, why } = callbackFor(failure, view.options);
  const recovery: Recovery = {
    bearer: 'platform',
    amountMinor: costIn(parts, currency),
    currency,
    why: 'nobody but the thief is at fault',
  };
  const remedy = callback
    ? { parts: [...parts, callback], covers, recovery, owedBy: secondsLater(view.now, callback.deadlineSeconds) }
    : { parts, covers, recovery };
  return giveOrHold(remedy, [...reasons, ...why], doubts);
}

function callbackFor(
  { customer: { phone, channels = [] } }: StolenParcelFailure,
  { callback, callbackDeadlineSeconds: deadlineSeconds }: ParcelStolenOptions,
): { readonly callback?: CallbackPart; readonly why: readonly string[] } {
  if (!callback) return { why: [] };
  const channel = phone === undefined ? channels[0]?.channel : 'phone';
  if (channel === undefined) return { why: ['nobody calls, because neither a phone number nor a channel is known'] };
  const does = phone === undefined ? 'writes' : 'calls';
  return {
    callback: { kind: 'callback', channel, deadlineSeconds },
    why: [`a person ${does} within ${lengthInWords(deadlineSeconds)}, because a theft is unsettling`],
  };
}

function secondsLater(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

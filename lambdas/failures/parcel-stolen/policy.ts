import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { costIn, type CallbackPart } from '../../model/remedy';
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
   * Whether a person calls, or writes on the customer's preferred channel where there is no phone number.
   *
   * @default true
   */
  callback: z.boolean(),
  /**
   * Within how long the person is to have called, from the decision on.
   *
   * @default 60
   */
  callbackDeadlineSeconds: z.int().check(z.positive(), z.lte(7 * 24 * 60 * 60)),
});

export type ParcelStolenOptions = z.infer<typeof optionsSchema>;

export const parcelStolenPolicy: Policy<StolenParcelFailure, ParcelStolenOptions> = {
  version: 1,
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

/** It was not our fault and it is our loss: the customer paid for a thing in hand. A person calls, for a theft is unsettling. */
function decideParcelStolen(failure: StolenParcelFailure, view: PolicyView<ParcelStolenOptions>): PolicyDecision {
  const { currency } = failure.purchase;
  const made = replaceMissingParcel(failure, view, 'the parcel was stolen after it was delivered');
  if (made.parts.length === 0) return { outcome: 'none', reasons: made.reasons };

  const { callback, why } = callbackFor(failure, view.options);
  const gift = {
    parts: [...made.parts, ...(callback ? [callback] : [])],
    recovery: {
      bearer: 'platform',
      amountMinor: costIn(made.parts, currency),
      currency,
      why: 'nobody but the thief is at fault',
    },
    ...(callback && { owedBy: new Date(view.now.getTime() + callback.deadlineSeconds * 1000).toISOString() }),
  } as const;
  const reasons = [...made.doubts, ...made.reasons, ...why];
  return made.doubts.length > 0 ? { outcome: 'hold', ...gift, reasons } : { outcome: 'give', ...gift, reasons };
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

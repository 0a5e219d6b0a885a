import * as z from 'zod/mini';
import { failureContract, type Failure } from '../../lambdas/failures/definition/failure';
import {
  defineFailure,
  type FailureDefinition,
  type GivenPart,
} from '../../lambdas/failures/definition/failure-definition';
import { defineWords } from '../../lambdas/failures/definition/type-words';
import { commonDefaults, commonOptionsShape } from '../../lambdas/failures/definition/policy';
import { partSentences } from '../../lambdas/failures/sentences/part-sentences';
import type { PolicyDecision } from '../../lambdas/model/decision';
import type {
  CallbackPart,
  CreditPart,
  EntitlementPart,
  RefundPart,
  RemedyPart,
  ReplacementPart,
} from '../../lambdas/model/remedy';
import { minuteMs } from '../../lambdas/model/durations';
import { filmFailure } from './film-failure';
import { wideLimits } from './wide-limits';
import { World } from './world';

export const refund: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' };
export const gift: CreditPart = {
  kind: 'credit',
  amountMinor: 100,
  currency: 'GBP',
  accountId: 'cus_501',
  basis: 'goodwill',
};
export const call: CallbackPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };
export const replacement: ReplacementPart = {
  ...{ kind: 'replacement', lineId: '1', sku: 'console', quantity: 1, worthMinor: 399, currency: 'GBP' },
  ...{ express: true, giftWrap: false, returnLabel: false, answerWithinSeconds: 3_600, fallback: refund },
};

export const anotherPass: EntitlementPart = {
  ...{ kind: 'entitlement', action: 'grant', entitlementId: 'pass_1', to: 'pass', count: 1, worthMinor: 399 },
  ...{ currency: 'GBP', answerWithinSeconds: 900, fallback: refund },
};

const thingWords = defineWords({ sorry: {} }, { en: { sorry: 'Sorry' } });

/** A failure type whose policy always decides the same. */
export function deciding(decision: PolicyDecision | ((failure: Failure) => PolicyDecision)): FailureDefinition {
  return defineFailure({
    type: 'ThingBroken',
    defaultSource: 'com.example.shop',
    owner: 'both',
    schema: failureContract({ playback: z.unknown() }),
    subject: () => 'thing_1',
    occurrence: () => 'once',
    policy: {
      version: 1,
      optionsSchema: z.object(commonOptionsShape),
      defaults: commonDefaults,
      decide: (failure: Failure) => (typeof decision === 'function' ? decision(failure) : decision),
    },
    apologise: (failure: Failure, given: readonly GivenPart[]) => ({
      subject: [thingWords.say.sorry()],
      preview: [thingWords.say.sorry()],
      paragraphs: [partSentences(given, failure.customer.timeZone)],
    }),
    words: thingWords,
    stories: [{ id: 'thing-broke', title: 'A thing broke', detail: filmFailure() }],
  });
}

/** A failure type that always gives these parts. */
export function givingParts(...parts: readonly RemedyPart[]): FailureDefinition {
  return deciding({ outcome: 'give', parts, reasons: ['it broke'] });
}

/** A world of one failure type, with limits wide enough not to matter. */
export function worldOf(definition: FailureDefinition): World {
  const world = new World(definition);
  world.limits = wideLimits;
  return world;
}

export const shipped = {
  state: 'succeeded',
  providerRef: 'order_1',
  shipment: { arrivesBy: '2026-11-23T12:00:00Z' },
} as const;

export const granted = { state: 'succeeded', providerRef: 'grant_1', validUntil: '2026-12-23T12:00:00Z' } as const;

/** A replacement of one line of an order. */
export function replacementOf(lineId: string): ReplacementPart {
  return { ...replacement, lineId, fallback: { ...refund, lineId } };
}

/** Of a refund and a credit, the credit was not given. */
export async function partlyGiven(): Promise<World> {
  const world = worldOf(deciding({ outcome: 'give', parts: [refund, gift], reasons: ['a test'] }));
  world.partner.willAnswer = { state: 'declined', reason: 'other' };
  await world.publishFailure(filmFailure());
  await world.sweepEvery(minuteMs, 2);
  return world;
}

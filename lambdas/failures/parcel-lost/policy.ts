import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { hourMs } from '../../model/durations';
import { costIn } from '../../model/remedy';
import {
  dayInReasons,
  replaceMissingParcel,
  missingParcelDefaults,
  missingParcelOptionsShape,
} from '../shared/replace-missing-parcel';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { LostParcelFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...missingParcelOptionsShape,
  /**
   * The customer is believed also where the carrier's papers say that the parcel was delivered.
   *
   * @default true
   */
  believeOverScan: z.boolean(),
  /**
   * What follows where the papers are believed. `person`: somebody looks. `proof`: a reference to a paper or a photo is waited
   * for, as long as `reported.proofHours` says, and then somebody looks.
   *
   * @default 'person'
   */
  disbelieved: z.enum(['person', 'proof']),
});

export type ParcelLostOptions = z.infer<typeof optionsSchema>;

export const parcelLostPolicy: Policy<LostParcelFailure, ParcelLostOptions> = {
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, ...missingParcelDefaults, believeOverScan: true, disbelieved: 'person' },
  decide: decideParcelLost,
};

/** A new one in time, for the customer was promised the thing and not its price. The carrier lost it, and pays us for it. */
function decideParcelLost(failure: LostParcelFailure, view: PolicyView<ParcelLostOptions>): PolicyDecision {
  const { parcel, customer, purchase, proof = [] } = failure;
  const { believeOverScan, disbelieved, reported } = view.options;
  const made = replaceMissingParcel(
    failure,
    view,
    `the parcel was due on ${dayInReasons(parcel.promisedBy, customer)}`,
  );
  if (made.parts.length === 0) return { outcome: 'none', reasons: made.reasons };

  const { currency } = purchase;
  const gift = {
    parts: made.parts,
    recovery: {
      bearer: 'carrier',
      partyId: parcel.carrier,
      amountMinor: costIn(made.parts, currency),
      currency,
      why: 'the carrier lost the parcel',
    },
  } as const;

  const isScanned = parcel.scan === 'delivered';
  if (isScanned && !believeOverScan && (disbelieved === 'person' || proof.length === 0)) {
    const reasons = ['the carrier’s papers say that it was delivered', ...made.doubts, ...made.reasons];
    if (disbelieved === 'person') return { outcome: 'hold', ...gift, reasons };
    const until = new Date(view.now.getTime() + reported.proofHours * hourMs).toISOString();
    return { outcome: 'hold', ...gift, reasons, awaits: { what: 'a paper or a photo', until, then: 'person' } };
  }

  const believed = isScanned ? [whyBelieved(believeOverScan)] : [];
  const reasons = [...made.doubts, ...made.reasons, ...believed];
  return made.doubts.length > 0 ? { outcome: 'hold', ...gift, reasons } : { outcome: 'give', ...gift, reasons };
}

function whyBelieved(believeOverScan: boolean): string {
  return believeOverScan
    ? 'the customer is believed over the carrier’s papers, which say that it was delivered'
    : 'there is proof against the carrier’s papers, which say that it was delivered';
}

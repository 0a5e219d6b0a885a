import * as z from 'zod/mini';
import type { PolicyDecision, Recovery } from '../../model/decision';
import { hourMs } from '../../model/durations';
import { costIn, type RemedyPart } from '../../model/remedy';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import { dayInReasons } from '../shared/day-in-english';
import { apologyOnly, giveOrHold } from '../shared/give-or-hold';
import {
  missingParcelDefaults,
  missingParcelOptionsShape,
  replaceMissingParcel,
} from '../shared/replace-missing-parcel';
import type { LostParcelFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  ...missingParcelOptionsShape,
  /**
   * Whether the customer is believed even where the carrier's papers say that the parcel was delivered.
   *
   * @default true
   */
  believeOverScan: z.boolean(),
  /**
   * What follows where the papers are believed. `person`: a person reviews the failure. `proof`: a reference to a paper
   * or a photo is awaited for `reported.proofHours`, and then a person reviews it.
   *
   * @default 'person'
   */
  disbelieved: z.enum(['person', 'proof']),
});

export type ParcelLostOptions = z.infer<typeof optionsSchema>;

export const parcelLostPolicy: Policy<LostParcelFailure, ParcelLostOptions> = {
  version: 3,
  optionsSchema,
  defaults: { ...commonDefaults, ...missingParcelDefaults, believeOverScan: true, disbelieved: 'person' },
  decide: decideParcelLost,
};

/** A new one in time: the customer was promised the thing and not its price. The carrier lost it and bears the cost. */
function decideParcelLost(failure: LostParcelFailure, view: PolicyView<ParcelLostOptions>): PolicyDecision {
  const { parcel, customer, purchase, proof = [] } = failure;
  const { believeOverScan, disbelieved, reported, withoutMoney } = view.options;
  const due = `the parcel was due on ${dayInReasons(parcel.promisedBy, customer)}`;
  const { parts, reasons, doubts, covers, isMadeGood } = replaceMissingParcel(failure, view, due);
  const isScanned = parcel.scan === 'delivered';
  const isBelieved = !isScanned || believeOverScan || (disbelieved === 'proof' && proof.length > 0);
  if (parts.length === 0) return apologyOnly(isBelieved && !isMadeGood ? withoutMoney : 'none', reasons);

  const remedy = { parts, covers, recovery: recoveryFromCarrier(parcel.carrier, parts, purchase.currency) };
  if (!isScanned) return giveOrHold(remedy, reasons, doubts);
  if (isBelieved) return giveOrHold(remedy, [...reasons, whyBelieved(believeOverScan)], doubts);
  const heldReasons = ['the carrier’s papers say that it was delivered', ...doubts, ...reasons];
  if (disbelieved === 'person') return { outcome: 'hold', ...remedy, reasons: heldReasons };
  const until = new Date(view.now.getTime() + reported.proofHours * hourMs).toISOString();
  return {
    outcome: 'hold',
    ...remedy,
    reasons: heldReasons,
    awaits: { what: 'a paper or a photo', until, then: 'person', from: 'customer' },
  };
}

function recoveryFromCarrier(carrier: string, parts: readonly RemedyPart[], currency: string): Recovery {
  const why = 'the carrier lost the parcel';
  return { bearer: 'carrier', partyId: carrier, amountMinor: costIn(parts, currency), currency, why };
}

function whyBelieved(believeOverScan: boolean): string {
  return believeOverScan
    ? 'the customer is believed over the carrier’s papers, which say that it was delivered'
    : 'there is proof against the carrier’s papers, which say that it was delivered';
}

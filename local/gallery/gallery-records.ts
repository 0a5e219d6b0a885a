import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import type { Mended, Notices, NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import { beginNotice } from '../../lambdas/ledger/notice/notice-transitions';
import { seeApology } from '../../lambdas/ledger/notice/seen-transitions';
import { planMail } from '../../lambdas/ledger/notice/planned-transitions';
import type { Hold, PartRecord, RemedyRecord, RemedyState } from '../../lambdas/ledger/remedy-record';
import { callType } from '../../lambdas/model/judging/gesture';
import type { RemedyPart } from '../../lambdas/model/remedy';

/** One kind of mail, with the record that it speaks of. */
export interface Variant {
  readonly name: string;
  readonly template: NoticeTemplate;
  readonly record: RemedyRecord;
  /** What a person has written. Empty where nobody has. */
  readonly message: string;
  /** A mail that left before, which said that these parts were given. @default - none did */
  readonly mailBefore?: MailBefore | undefined;
  /** A page said it before. @default false */
  readonly isSeen?: boolean | undefined;
  /** What somebody said of its incident. @default - nothing */
  readonly mended?: Mended | undefined;
}

interface MailBefore {
  readonly by: NoticeTemplate;
  readonly given: readonly number[];
}

const creditVariant = 'apology with credit';
const receiptVariant = 'receipt';

/** Makes the record of a failure in a state, with these parts. */
type About = (state: RemedyState, records: readonly PartRecord[]) => RemedyRecord;

/** Every kind of mail that may be written about a failure, on the parts that its policy gives. */
export function variantsFor(definition: FailureDefinition, failure: Failure): Variant[] {
  const parts = partsFor(definition, failure);
  const goodwill = goodwillFor(failure);
  const given = parts.map((part) => recorded(part, succeeded(part)));
  const refunds = parts.filter(({ kind }) => kind === 'refund');
  const isCallAlone = parts.every(({ kind }) => kind === 'callback');
  const about: About = (state, records) => recordFor(definition.type, failure, state, numbered(records));
  return [
    ...apologies(given, goodwill, about).filter(
      // Nobody is given money because they want to be called, and no page says that somebody calls.
      ({ name }) =>
        (name !== creditVariant || definition.type !== callType) && (name !== receiptVariant || !isCallAlone),
    ),
    ...(refunds.length === 0 ? [] : whatFailed(refunds, goodwill, about)),
    ...(isCallAlone ? [] : whatIsGivenInPart(given, goodwill, about)),
    ...whatWaits(failure, about),
    ...whatIsPromised(parts, failure, about),
    ...whatFollows(given, failure, about),
    ...(isCallAlone
      ? []
      : [{ name: 'was it made right', template: 'feedback', record: about('issued', given), message: '' } as const]),
    { name: 'refusal', template: 'refusal', record: about('rejected', []), message: byHand },
  ];
}

function apologies(given: readonly PartRecord[], goodwill: RemedyPart, about: About): Variant[] {
  const whole = about('issued', given);
  const withCredit = about('issued', [...given, recorded(goodwill, succeeded(goodwill))]);
  return [
    { name: 'apology', template: 'apology', record: whole, message: '' },
    { name: creditVariant, template: 'apology', record: withCredit, message: '' },
    { name: 'apology alone', template: 'apology', record: about('issued', []), message: '' },
    { name: 'apology by hand', template: 'apology', record: whole, message: byHand },
    { name: receiptVariant, template: 'apology', record: whole, message: '', isSeen: true },
  ];
}

/** Refunds that failed after they were announced, what took their place, and those that are not confirmed yet. */
function whatFailed(refunds: readonly RemedyPart[], goodwill: RemedyPart, about: About): Variant[] {
  const failed = refunds.map((part) => recorded(part, declined));
  const mailBefore: MailBefore = { by: 'apology', given: failed.map((_, index) => index + 1) };
  const resolved = about('issued', [...failed, { ...recorded(goodwill, succeeded(goodwill)), insteadOf: 1 }]);
  const begun = about(
    'pending',
    refunds.map((part) => recorded(part, pending)),
  );
  return [
    { name: 'correction', template: 'correction', record: about('late-failed', failed), message: '', mailBefore },
    { name: 'resolution', template: 'resolution', record: resolved, message: '', mailBefore },
    { name: 'on its way', template: 'waiting', record: begun, message: '' },
  ];
}

function whatIsGivenInPart(given: readonly PartRecord[], goodwill: RemedyPart, about: About): Variant[] {
  const inPart = about('needs-attention', [...given, recorded(goodwill, declined)]);
  const withRest = about('issued', [...given, recorded(goodwill, succeeded(goodwill))]);
  const mailBefore: MailBefore = { by: 'partial', given: given.map((_, index) => index + 1) };
  return [
    { name: 'in part', template: 'partial', record: inPart, message: '' },
    { name: 'the rest', template: 'resolution', record: withRest, message: '', mailBefore },
  ];
}

/** A call that somebody accepted, and one that did not come. */
function whatIsPromised(parts: readonly RemedyPart[], { occurredAt }: Failure, about: About): Variant[] {
  if (parts.every(({ kind }) => kind !== 'callback')) return [];
  const by = new Date(Date.parse(occurredAt) + 3_600_000).toISOString();
  const promised = (outcome: PartOutcome): PartRecord[] =>
    parts.map((part) =>
      part.kind === 'callback'
        ? { ...recorded(part, outcome), accepted: { by, at: occurredAt } }
        : recorded(part, succeeded(part)),
    );
  const missed = (reason: 'no-answer' | 'customer-not-reached') =>
    about('late-failed', promised({ state: 'declined', reason }));
  return [
    { name: 'a call promised', template: 'apology', record: about('issued', promised(pending)), message: '' },
    {
      name: 'a call accepted late',
      template: 'call-accepted',
      record: about('issued', promised(pending)),
      message: '',
    },
    { name: 'a call missed', template: 'missed-call', record: missed('no-answer'), message: '' },
    { name: 'nobody reached', template: 'missed-call', record: missed('customer-not-reached'), message: '' },
  ];
}

function whatWaits(failure: Failure, about: About): Variant[] {
  const held = heldRecord(about('held', []), failure);
  const forSeller = heldRecord(about('held', []), failure, 'seller');
  return [
    { name: 'a person looks', template: 'waiting', record: held, message: '' },
    { name: 'the seller may answer', template: 'waiting', record: forSeller, message: '' },
    { name: 'it takes longer', template: 'delay', record: held, message: '' },
    { name: 'the seller kept silent', template: 'wait-over', record: waitedInVain(held, 'silent'), message: '' },
    { name: 'the seller answered', template: 'wait-over', record: waitedInVain(held, 'answered'), message: '' },
    {
      name: 'refused after the seller',
      template: 'refusal',
      record: { ...waitedInVain(held, 'nothing-owed'), state: 'rejected' },
      message: '',
    },
  ];
}

/** Mails that nobody waits for: whether it came, and that what was behind it is mended. */
function whatFollows(given: readonly PartRecord[], { occurredAt }: Failure, about: About): Variant[] {
  const record = about('issued', given);
  const has = (kind: RemedyPart['kind']): boolean => given.some(({ part }) => part.kind === kind);
  const mailBefore: MailBefore = { by: 'apology', given: given.map((_, index) => index + 1) };
  const follows = (name: string, template: NoticeTemplate): Variant => ({
    ...{ name, template, record, message: '', mailBefore },
  });
  return [
    ...(has('refund') ? [follows('is the money there', 'refund-there')] : []),
    ...(has('replacement') ? [follows('is the new one there', 'replacement-there')] : []),
    {
      ...follows('it is mended', 'mended'),
      mended: { cause: 'software', fixedAt: new Date(Date.parse(occurredAt) + 172_800_000).toISOString() },
    },
  ];
}

function waitedInVain(record: RemedyRecord, how: NonNullable<Hold['waitOver']>['how']): RemedyRecord {
  return { ...record, hold: record.hold && { ...record.hold, waitOver: { how, asOf: 1 } } };
}

const byHand =
  'I have looked at this myself, from the first minute to the last.\n\nWhat you wrote about the sound is right: it was gone for most of the second half, and that was our fault. I’m sorry.';

const declined: PartOutcome = { state: 'declined', reason: 'insufficient-balance' };
const pending: PartOutcome = { state: 'pending', providerRef: 're_1' };

/** The same, held for a person or for the seller. */
function heldRecord(record: RemedyRecord, { occurredAt }: Failure, awaited?: 'seller'): RemedyRecord {
  const until = new Date(Date.parse(occurredAt) + 48 * 3_600_000).toISOString();
  const hold: Hold = {
    ...{ deadline: until, escalateAt: until, escalations: 0, approvalsNeeded: 1, approvals: [], withIncident: false },
    ...(awaited && { awaits: { what: 'the answer', until, then: 'give', from: awaited } }),
  };
  return { ...record, hold };
}

function partsFor({ policy }: FailureDefinition, failure: Failure): readonly RemedyPart[] {
  const decision = policy.decide(failure, {
    options: policy.defaults,
    now: new Date(Date.parse(failure.occurredAt) + 3_600_000),
    refundableMinor: failure.purchase.amountMinor,
    refundableOfLineMinor: (_lineId, paidMinor) => paidMinor,
    earlier: [],
  });
  return decision.outcome === 'none' ? [] : decision.parts;
}

function goodwillFor({ purchase: { currency } }: Failure): RemedyPart {
  return { kind: 'credit', amountMinor: 500, currency, accountId: 'cus_1', basis: 'goodwill' };
}

function succeeded(part: RemedyPart): PartOutcome {
  const state = 'succeeded';
  if (part.kind === 'refund')
    return { state, providerRef: 're_1', arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
  if (part.kind === 'callback') return { state: 'pending', providerRef: 'call_1' };
  if (part.kind !== 'replacement') return { state, providerRef: 'ref_1' };
  const shipment = { arrivesBy: '2026-12-23T18:00:00Z', carrier: 'DHL', trackingId: '00340434161094042557' };
  return { state, providerRef: 'ord_1', shipment };
}

function recorded(part: RemedyPart, outcome: PartOutcome): PartRecord {
  return { part, number: 1, key: '', outcome };
}

function numbered(parts: readonly PartRecord[]): PartRecord[] {
  return parts.map((part, index) => ({ ...part, number: index + 1, key: `rem_1-${index + 1}` }));
}

function recordFor(
  type: string,
  { customer, purchase, occurredAt, evidence }: Failure,
  state: RemedyState,
  parts: readonly PartRecord[],
): RemedyRecord {
  const { orderId, paymentId, amountMinor, currency } = purchase;
  return {
    remedyId: 'rem_1',
    customerId: customer.id,
    type,
    subject: 'gallery',
    occurrence: '1',
    evidence,
    orderId,
    paymentId,
    paid: { amountMinor, currency },
    state,
    parts,
    reasons: [],
    policyVersion: '1',
    pollCount: 0,
    occurredAt,
    detectedAt: occurredAt,
    committedAt: occurredAt,
    recordedBy: 'gallery',
    version: 1,
    history: [],
  };
}

/** The notices of a remedy of which a mail left that said what was given. */
export function noticesAfter({ record, mailBefore, mended, isSeen }: Omit<Variant, 'name' | 'message'>): Notices {
  const stamp = { at: record.committedAt, token: 'gallery' };
  if (isSeen) return { apology: seeApology(record, undefined, 'gallery', stamp) };
  if (!mailBefore) return {};
  const state = mailBefore.by === 'partial' ? 'needs-attention' : 'issued';
  const notice = beginNotice({ ...record, state }, mailBefore.by, undefined, stamp);
  const before = { [mailBefore.by]: { ...notice, saidGiven: mailBefore.given } };
  if (!mended) return before;
  const planned = { until: record.committedAt, amounts: [], mended };
  return { ...before, mended: planMail(record, 'mended', planned, stamp) };
}

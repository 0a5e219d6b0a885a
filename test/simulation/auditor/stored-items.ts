import { at, inOrder, listAt, numberAt, textAt, type Plain } from '../stored';

/** What is promised with one part, in the terms that must never change. Missing texts are empty. */
export interface PartTerms {
  readonly kind: string;
  readonly amountMinor?: number | undefined;
  readonly currency: string;
  readonly paymentId: string;
  readonly accountId: string;
  readonly basis: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity?: number | undefined;
  readonly worthMinor?: number | undefined;
  readonly entitlementId: string;
  /** What is done with the entitlement, for how long or how often. */
  readonly change: string;
  readonly channel: string;
  readonly deadlineSeconds?: number | undefined;
  /** What follows where this cannot be given. */
  readonly fallback?: PartTerms | undefined;
}

/** A commitment in a customer record. Times are in ms since the epoch. */
export interface StoredCommitment {
  readonly remedyId: string;
  readonly customerId: string;
  readonly orderId: string;
  /** Empty where the failure is about the whole order. */
  readonly lineId: string;
  readonly paymentId: string;
  readonly outcome: string;
  readonly awaits?: { readonly until: number; readonly then: string; readonly event: string } | undefined;
  readonly parts: readonly PartTerms[];
  readonly policyVersion: string;
  readonly reasons: readonly string[];
  readonly committedAt: number;
  /** Missing until a person has released it. */
  readonly releasedAt?: number | undefined;
  /** What counts as given by that version of the remedy record. Missing where the decision says it. */
  readonly counted?: { readonly asOf: number; readonly parts: readonly PartTerms[] } | undefined;
  /** Which source began it: of whose limit it took a share, or as it says. Empty where that is not known. */
  readonly source: string;
  /** Everything that must never change, as one text. */
  readonly fixed: string;
}

export interface StoredCustomerRecord {
  readonly customerId: string;
  readonly version: number;
  readonly commitments: readonly StoredCommitment[];
}

export interface StoredPart {
  readonly number: number;
  readonly key: string;
  /** When the key may first have been used, in ms since the epoch. Missing before. */
  readonly keySince?: number | undefined;
  readonly terms: PartTerms;
  /** The number of the part in whose place this one is given. */
  readonly insteadOf?: number | undefined;
  readonly outcome: string;
  /** Why it was declined. Empty otherwise. */
  readonly reason: string;
  /** A person took it back, or would not have it given. */
  readonly isTakenBack: boolean;
}

export interface StoredHistoryLine {
  readonly state: string;
  readonly stored: Plain;
}

/** A remedy record. Times are in ms since the epoch. */
export interface StoredRemedy {
  readonly remedyId: string;
  readonly customerId: string;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly paymentId: string;
  readonly paid: { readonly amountMinor: number; readonly currency: string };
  /** Which system published its failure first. */
  readonly source: string;
  readonly incidentId: string;
  readonly occurredAt: number;
  readonly detectedAt: number;
  /** When it was first held. Missing where it never was. */
  readonly heldAt?: number | undefined;
  readonly policyVersion: string;
  readonly committedAt: string;
  readonly state: string;
  readonly version: number;
  readonly parts: readonly StoredPart[];
  /** What the payment did not cover, and a remedy of its own holds. */
  readonly uncovered: readonly PartTerms[];
  readonly history: readonly StoredHistoryLine[];
  readonly hold: {
    readonly awaitsUntil?: number | undefined;
    /** Empty where it waits for no account. */
    readonly awaitsAccount: string;
    /** Empty where it does not wait for something that others know of. */
    readonly awaitsEvent: string;
    /** What stopped it or keeps it back. Empty where the decision itself was in doubt. */
    readonly cause: string;
    readonly withIncident: boolean;
    /** The verdict on its incident by which it was released. Missing where it was released otherwise, or was not. */
    readonly verdict?: { readonly number: number; readonly person: string; readonly at: number } | undefined;
    readonly approvers: readonly string[];
    /** Without those whose verdict on the incident it follows. */
    readonly approvedByHand: readonly string[];
    readonly deadline: string;
    readonly escalateAt: string;
    /** Whom people asked for more. `answeredAt` is empty until the answer came. */
    readonly asked: readonly { readonly inquiryId: string; readonly of: string; readonly answeredAt: string }[];
  };
  readonly owed: { readonly by?: number | undefined; readonly escalations: number };
  /** A person approves the words of its apology before it is sent. */
  readonly wordsWait: boolean;
  readonly dueAt?: number | undefined;
  readonly isOnWaitingList: boolean;
  readonly isUnpublished: boolean;
  readonly isUnsettled: boolean;
}

/** One mail of a remedy. Times are in ms since the epoch. */
export interface StoredNotice {
  readonly remedyId: string;
  readonly template: string;
  readonly state: string;
  readonly at: number;
  readonly version: number;
  /** The version of the remedy record that it speaks of. */
  readonly recordVersion: number;
  /** Who wrote it: while it is being sent, who sends it. */
  readonly token: string;
  readonly dueAt?: number | undefined;
  readonly isOnWaitingList: boolean;
  /** On the list of what went wrong or is in doubt, which only people read. */
  readonly isForPeople: boolean;
  /** A person wants it sent once more, and it has not left since. */
  readonly isWantedAgain: boolean;
  /** It is wanted later, if nothing speaks against it by then. */
  readonly isPlanned: boolean;
  /** The incident with which its words wait. Empty where they wait alone, or do not. */
  readonly waitsWith: string;
  /** When its words were approved. Missing where they were not. */
  readonly approvedAt?: number | undefined;
  /** Nobody wrote in time, and a plain notice leaves. */
  readonly isPlain: boolean;
  /** Until when people had to write. */
  readonly wordsUntil: number;
  /** The network on which it is said in the place of a mail. Empty where it is a mail. */
  readonly by: string;
  /** The networks on which it was tried. */
  readonly tried: readonly string[];
  /** Until when a message waits because it is night. Empty where none does. */
  readonly waitsUntil: string;
  readonly history: readonly StoredHistoryLine[];
}

export function customerRecordIn(item: Plain): StoredCustomerRecord {
  const customerId = textAt(item, 'customerId');
  return {
    customerId,
    version: numberAt(item, 'version'),
    commitments: listAt(item, 'commitments').map((commitment) => commitmentIn(commitment, customerId)),
  };
}

function commitmentIn(item: Plain, customerId: string): StoredCommitment {
  const awaits = at(item, 'decision', 'awaits');
  return {
    remedyId: textAt(item, 'remedyId'),
    customerId,
    orderId: textAt(item, 'orderId'),
    lineId: textAt(item, 'lineId'),
    paymentId: textAt(item, 'paymentId'),
    outcome: textAt(item, 'decision', 'outcome'),
    awaits: awaits === undefined ? undefined : awaitedIn(awaits),
    parts: listAt(item, 'decision', 'parts').map(termsIn),
    policyVersion: textAt(item, 'decision', 'policyVersion'),
    reasons: listAt(item, 'decision', 'reasons').map((reason) => textAt(reason)),
    committedAt: timeAt(item, 'committedAt') ?? NaN,
    releasedAt: timeAt(item, 'releasedAt'),
    counted: countedIn(at(item, 'counted')),
    source: sourceTaken(listAt(item, 'taken', 'from')) || textAt(item, 'source'),
    fixed: JSON.stringify(
      inOrder([
        ...[at(item, 'decision', 'parts'), at(item, 'decision', 'policyVersion')],
        ...[at(item, 'committedAt'), at(item, 'paid'), at(item, 'paymentId')],
      ]),
    ),
  };
}

/** A share of `source/com.example.shop/2026-03-01`. */
function sourceTaken(from: readonly Plain[]): string {
  const names = from.map((name) => textAt(name).split('/'));
  return names.find(([kind]) => kind === 'source')?.[1] ?? '';
}

function awaitedIn(item: Plain): NonNullable<StoredCommitment['awaits']> {
  return { until: timeAt(item, 'until') ?? NaN, then: textAt(item, 'then'), event: textAt(item, 'event') };
}

function countedIn(item: Plain): StoredCommitment['counted'] {
  if (item === undefined) return undefined;
  return { asOf: numberAt(item, 'asOf'), parts: listAt(item, 'parts').map(termsIn) };
}

export function remedyIn(item: Plain): StoredRemedy {
  const approvals = listAt(item, 'hold', 'approvals');
  return {
    remedyId: textAt(item, 'remedyId'),
    customerId: textAt(item, 'customerId'),
    type: textAt(item, 'type'),
    subject: textAt(item, 'subject'),
    occurrence: textAt(item, 'occurrence'),
    orderId: textAt(item, 'orderId'),
    lineId: textAt(item, 'lineId'),
    paymentId: textAt(item, 'paymentId'),
    paid: { amountMinor: numberAt(item, 'paid', 'amountMinor'), currency: textAt(item, 'paid', 'currency') },
    source: textAt(item, 'source'),
    incidentId: textAt(item, 'incidentId'),
    occurredAt: timeAt(item, 'occurredAt') ?? NaN,
    detectedAt: timeAt(item, 'detectedAt') ?? NaN,
    heldAt: timeAt(
      listAt(item, 'history').find((line) => textAt(line, 'state') === 'held'),
      'at',
    ),
    policyVersion: textAt(item, 'policyVersion'),
    committedAt: textAt(item, 'committedAt'),
    state: textAt(item, 'state'),
    version: numberAt(item, 'version'),
    parts: listAt(item, 'parts').map((part) => partIn(part, item)),
    uncovered: listAt(item, 'uncovered', 'parts').map(termsIn),
    history: listAt(item, 'history').map(historyLineIn),
    hold: {
      awaitsUntil: timeAt(item, 'hold', 'awaits', 'until'),
      awaitsAccount: textAt(item, 'hold', 'awaits', 'account'),
      awaitsEvent: textAt(item, 'hold', 'awaits', 'event'),
      cause: textAt(item, 'hold', 'cause'),
      withIncident: at(item, 'hold', 'withIncident') === true,
      verdict: verdictIn(approvals.at(-1)),
      approvers: approvals.map((approval) => textAt(approval, 'actor')),
      approvedByHand: approvals
        .filter((approval) => at(approval, 'verdict') === undefined)
        .map((approval) => textAt(approval, 'actor')),
      deadline: textAt(item, 'hold', 'deadline'),
      escalateAt: textAt(item, 'hold', 'escalateAt'),
      asked: listAt(item, 'hold', 'asked').map((asked) => ({
        inquiryId: textAt(asked, 'inquiryId'),
        of: textAt(asked, 'of'),
        answeredAt: textAt(asked, 'answeredAt'),
      })),
    },
    owed: { by: timeAt(item, 'owed', 'by'), escalations: numberAt(item, 'owed', 'escalations') },
    wordsWait: at(item, 'wordsWait') === true,
    // On the list of what needs attention it says since when, and nobody polls it.
    dueAt: textAt(item, 'waiting').startsWith('attention#') ? undefined : dueTimeIn(item),
    isOnWaitingList: textAt(item, 'waiting') !== '' && textAt(item, 'dueAt') !== '',
    isUnpublished: at(item, 'unpublished') === true,
    isUnsettled: at(item, 'unsettled') === true,
  };
}

/** Behind the time stands what lists show. */
function dueTimeIn(item: Plain): number | undefined {
  const [time = ''] = textAt(item, 'dueAt').split(' ');
  return time === '' ? undefined : Date.parse(time);
}

function verdictIn(approval: Plain): StoredRemedy['hold']['verdict'] {
  const number = numberAt(approval, 'verdict');
  if (Number.isNaN(number)) return undefined;
  return { number, person: textAt(approval, 'actor'), at: timeAt(approval, 'at') ?? NaN };
}

/**
 * Its key is not stored. It is what the provider has to be asked with. Nor is what a usual refund has in common with
 * its remedy: which payment it is of, and since when its key has been in use.
 */
function partIn(item: Plain, remedy: Plain): StoredPart {
  const outcome = textAt(item, 'outcome', 'state');
  const terms = termsIn(at(item, 'part'));
  const isOwnPayment = terms.kind === 'refund' && terms.paymentId === '';
  const isOldest = at(item, 'keySince') === undefined && outcome !== 'planned';
  return {
    number: numberAt(item, 'number'),
    key: `${textAt(remedy, 'remedyId')}_${numberAt(item, 'number')}`,
    keySince: isOldest ? timeAt(remedy, 'committedAt') : timeAt(item, 'keySince'),
    terms: isOwnPayment ? { ...terms, paymentId: textAt(remedy, 'paymentId') } : terms,
    insteadOf: optionalNumberAt(item, 'insteadOf'),
    outcome,
    reason: textAt(item, 'outcome', 'reason'),
    isTakenBack: at(item, 'withdrawal') !== undefined,
  };
}

function historyLineIn(item: Plain): StoredHistoryLine {
  return { state: textAt(item, 'state'), stored: item };
}

export function noticeIn(item: Plain): StoredNotice {
  return {
    remedyId: textAt(item, 'remedyId'),
    template: textAt(item, 'template'),
    state: textAt(item, 'state'),
    version: numberAt(item, 'version'),
    at: timeAt(item, 'at') ?? NaN,
    recordVersion: numberAt(item, 'recordVersion'),
    token: textAt(item, 'token'),
    // On the list for people it says since when, and nobody polls it; nor what may never be mended.
    dueAt: /^(?:undelivered|hurt)#/.test(textAt(item, 'waiting')) ? undefined : timeAt(item, 'dueAt'),
    isOnWaitingList: textAt(item, 'waiting') !== '' && textAt(item, 'dueAt') !== '',
    isForPeople: textAt(item, 'waiting').startsWith('undelivered#'),
    isWantedAgain: at(item, 'resend') !== undefined,
    isPlanned: at(item, 'planned') !== undefined,
    waitsWith: textAt(item, 'words', 'incidentId'),
    approvedAt: timeAt(item, 'words', 'approval', 'at'),
    isPlain: at(item, 'words', 'approval', 'isPlain') !== undefined,
    wordsUntil: timeAt(item, 'words', 'deadline') ?? NaN,
    by: textAt(item, 'by'),
    tried: listAt(item, 'tried').map((network) => textAt(network)),
    waitsUntil: textAt(item, 'waitsUntil'),
    history: listAt(item, 'history').map(historyLineIn),
  };
}

/** The terms of a part as it was decided, stored, requested or booked. */
export function termsIn(part: Plain): PartTerms {
  const fallback = at(part, 'fallback');
  return {
    kind: textAt(part, 'kind'),
    amountMinor: optionalNumberAt(part, 'amountMinor'),
    currency: textAt(part, 'currency'),
    paymentId: textAt(part, 'paymentId'),
    accountId: textAt(part, 'accountId'),
    basis: textAt(part, 'basis'),
    lineId: textAt(part, 'lineId'),
    sku: textAt(part, 'sku'),
    quantity: optionalNumberAt(part, 'quantity'),
    worthMinor: optionalNumberAt(part, 'worthMinor'),
    entitlementId: textAt(part, 'entitlementId'),
    change: [textAt(part, 'action'), textAt(part, 'period'), optionalNumberAt(part, 'count') ?? ''].join(' '),
    channel: textAt(part, 'channel'),
    deadlineSeconds: optionalNumberAt(part, 'deadlineSeconds'),
    fallback: fallback === undefined ? undefined : termsIn(fallback),
  };
}

/** Whether two parts are the same promise. What follows where it cannot be given is not compared. */
export function isSamePromise(one: PartTerms, other: PartTerms): boolean {
  return comparedTerms.every((name) => Object.is(one[name], other[name]));
}

const comparedTerms: readonly Exclude<keyof PartTerms, 'fallback'>[] = [
  ...(['kind', 'amountMinor', 'currency', 'paymentId', 'accountId', 'basis'] as const),
  ...(['lineId', 'sku', 'quantity', 'worthMinor', 'entitlementId', 'change', 'channel', 'deadlineSeconds'] as const),
];

/** What a part costs the company, in minor units. A call costs nothing. */
export function costOf({ amountMinor, worthMinor }: PartTerms): number {
  return amountMinor ?? worthMinor ?? 0;
}

/** The thing itself, or its like, and no money. */
export function isInKind(kind: string): boolean {
  return kind === 'replacement' || kind === 'entitlement';
}

/** Whether a part gives back some of what was paid. Goodwill comes on top of that, and so does a call. */
export function isOfPrice({ kind, basis }: PartTerms): boolean {
  return kind === 'refund' || kind === 'cancellation' || isInKind(kind) || (kind === 'credit' && basis === 'price');
}

/** What parts cost in one currency. */
export function costIn(parts: readonly PartTerms[], currency: string): number {
  return costOfParts(parts.filter((part) => part.currency === currency));
}

export function costOfParts(parts: readonly PartTerms[]): number {
  return sumOf(parts.map(costOf));
}

/** Given without a person: at once, or when what is awaited has come or has not. */
export function isUnattended({ outcome, awaits }: StoredCommitment): boolean {
  return outcome === 'give' || awaits !== undefined;
}

/** It counts against what was paid and against limits: unattended, or released by a person, as far as is stored. */
export function isGiving(commitment: StoredCommitment): boolean {
  return commitment.counted ? commitment.counted.parts.length > 0 : isUnattended(commitment);
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amountMinor) => sum + amountMinor, 0);
}

function optionalNumberAt(value: Plain, name: string): number | undefined {
  const found = numberAt(value, name);
  return Number.isNaN(found) ? undefined : found;
}

export function timeAt(value: Plain, ...path: readonly string[]): number | undefined {
  const text = textAt(value, ...path);
  return text === '' ? undefined : Date.parse(text);
}

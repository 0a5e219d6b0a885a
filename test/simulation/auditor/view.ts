import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { CancellationRequest, RefundRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import type { BookedPart } from '../sim-partner';
import type { AskedCancellation, BookedRefund } from '../sim-provider';
import type { TableWrite } from '../sim-table';
import { at, listAt, numberAt, plainItem, textAt, type Plain } from '../stored';
import type { AuditedLimits } from './audited-limits';
import { Aftermath } from './aftermath';
import { isWrittenInDoubt } from './doubt-customer';
import { Doubts } from './doubts';
import { Effects, type Effect } from './effects';
import { followUpMails } from './follow-up-mails';
import type { Evidence, ProviderPayment } from './evidence';
import type { GivenVerdict } from './given-verdict';
import { identityIn, identityOf, identityOfEvent, type FailureIdentity } from './failure-identity';
import type { HoldDecision, Observation, PartRequest, Report } from './observation';
import {
  customerRecordIn,
  noticeIn,
  remedyIn,
  termsIn,
  type PartTerms,
  type StoredCommitment,
  type StoredCustomerRecord,
  type StoredNotice,
  type StoredRemedy,
  timeAt,
} from './stored-items';

/** A span of a service without it, in whole minutes; a late parcel; pieces of a line that broke. */
export interface ReportedOnce {
  readonly span?: { readonly from: number; readonly until: number };
  readonly shipmentId?: string;
  readonly pieces?: { readonly quantity: number; readonly affectedIds: readonly string[] };
}

/** A failure as it was published: what is true, whatever the ledger makes of it. */
export interface PublishedFailure extends FailureIdentity {
  readonly email: string;
  readonly orderId: string;
  /** Empty where it is about the whole order. */
  readonly lineId: string;
  readonly paymentId: string;
  readonly paidMinor: number;
  readonly source: string;
  /** What some policies wait for comes with it. */
  readonly hasProof: boolean;
  /** Whether it says that something is owed. */
  readonly isOwed: boolean;
  /** Another address than that of its customer, where it says so. */
  readonly otherEmail?: string | undefined;
  /** What it says that may be made good under another name. */
  readonly once: ReportedOnce;
}

/** A person sent a remedy on its way again. */
export interface Retry {
  /** When it took its share of the limits: a retry that died may have done so before, and the next one finds it. */
  readonly at: number;
  /** The record that needed attention. */
  readonly before: StoredRemedy;
  readonly parts: readonly PartTerms[];
}

/** Below this nothing is owed. */
const leastSeverity = 10;

/** What a person was answered of an erasure. Times are in ms since the epoch. */
interface Erasure {
  readonly customerId: string;
  readonly untilMs: number;
  readonly answeredAt: number;
}

function unnamed(customerId: string, type: string): string {
  return `an erased failure of ${customerId} ${type}`;
}

/** Whatever had begun before has ended by then. */
const longestRunMs = 30_000;

const clocksDifferMs = 5_000;

/**
 * Everything that a simulated world has shown so far, read once into typed terms. It uses no code of what it looks at:
 * it reads raw items, the books of the provider and the partner, the mails that left and the events that were
 * published. Each method takes one thing that happened, and returns it as observations for the invariants.
 */
export class View {
  readonly limits: AuditedLimits;
  readonly effects: Effects;
  readonly doubts = new Doubts();
  readonly aftermath = new Aftermath(() => this.now);
  /** By identity. */
  readonly failures = new Map<string, PublishedFailure>();
  /** As they were first written, by remedyId. */
  readonly commitments = new Map<string, StoredCommitment>();
  /** As they were last written while they were open, by remedyId. */
  readonly latest = new Map<string, StoredCommitment>();
  /** As they were last written, by remedyId. */
  readonly remedies = new Map<string, StoredRemedy>();
  /** Every version of each remedy, named by {@link versionName}. */
  private readonly versions = new Map<string, StoredRemedy>();
  /** When each remedy was recorded, in ms since the epoch. */
  readonly recordedAt = new Map<string, number>();
  /** RemedyIds of decisions that were only stored to be looked at. */
  readonly storedShadows = new Set<string>();
  /** Identities of failures that were published with proof, and by which source. */
  private readonly proven = new Set<string>();
  /** The same of those of which a source said that nothing is owed. */
  private readonly saidNotOwed = new Set<string>();
  /** At which addresses a source said that customers are, beside their own. */
  private readonly otherEmails = new Set<string>();
  /** Payments of which somebody has reported what was not so: their sum, or what was bought with them. */
  readonly misreported = new Set<string>();
  /** Identities of failures that were published as shadowed, or as not owed. */
  readonly publishedAsShadow = new Set<string>();
  readonly publishedAsNotOwed = new Set<string>();
  /** What was paid with each payment, and for each line of its order under `payment/line`. */
  readonly paidFor = new Map<string, number>();
  /** In which currency the customer was shown what was paid with each payment. */
  readonly currencies = new Map<string, string>();
  /** When each remedy was sent on its way again, and what of it was still to be given. */
  readonly retries = new Map<string, Retry[]>();
  /** The states in which each remedy was published. */
  readonly publishedStates = new Map<string, Set<string>>();
  /** Who wanted to approve each remedy. */
  readonly approvers = new Map<string, Set<string>>();
  /** How often each decision was made and refused, named by {@link decisionName}. */
  readonly decisions = new Map<string, { readonly calls: number; readonly refusals: number }>();
  /** What people said of incidents. */
  readonly verdicts: GivenVerdict[] = [];
  /** When the first remedy was held with each incident. */
  readonly firstHeldAt = new Map<string, number>();
  /** Keys under which a partner was asked, and under which it was asked no longer to give. */
  readonly requestedOfPartner = new Set<string>();
  readonly withdrawn = new Set<string>();
  /** Parts, named by {@link partName}: what a partner's response said was given, once it was handled. */
  readonly reportedGiven = new Set<string>();
  /** Parts, named by {@link partName}: what the provider gave up telling of, for nothing got through for so long. */
  readonly unheard = new Set<string>();
  /** Parts, named by {@link partName}, of which somebody who is not the provider said that they were given. */
  readonly falselyGiven = new Set<string>();
  /** Every switch, and from when on it was stored. */
  readonly controls: { readonly from: number; readonly controls: Plain }[] = [];
  private readonly erasures: Erasure[] = [];
  /** When the failure was detected that an envelope was written with. */
  private readonly envelopesFrom = new Map<string, number>();
  private readonly alerts = new Set<string>();
  /** Which questions each source has answered. */
  private readonly answers = new Set<string>();
  /** Under which key the record of a customer stands. */
  private readonly places = new Map<string, string>();
  private readonly firstKeys = new Map<string, string>();
  private readonly mails = new Map<string, number>();
  private readonly followUps = new Map<string, readonly number[]>();
  private readonly mailWishes = new Map<string, number>();
  private readonly correctedEmails = new Set<string>();
  /** What owners were told of: remedy, mail and the version of its notice. */
  private readonly ownersKnow = new Set<string>();
  /** As they were last written, by remedyId and template. */
  private readonly notices = new Map<string, ReadonlyMap<string, StoredNotice>>();
  private readonly read = new WeakMap<object, StoredCustomerRecord | StoredNotice | StoredRemedy>();

  constructor(private readonly evidence: Evidence) {
    this.limits = evidence.limits;
    this.effects = new Effects(evidence);
  }

  get payments(): ReadonlyMap<string, ProviderPayment> {
    return this.evidence.payments;
  }

  get refunds(): readonly BookedRefund[] {
    return this.evidence.refunds;
  }

  get now(): number {
    return this.evidence.now();
  }

  // What it knows.

  /** The customer record as it is stored now. Missing where there is none, or none any more. */
  customerRecord(customerId: string): StoredCustomerRecord | undefined {
    const place = this.places.get(customerId);
    return place === undefined ? undefined : this.readItem(this.evidence.stored(place, 'CUSTOMER'), customerRecordIn);
  }

  /** All commitments there ever were to a customer, as they were last open. */
  commitmentsOf(customerId: string): StoredCommitment[] {
    return [...this.latest.values()].filter((commitment) => commitment.customerId === customerId);
  }

  /** A commitment that is stored now: open in its customer record, or closed, and then its remedy is recorded. */
  storedCommitment(customerId: string, remedyId: string): StoredCommitment | undefined {
    const open = this.customerRecord(customerId)?.commitments.find((other) => other.remedyId === remedyId);
    return open ?? (this.remedy(customerId, remedyId) ? this.latest.get(remedyId) : undefined);
  }

  /** The remedy record as it is stored now. */
  remedy(customerId: string, remedyId: string): StoredRemedy | undefined {
    return this.readItem(this.evidence.stored(`CUSTOMER#${customerId}`, `REMEDY#${remedyId}`), remedyIn);
  }

  remedyOf(failure: FailureIdentity): StoredRemedy | undefined {
    return [...this.remedies.values()].find((remedy) => identityOf(remedy) === identityOf(failure));
  }

  /** An incident as it is stored now. */
  incident(incidentId: string): Plain {
    return this.evidence.stored(`INCIDENT#${incidentId}`, 'INCIDENT');
  }

  /** Whether a person wanted to approve what waits with an incident. */
  wasApproved(incidentId: string): boolean {
    return this.verdicts.some(({ verdict, incidentId: of }) => of === incidentId && verdict === 'approve');
  }

  /** Since when nothing at the provider keeps the payment of a remedy. Never, where something still does. */
  awaitedSince(remedyId: string): number {
    const payment = this.payments.get(this.commitments.get(remedyId)?.paymentId ?? '');
    if (!payment || payment.disputedSince !== undefined) return Infinity;
    return Math.max(
      payment.isCancelled ? payment.cancelledAt : payment.capturedAt,
      payment.disputeEndedAt ?? -Infinity,
    );
  }

  /** When a held incident is due, in ms since the epoch. NaN where it is on no list. */
  incidentDueAt(incidentId: string): number {
    return Date.parse(textAt(this.incident(incidentId), 'dueAt'));
  }

  /** The mails of a remedy as they are stored now, by template. */
  noticesOf(remedyId: string): ReadonlyMap<string, StoredNotice> {
    return this.notices.get(remedyId) ?? new Map<string, StoredNotice>();
  }

  /** The remedy as a mail speaks of it. */
  versionOf({ remedyId, recordVersion }: StoredNotice): StoredRemedy | undefined {
    return this.versions.get(versionName(remedyId, recordVersion));
  }

  wasMailed(remedyId: string, template: string): boolean {
    return this.mails.has(`${remedyId} ${template}`);
  }

  /** Whether the owner of its failure type was told of what became of a mail last. */
  wasOwnerTold({ remedyId, template, version }: StoredNotice): boolean {
    return this.ownersKnow.has(`${remedyId} ${template} ${version}`);
  }

  /** Whether a person was alerted that a part was given although it had been given up, or that it failed. */
  wasAlerted(remedyId: string, partNumber: number, of: 'was given' | 'failed'): boolean {
    return this.alerts.has(`${partName(remedyId, partNumber)} ${of}`);
  }

  /**
   * Without what a partner gave although it was withdrawn and something else given: that came too late to be helped.
   */
  withoutCrossed(effects: readonly Effect[]): Effect[] {
    return effects.filter(({ remedyId, partNumber, key }) => {
      if (!this.withdrawn.has(key)) return true;
      return !this.remedies.get(remedyId)?.parts.some(({ insteadOf }) => insteadOf === partNumber);
    });
  }

  // What happens.

  write(write: TableWrite): Observation[] {
    const { pk, sk, before, after } = write;
    this.aftermath.write(write);
    const [old, written] = [plainItem(before), plainItem(after)];
    if (sk.startsWith('ENVELOPE#')) {
      const [wasErased, isErased] = [old, written].map((item) => textAt(item, 'erasedAt') !== '');
      const [customerId, detectedAt] = [textAt(written, 'customerId'), timeAt(written, 'detectedAt')];
      if (detectedAt !== undefined) this.envelopesFrom.set(`${pk} ${sk}`, detectedAt);
      const facts = { customerId, detectedAt, wasErased: wasErased ?? false, isErased: isErased ?? false };
      const anew = facts.wasErased && !facts.isErased && sk.endsWith('#MESSAGE#asked') && this.askedAnew(written);
      return [{ kind: 'envelope-written', ...facts, ...anew }];
    }
    const seen: Observation = { kind: 'item-written', sk, item: written };
    if (pk === 'CONTROLS' && sk === 'CURRENT') this.controls.push({ from: this.now, controls: written });
    if (sk.startsWith('SHADOW#')) this.storedShadows.add(sk.slice('SHADOW#'.length));
    if (sk === 'CUSTOMER') this.places.set(textAt(written, 'customerId'), pk);
    if (!this.doubts.isEmpty && isWrittenInDoubt(write, this)) {
      this.doubts.write(write, this.now);
      return [seen];
    }
    if (sk === 'CUSTOMER') return [seen, ...this.writeCustomerRecord(old, written)];
    if (sk.startsWith('NOTICE#')) return [seen, ...this.writeNotice(old, written)];
    return sk.startsWith('REMEDY#') ? [seen, ...this.writeRemedy(old, written)] : [seen];
  }

  private writeCustomerRecord(old: Plain, written: Plain): Observation[] {
    const before = this.readItem(old, customerRecordIn);
    const after = this.readItem(written, customerRecordIn);
    if (!after) return [];
    for (const commitment of after.commitments) this.latest.set(commitment.remedyId, commitment);
    const added = after.commitments.filter(({ remedyId }) => !this.commitments.has(remedyId));
    for (const commitment of added) this.commitments.set(commitment.remedyId, commitment);
    for (const commitment of listAt(written, 'commitments')) {
      if (at(commitment, 'decision', 'withIncident') === true) this.noteHeld(textAt(commitment, 'incidentId'));
    }
    const committed = added.map((commitment) => ({ kind: 'committed' as const, commitment, customerRecord: after }));
    return [{ kind: 'customer-record-written', before, after }, ...committed];
  }

  private writeRemedy(old: Plain, written: Plain): Observation[] {
    const before = this.readItem(old, remedyIn);
    const after = this.readItem(written, remedyIn);
    if (!after) return [];
    this.remedies.set(after.remedyId, after);
    this.versions.set(versionName(after.remedyId, after.version), after);
    if (!before) this.recordedAt.set(after.remedyId, this.now);
    if (before?.state === 'needs-attention' && after.state === 'executing') this.noteRetry(before, after);
    const { incidentId, hold } = after;
    if (hold.withIncident) this.noteHeld(incidentId);
    return [{ kind: 'remedy-written', before, after }];
  }

  /** A remedy that waits with its incident is committed before it is recorded, perhaps long before. */
  private noteHeld(incidentId: string): void {
    if (!this.firstHeldAt.has(incidentId)) this.firstHeldAt.set(incidentId, this.now);
  }

  private noteRetry(before: StoredRemedy, { remedyId, parts }: StoredRemedy): void {
    const replaced = parts.map(({ insteadOf }) => insteadOf);
    const open = parts.filter(
      ({ number, outcome }) => !replaced.includes(number) && outcome !== 'succeeded' && outcome !== 'pending',
    );
    const at = Math.min(this.now, this.latest.get(remedyId)?.releasedAt ?? this.now);
    const retry = { at, before, parts: open.map(({ terms }) => terms) };
    this.retries.set(remedyId, [...(this.retries.get(remedyId) ?? []), retry]);
  }

  private writeNotice(old: Plain, written: Plain): Observation[] {
    const before = this.readItem(old, noticeIn);
    const after = this.readItem(written, noticeIn);
    if (!after) return [];
    this.notices.set(after.remedyId, new Map([...this.noticesOf(after.remedyId), [after.template, after]]));
    return [{ kind: 'notice-written', before, after }];
  }

  askProvider({ remedyId, customerId, partNumber, key, part }: RefundRequest | CancellationRequest): Observation[] {
    const terms = termsIn({ ...part, ofPrice: undefined, share: undefined, fallback: undefined });
    return [this.request({ remedyId, customerId, partNumber, key, terms, askedOf: 'the provider' })];
  }

  /** Takes what was put on the bus for a partner. */
  askPartner(type: string, detail: Plain): Observation[] {
    const key = textAt(detail, 'key');
    if (type.endsWith('Withdrawn')) {
      this.withdrawn.add(key);
      return [];
    }
    const [remedyId, customerId] = [textAt(detail, 'remedyId'), textAt(detail, 'customerId')];
    const names = { remedyId, customerId, partNumber: numberAt(detail, 'partNumber'), key };
    const seen = this.request({ ...names, terms: termsIn(at(detail, 'part')), askedOf: 'a partner' });
    this.requestedOfPartner.add(key);
    return [seen];
  }

  private request(request: PartRequest): Observation {
    const part = partName(request.remedyId, request.partNumber);
    const known = this.firstKeys.get(part);
    this.firstKeys.set(part, request.key);
    return { kind: 'part-requested', request, firstKey: known ?? request.key, isFirstRequest: known === undefined };
  }

  bookRefund({ id, remedyId, partNumber = NaN, state }: BookedRefund): Observation[] {
    if (remedyId === undefined || state === 'failed') return [];
    return [{ kind: 'effect', remedyId, partNumber, reference: id }];
  }

  cancelPayment({ key, remedyId, partNumber }: AskedCancellation): Observation[] {
    return [{ kind: 'effect', remedyId, partNumber, reference: key }];
  }

  givePart({ key, remedyId, partNumber }: BookedPart): Observation[] {
    return [{ kind: 'effect', remedyId, partNumber, reference: key }];
  }

  wantMail({
    remedyId,
    template,
    email,
  }: {
    readonly remedyId: string;
    readonly template: string;
    readonly email?: string | undefined;
  }): void {
    const name = `${remedyId} ${template}`;
    this.mailWishes.set(name, (this.mailWishes.get(name) ?? 0) + 1);
    if (email !== undefined) this.correctedEmails.add(`${remedyId} ${email}`);
  }

  /** How often people wanted a mail once more. */
  wishesFor(remedyId: string, template: string): number {
    return this.mailWishes.get(`${remedyId} ${template}`) ?? 0;
  }

  /** Whether a person gave this address for the mails of a remedy. */
  isCorrected(remedyId: string, email: string): boolean {
    return this.correctedEmails.has(`${remedyId} ${email}`);
  }

  /** When mails that nobody waited for left to a customer, the last one last. */
  followUpsTo(customerId: string): readonly number[] {
    return this.followUps.get(customerId) ?? [];
  }

  /** How many days such mails lie apart. */
  readonly followUpDaysApart = 1;

  /** When a customer called a mail spam, as far as that is noted. */
  complainedAt(customerId: string): number | undefined {
    return timeAt(this.evidence.stored(`CUSTOMER#${customerId}`, 'FOLLOWUP') ?? {}, 'complainedAt');
  }

  sendMail(mail: OutgoingMail): Observation[] {
    this.aftermath.sent(mail);
    if (followUpMails.includes(mail.template)) {
      this.followUps.set(mail.customerId, [...this.followUpsTo(mail.customerId), this.now]);
    }
    const name = `${mail.remedyId} ${mail.template}`;
    const timesSent = (this.mails.get(name) ?? 0) + 1;
    this.mails.set(name, timesSent);
    return [{ kind: 'mail-sent', mail, timesSent }];
  }

  /** A customer was answered that what they said of it is taken. Only what is stored of that counts. */
  hearAnswer({ customerId, remedyId }: Pick<OutgoingMail, 'customerId' | 'remedyId'>): void {
    const stored = this.evidence.stored(`CUSTOMER#${customerId}`, `ENVELOPE#${remedyId}#MESSAGE#feedback`);
    if (textAt(stored, 'answer') === 'no') this.aftermath.refused(customerId);
  }

  publishOutcome(detail: Plain): Observation[] {
    const [remedyId, state] = [textAt(detail, 'remedyId'), textAt(detail, 'state')];
    const identity = this.identityOfOutcome(detail);
    if (state === 'shadowed') {
      this.publishedAsShadow.add(identity);
      return [{ kind: 'shadow-published', remedyId }];
    }
    const states = this.publishedStates.get(remedyId) ?? new Set();
    this.publishedStates.set(remedyId, states.add(state));
    if (state !== 'none') return [{ kind: 'outcome-published', remedyId, state }];
    this.publishedAsNotOwed.add(identity);
    return [];
  }

  /** Of a customer who was erased, an outcome names no failure: then it may be about any of that type. */
  private identityOfOutcome(detail: Plain): string {
    const [failure, type] = [at(detail, 'failure'), textAt(detail, 'failureType')];
    return failure === undefined ? unnamed(textAt(detail, 'customerId'), type) : identityIn(failure, type);
  }

  /** Whether it was published that a failure earned nothing, or what it would have earned. */
  isPublishedUnrecorded({ customerId, type, ...failure }: FailureIdentity): boolean {
    return [identityOf({ customerId, type, ...failure }), unnamed(customerId, type)].some(
      (identity) => this.publishedAsNotOwed.has(identity) || this.publishedAsShadow.has(identity),
    );
  }

  publishRecovery(remedyId: string): Observation[] {
    return [{ kind: 'recovery-published', remedyId }];
  }

  answer(source: string, inquiryId: string): void {
    this.answers.add(JSON.stringify([source, inquiryId]));
  }

  hasAnswered(source: string, inquiryId: string): boolean {
    return this.answers.has(JSON.stringify([source, inquiryId]));
  }

  tellOwner(detail: Plain): void {
    const [remedyId, template] = [textAt(detail, 'remedyId'), textAt(detail, 'template')];
    this.ownersKnow.add(`${remedyId} ${template} ${numberAt(detail, 'noticeVersion')}`);
  }

  publishFailure(failure: PublishedFailure): void {
    const identity = identityOf(failure);
    if (!this.failures.has(identity) && !this.doubts.hasCustomer(failure.customerId)) {
      this.failures.set(identity, failure);
    }
    if (failure.hasProof) this.proven.add(`${identity} ${failure.source}`);
    if (!failure.isOwed) this.saidNotOwed.add(`${identity} ${failure.source}`);
    if (failure.otherEmail !== undefined) this.otherEmails.add(`${identity} ${failure.source} ${failure.otherEmail}`);
  }

  /** Whether the source that reported it first has published what it waited for. */
  isProven(remedy: StoredRemedy): boolean {
    return this.proven.has(`${identityOf(remedy)} ${remedy.source}`);
  }

  /** Whether sources have published that nothing is owed for a failure, and not the one that reported it first. */
  isSaidNotOwedByOthersAlone(remedy: StoredRemedy): boolean {
    const identity = identityOf(remedy);
    const isSaid = [...this.saidNotOwed].some((one) => one.startsWith(`${identity} `));
    return isSaid && !this.saidNotOwed.has(`${identity} ${remedy.source}`);
  }

  /** Whether the source that reported it first has published that address. */
  isReportedAt(remedy: StoredRemedy, email: string): boolean {
    return this.otherEmails.has(`${identityOf(remedy)} ${remedy.source} ${email}`);
  }

  /** A function came to its end with an event, so the event does not come again. */
  endFunction(functionName: string, event: Plain, startedAt: number): Observation[] {
    const [type, detail] = [textAt(event, 'detail-type'), at(event, 'detail')];
    if (functionName === 'partner-responses' && /Issued|Accepted|Shipped|Completed/.test(type)) {
      this.reportedGiven.add(partName(textAt(detail, 'remedyId'), numberAt(detail, 'partNumber')));
    }
    if (functionName !== type || type === '') return [];
    const endsWait = numberAt(detail, 'thing', 'severity') < leastSeverity || listAt(detail, 'proof').length > 0;
    const identity = identityOfEvent(event);
    const report = reportIn(event);
    const handled: Observation = { kind: 'report-handled', identity, report, startedAt };
    return endsWait ? [handled, { kind: 'wait-ending-event-handled', identity, startedAt }] : [handled];
  }

  /** Takes what a person was alerted to. */
  alert(remedyId: string, what: string): void {
    const [, part, became] = /^part (\d+) (was given|failed)/.exec(what) ?? [];
    if (part !== undefined) this.alerts.add(`${partName(remedyId, Number(part))} ${became ?? ''}`);
  }

  /** A person begins to decide. */
  decide(decided: HoldDecision): void {
    const { decision, remedyId, person } = decided;
    const { calls, refusals } = this.decisions.get(decisionName(decided)) ?? { calls: 0, refusals: 0 };
    this.decisions.set(decisionName(decided), { calls: calls + 1, refusals });
    if (decision !== 'approve') return;
    const people = this.approvers.get(remedyId) ?? new Set();
    this.approvers.set(remedyId, people.add(person));
  }

  beginVerdict(verdict: Omit<GivenVerdict, 'begunAt'>): (answer: 'done' | 'refused') => void {
    const given: GivenVerdict = { ...verdict, begunAt: this.now };
    this.verdicts.push(given);
    return (answer) => Object.assign(given, { answer, answeredAt: this.now });
  }

  answerDecision(decided: HoldDecision, answer: 'done' | 'refused'): Observation[] {
    const { calls, refusals } = this.decisions.get(decisionName(decided)) ?? { calls: 0, refusals: 0 };
    if (answer === 'refused') this.decisions.set(decisionName(decided), { calls, refusals: refusals + 1 });
    return [{ kind: 'decision-answered', answer, ...decided }];
  }

  /** Takes the answer to a person who switched something. */
  answerSwitch(target: string, wanted: object, controls: Plain): Observation[] {
    const answered = target === 'all' ? at(controls, 'all') : at(controls, 'types', target);
    return [{ kind: 'switched', target, wanted, answered }];
  }

  /** Who was erased may be asked about what happened since, as somebody of whom nothing is known. */
  private askedAnew(asked: Plain): { readonly detectedAt: number; readonly wasErased: false } | undefined {
    const remedy = this.remedy(textAt(asked, 'customerId'), textAt(asked, 'remedyId'));
    if (!remedy || numberAt(asked, 'version') !== 1) return undefined;
    return { detectedAt: this.addressFrom(remedy), wasErased: false };
  }

  /** Takes the answer to a person who erased a customer. */
  erase(customerId: string, untilMs: number): void {
    this.erasures.push({ customerId, untilMs, answeredAt: this.now });
  }

  /** Whether a person was answered some time ago that what was known of a customer then is erased. */
  wasErased(customerId: string, detectedAt: number): boolean {
    return this.erasures.some(
      (erasure) =>
        erasure.customerId === customerId &&
        detectedAt <= erasure.untilMs - clocksDifferMs &&
        this.now > erasure.answeredAt + longestRunMs,
    );
  }

  /** When the report came that told us where to write. A failure may be reported once more after an erasure. */
  addressFrom({ customerId, remedyId, detectedAt }: StoredRemedy): number {
    return this.envelopesFrom.get(`CUSTOMER#${customerId} ENVELOPE#${remedyId}`) ?? detectedAt;
  }

  end(queued: readonly Plain[], mayDoubtMails: boolean): Observation[] {
    return [{ kind: 'end', queued, mayDoubtMails, live: this.liveInTheEnd() }];
  }

  private liveInTheEnd(): Effect[] {
    const live = this.effects.all().filter(({ isLive }) => isLive);
    return this.doubts.isEmpty ? live : live.filter(({ remedyId }) => !this.doubts.hasRemedy(remedyId));
  }

  /** Stored items never change, so each is read once. */
  private readItem<Stored extends StoredCustomerRecord | StoredNotice | StoredRemedy>(
    item: Plain,
    readOne: (item: Plain) => Stored,
  ): Stored | undefined {
    if (typeof item !== 'object' || item === null) return undefined;
    const known = this.read.get(item) as Stored | undefined;
    const stored = known ?? readOne(item);
    if (!known) this.read.set(item, stored);
    return stored;
  }
}

/** A remedy is rejected once, whoever does it, approved once by each person, and sent on its way again by anybody. */
export function decisionName({ decision, remedyId, person }: HoldDecision): string {
  return decision === 'reject' ? `${decision} ${remedyId}` : `${decision} ${remedyId} ${person}`;
}

function versionName(remedyId: string, version: number): string {
  return `${remedyId} version ${version}`;
}

export function partName(remedyId: string, partNumber: number): string {
  return `${remedyId} part ${partNumber}`;
}

function reportIn(event: Plain): Report {
  const purchase = at(event, 'detail', 'purchase');
  return {
    source: textAt(event, 'source'),
    orderId: textAt(purchase, 'orderId'),
    lineId: textAt(purchase, 'lineId'),
    paymentId: textAt(purchase, 'paymentId'),
    paid: { amountMinor: numberAt(purchase, 'amountMinor'), currency: textAt(purchase, 'currency') },
  };
}

import type { RefundRequest } from '../../lambdas/fulfilment/port/refund-provider';
import type { OutgoingMail } from '../../lambdas/email/mailer';
import type { BookedPart } from './sim-partner';
import type { BookedRefund } from './sim-provider';
import type { TableWrite } from './sim-table';
import { costOf, isOfPrice, isSamePart, Truth, type Given } from './truth';
import { at, listAt, numberAt, plainItem, textAt, type Plain } from './stored';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Clocks that are off, and requests that take their time. */
const toleranceMs = 60_000;

/** A failure as it was published: what the truth is, whatever the ledger makes of it. */
export interface PublishedFailure {
  readonly customerId: string;
  readonly email: string;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly orderId: string;
  /** Empty where it is about the whole order. */
  readonly lineId: string;
  readonly paidMinor: number;
  /** What some policies wait for comes with it. */
  readonly hasProof: boolean;
}

export interface AuditedLimits {
  readonly perRemedy: Amounts;
  readonly perCustomer: CountedLimit & { readonly windowDays: number };
  readonly perFailureTypeAndDay: CountedLimit;
  readonly perIncident: CountedLimit;
  readonly perDay: CountedLimit;
  readonly twoPeopleAbove: Amounts;
}

/** In minor units, by currency. A currency that is not named has the limit 0. */
type Amounts = Readonly<Record<string, number>>;

interface CountedLimit {
  readonly remedies: number;
  readonly amountMinor: Amounts;
}

const modesByStrictness = ['auto', 'approve', 'shadow', 'off'];

/** What the auditor may look at besides what is reported to it. */
export interface Evidence {
  readonly now: () => number;
  readonly stored: (pk: string, sk: string) => Plain;
  readonly refunds: readonly BookedRefund[];
  readonly partnerBook: ReadonlyMap<string, BookedPart>;
  readonly limits: AuditedLimits;
}

/** The table of transitions in docs/money-path.md, written down a second time. */
const mayFollow: Record<string, readonly string[]> = {
  held: ['approved', 'rejected'],
  approved: ['executing', 'needs-attention'],
  executing: ['issued', 'pending', 'declined', 'unknown'],
  unknown: ['issued', 'pending', 'declined', 'executing', 'needs-attention'],
  pending: ['issued', 'late-failed', 'needs-attention'],
  declined: ['fallback', 'needs-attention'],
  issued: ['late-failed'],
  'late-failed': ['fallback', 'needs-attention'],
  fallback: ['executing', 'needs-attention'],
  rejected: [],
  'needs-attention': [],
};

const firstStates = ['held', 'issued', 'pending', 'declined', 'unknown'];

interface SeenCommitment {
  readonly remedyId: string;
  readonly customerId: string;
  readonly decision: string;
  readonly parts: readonly Plain[];
  /** Given by itself: at once, or when what was waited for came or did not. */
  readonly isUnattended: boolean;
  readonly isHeld: boolean;
  readonly committedAt: number;
  readonly orderId: string;
  readonly lineId: string;
  readonly paidMinor: number;
}

interface Spent {
  remedies: number;
  readonly amountMinor: Map<string, number>;
}

/**
 * Watches a simulated world and knows the invariants of CONTRIBUTING.md. It shares no code with what it watches: it reads raw
 * items, the provider's own books, the mails that left and the events that were published.
 */
export class Auditor {
  readonly violations: string[] = [];
  private readonly failures = new Map<string, PublishedFailure>();
  private readonly commitments = new Map<string, SeenCommitment>();
  private readonly entries = new Map<string, Plain>();
  private readonly shadows = new Set<string>();
  private readonly shadowTold = new Set<string>();
  private readonly mails = new Map<string, number>();
  private readonly keys = new Map<string, string>();
  private readonly spent = new Map<string, Spent>();
  private readonly told = new Map<string, Set<string>>();
  private readonly notOwed = new Set<string>();
  private readonly approvals = new Map<string, Set<string>>();
  private readonly approvedIncidents = new Set<string>();
  /** What was paid for each order, and for each line of it. */
  private readonly sold = new Map<string, number>();
  /** Failures that were published with proof. */
  private readonly proven = new Set<string>();
  /** The keys under which a partner was asked, and under which it was told not to. */
  private readonly asked = new Set<string>();
  private readonly withdrawn = new Set<string>();
  /** Parts of which a partner said that it gives them, and which were heard of, and parts that somebody was told to look at. */
  private readonly heardGiven = new Set<string>();
  private readonly troubled = new Set<string>();
  private readonly recordedAt = new Map<string, number>();
  private readonly truth: Truth;
  /** What was switched, and from when on. */
  private readonly controls: { readonly from: number; readonly controls: Plain }[] = [];

  constructor(private readonly evidence: Evidence) {
    this.truth = new Truth(evidence.refunds, evidence.partnerBook);
  }

  /** An order was paid for. `what` is its id, or its id and a line's. */
  hasSold(what: string, paidMinor: number): void {
    this.sold.set(what, paidMinor);
  }

  hasPublished(failure: PublishedFailure): void {
    const key = identityOf(failure);
    if (!this.failures.has(key)) this.failures.set(key, failure);
    if (failure.hasProof) this.proven.add(key);
  }

  /** Whoever operates it was told. */
  hasHeardTrouble(remedyId: string, what: string): void {
    const [, part, became] = /^part (\d+) (was given|failed)/.exec(what) ?? [];
    if (part !== undefined) this.troubled.add(`${remedyId} part ${part} ${became ?? ''}`);
  }

  /** A function came to its end with an event, and nobody will deliver that again. */
  hasDone(functionName: string, event: Plain, startedAt: number): void {
    const [type, detail] = [textAt(event, 'detail-type'), at(event, 'detail')];
    if (functionName === 'answers' && /Issued|Accepted|Shipped|Completed/.test(type)) {
      this.heardGiven.add(`${textAt(detail, 'remedyId')} part ${numberAt(detail, 'partNumber')}`);
    }
    if (functionName !== type || type === '') return;
    const isDecisive = numberAt(detail, 'thing', 'severity') < 10 || listAt(detail, 'proof').length > 0;
    if (!isDecisive) return;
    const identity = identityOf(detailIdentity(event));
    for (const [remedyId, entry] of this.entries) {
      if (identityOf(entryIdentity(entry)) !== identity) continue;
      const wasThere = (this.recordedAt.get(remedyId) ?? Infinity) < startedAt;
      const stillWaits = textAt(entry, 'state') === 'held' && textAt(entry, 'hold', 'awaits', 'until') !== '';
      this.must(!(wasThere && stillWaits), 8, `${remedyId} waits for what has come, or for what is not owed`);
    }
  }

  hasApproved(remedyId: string, person: string): void {
    const people = this.approvals.get(remedyId) ?? new Set();
    this.approvals.set(remedyId, people.add(person));
  }

  hasApprovedIncident(incidentId: string): void {
    this.approvedIncidents.add(incidentId);
  }

  /** Somebody was told that something is switched now. */
  hasSwitched(target: string, setting: object, controls: Plain): void {
    const now = target === 'all' ? at(controls, 'all') : at(controls, 'types', target);
    const isSo = JSON.stringify(now) === JSON.stringify(setting);
    this.must(
      isSo,
      8,
      `a switch of ${target} to ${JSON.stringify(setting)} is answered as done, and it is ${JSON.stringify(now)}`,
    );
  }

  /** A defect that shows by itself. */
  complain(sentence: string): void {
    this.violations.push(sentence);
  }

  hasWritten({ pk, sk, before, after }: TableWrite): void {
    const [old, written] = [plainItem(before), plainItem(after)];
    if (pk === 'CONTROLS' && sk === 'CURRENT') this.controls.push({ from: this.evidence.now(), controls: written });
    if (!sk.startsWith('ENVELOPE#')) this.checkPrivacy(sk, after);
    if (sk === 'CUSTOMER') this.checkCustomerRecord(old, written);
    else if (sk.startsWith('REMEDY#')) this.checkRecord(old, written);
    else if (sk.startsWith('SHADOW#')) this.shadows.add(sk.slice('SHADOW#'.length));
    else if (sk.startsWith('ENVELOPE#')) this.checkEnvelope(old, written);
  }

  hasAsked({ part, ...request }: RefundRequest): void {
    this.checkAsked({ ...request, part: { ...part, fallback: undefined } }, `the provider is asked for ${request.key}`);
  }

  /** What was put on the bus for a partner. */
  hasAskedPartner(type: string, detail: Plain): void {
    const key = textAt(detail, 'key');
    if (type.endsWith('Withdrawn')) {
      this.withdrawn.add(key);
      return;
    }
    const [remedyId, customerId] = [textAt(detail, 'remedyId'), textAt(detail, 'customerId')];
    const names = { remedyId, customerId, partNumber: numberAt(detail, 'partNumber'), key, part: at(detail, 'part') };
    this.checkAsked(names, `a partner is asked for ${key}`);
    this.asked.add(key);
  }

  private checkAsked({ remedyId, partNumber, key, customerId, part }: Asked, what: string): void {
    const account = this.evidence.stored(`CUSTOMER#${customerId}`, 'CUSTOMER');
    const commitment = listAt(account, 'commitments').find((other) => textAt(other, 'remedyId') === remedyId);
    this.must(commitment !== undefined, 4, `${what}, and no stored claim promises ${remedyId}`);
    if (commitment === undefined) return;

    const entry = this.evidence.stored(`CUSTOMER#${customerId}`, `REMEDY#${remedyId}`);
    const recorded = listAt(entry, 'parts').find((other) => numberAt(other, 'number') === partNumber);
    const decided = listAt(commitment, 'decision', 'parts')[partNumber - 1];
    this.must(isSamePart(recorded ?? decided, part), 2, `${what}, and that is not what was promised`);
    this.must(recorded === undefined || textAt(recorded, 'key') === key, 4, `${what}, and another key is stored`);

    const slot = `${remedyId} part ${partNumber}`;
    const isFirst = !this.keys.has(slot);
    this.must((this.keys.get(slot) ?? key) === key, 5, `${what}, and before it was ${this.keys.get(slot) ?? ''}`);
    this.keys.set(slot, key);

    const isHeld = textAt(commitment, 'decision', 'outcome') === 'hold';
    const since =
      textAt(recorded, 'keySince') || (isHeld || decided === undefined ? '' : textAt(commitment, 'committedAt'));
    const ageMs = this.evidence.now() - Date.parse(since);
    this.must(ageMs <= 20 * hourMs + toleranceMs, 5, `${what}, which is ${Math.round(ageMs / hourMs)} hours old`);
    if (isHeld) this.checkReleased(remedyId, commitment, entry, what);
    if (recorded !== undefined) this.checkInsteadOf(remedyId, entry, recorded, { what, isFirst });
  }

  hasBooked({ id, remedyId, partNumber = NaN, state }: BookedRefund): void {
    if (remedyId !== undefined && state !== 'failed') this.checkGiven(remedyId, partNumber, id);
  }

  hasGiven({ key, remedyId, partNumber }: BookedPart): void {
    this.checkGiven(remedyId, partNumber, key);
  }

  private checkGiven(remedyId: string, partNumber: number, what: string): void {
    const commitment = this.commitments.get(remedyId);
    if (!commitment) return this.complain(`invariant 4: ${what} gives something for ${remedyId}, which nobody claimed`);
    const live = this.truth.live(remedyId);
    const ofPart = live.filter((other) => other.partNumber === partNumber);
    this.must(ofPart.length <= 1, 1, `${remedyId} part ${partNumber} is given ${ofPart.length} times`);
    const decided = sumOf(commitment.parts.map(costOf));
    const given = sumOf(this.uncrossed(live).map(({ amountMinor }) => amountMinor));
    this.must(given <= decided, 1, `${remedyId} gave ${given} back, and ${decided} was decided`);
    this.checkOrder(commitment);
  }

  /** Without what a partner gave although it was withdrawn: that was given too late to be helped. */
  private uncrossed(live: readonly Given[]): Given[] {
    return live.filter(({ remedyId, partNumber, key }) => {
      if (!this.withdrawn.has(key)) return true;
      return !listAt(this.entries.get(remedyId), 'parts').some((part) => numberAt(part, 'insteadOf') === partNumber);
    });
  }

  hasMailed(mail: OutgoingMail): void {
    const key = `${mail.remedyId} ${mail.template}`;
    const count = (this.mails.get(key) ?? 0) + 1;
    this.mails.set(key, count);
    this.must(count === 1, 9, `the ${mail.template} of ${mail.remedyId} was mailed ${count} times`);
    const entry = this.evidence.stored(`CUSTOMER#${mail.customerId}`, `REMEDY#${mail.remedyId}`);
    const wasMailed = ({ template, state }: { template: string; state: string }, line: Plain): boolean =>
      textAt(line, 'notice', 'template') === template && textAt(line, 'notice', 'state') === state;
    const history = listAt(entry, 'history');
    const begun = history.findLast((line) => wasMailed({ template: mail.template, state: 'sending' }, line));
    const saysRefunded = mail.template === 'apology' || mail.template === 'resolution';
    if (saysRefunded) {
      this.must(
        textAt(begun, 'state') === 'issued',
        9,
        `the ${mail.template} of ${mail.remedyId} says refunded, and the remedy is ${textAt(entry, 'state') || 'not recorded'}`,
      );
      this.checkSaid(mail);
    }
    if (mail.template === 'correction') {
      this.must(
        history.some((line) => textAt(line, 'state') === 'late-failed'),
        9,
        `a correction for ${mail.remedyId}, which never failed`,
      );
    }
    const failure = [...this.failures.values()].find(({ customerId }) => customerId === mail.customerId);
    this.must(failure?.email === mail.to.email, 9, `a mail for ${mail.customerId} went to another address`);
  }

  /** Whatever a mail says was given, was. */
  private checkSaid({ remedyId, template, text }: OutgoingMail): void {
    const given = this.truth.of(remedyId).filter(({ ever }) => ever);
    this.must(
      given.length > 0 || text.includes('[callback'),
      9,
      `the ${template} of ${remedyId} says given, and nothing is`,
    );
    for (const [said, kind = '', what = ''] of text.matchAll(/\[(\w+) ([^\]]+)\]/g)) {
      // A call is promised, and only has to be asked for.
      const isAsked = (number: number): boolean => this.asked.has(`${remedyId}_${number}`);
      if (kind === 'callback' && [1, 2, 3, 4].some(isAsked)) continue;
      const index = given.findIndex((one) => one.kind === kind && [one.lineId, money(one)].includes(what));
      this.must(index >= 0, 9, `the ${template} of ${remedyId} says ${said}, which was not given`);
      given.splice(index, 1);
    }
  }

  /** The finance system hears who bears the loss. */
  hasRecovered(remedyId: string): void {
    const wasPaid = listAt(this.entries.get(remedyId), 'history').some((line) => textAt(line, 'state') === 'issued');
    this.must(wasPaid, 8, `who bears the loss of ${remedyId} is told, and it was never given`);
  }

  hasTold(state: string, remedyId: string, detail: Plain): void {
    const states = this.told.get(remedyId) ?? new Set();
    this.told.set(remedyId, states.add(state));
    if (state !== 'none') {
      const recorded = listAt(this.entries.get(remedyId), 'history').map((line) => textAt(line, 'state'));
      return this.must(recorded.includes(state), 8, `${remedyId} is told as ${state}, and the ledger never said so`);
    }
    this.notOwed.add(identityOf({ type: textAt(detail, 'failureType'), ...subjectIn(at(detail, 'failure')) }));
  }

  /** After all faults have ceased, and time enough has passed for everything to end. `parked` is what sits in alarmed queues. */
  checkEnd(parked: readonly Plain[]): void {
    this.checkNothingLost(parked);
    for (const commitment of this.commitments.values()) {
      const isRecorded = this.entries.has(commitment.remedyId);
      this.must(isRecorded || isParked(parked, commitment), 8, `${commitment.remedyId} was claimed and never recorded`);
    }
    for (const [remedyId, entry] of this.entries) this.checkEnded(remedyId, entry, parked);
    for (const given of this.truth.all()) if (given.isLive) this.checkKnown(given, parked);
  }

  /** What was given is in the ledger, or somebody was told. */
  private checkKnown({ remedyId, partNumber, kind }: Given, parked: readonly Plain[]): void {
    const entry = this.entries.get(remedyId);
    const state = textAt(entry, 'state');
    const commitment = this.commitments.get(remedyId);
    const what = `part ${partNumber} of ${remedyId}, a ${kind}, is given`;
    this.must(
      state === 'issued' ||
        state === 'needs-attention' ||
        (state === '' && commitment !== undefined && isParked(parked, commitment)),
      7,
      `${what}, and the ledger says ${state || 'nothing'} of it`,
    );
    const name = `${remedyId} part ${partNumber}`;
    const part = listAt(entry, 'parts').find((other) => numberAt(other, 'number') === partNumber);
    const isKnown = textAt(part, 'outcome', 'state') === 'succeeded' || this.troubled.has(`${name} was given`);
    this.must(isKnown || !this.heardGiven.has(name), 8, `${what}, as its partner said, and nobody knows`);
  }

  /** What the ledger knows of a failure. */
  entryOf(failure: PublishedFailure): Plain {
    return [...this.entries.values()].find((entry) => identityOf(entryIdentity(entry)) === identityOf(failure));
  }

  private must(holds: boolean, invariant: number, sentence: string): void {
    if (!holds) this.complain(`invariant ${invariant}: ${sentence}`);
  }

  private checkPrivacy(sk: string, item: object): void {
    const stored = JSON.stringify(item);
    this.must(!/Privatename|@example\.com/.test(stored), 11, `${sk} holds a name or an address`);
  }

  private checkCustomerRecord(old: Plain, account: Plain): void {
    const customerId = textAt(account, 'customerId');
    const [before, after] = [numberAt(old, 'version') || 0, numberAt(account, 'version')];
    this.must(after === before + 1, 6, `the account of ${customerId} went from version ${before} to ${after}`);
    const commitments = listAt(account, 'commitments');
    for (const earlier of listAt(old, 'commitments')) {
      const remedyId = textAt(earlier, 'remedyId');
      const isKept = commitments.some((commitment) => textAt(commitment, 'remedyId') === remedyId);
      const ageDays = (this.evidence.now() - Date.parse(textAt(earlier, 'committedAt'))) / dayMs;
      this.must(isKept || ageDays > 399, 2, `the claim of ${remedyId} was given up after ${Math.floor(ageDays)} days`);
    }
    for (const commitment of commitments) this.checkCommitment(customerId, commitment, commitments);
  }

  private checkCommitment(customerId: string, commitment: Plain, all: readonly Plain[]): void {
    const remedyId = textAt(commitment, 'remedyId');
    const decision = JSON.stringify([
      at(commitment, 'decision'),
      at(commitment, 'committedAt'),
      at(commitment, 'paid'),
    ]);
    const known = this.commitments.get(remedyId);
    if (known) {
      this.must(known.customerId === customerId, 2, `${remedyId} is claimed by two customers`);
      this.must(known.decision === decision, 2, `${remedyId} was decided again: ${known.decision} became ${decision}`);
      return;
    }
    const parts = listAt(commitment, 'decision', 'parts');
    const seen: SeenCommitment = {
      remedyId,
      customerId,
      decision,
      parts,
      isUnattended: isUnattended(commitment),
      isHeld: textAt(commitment, 'decision', 'outcome') === 'hold',
      committedAt: Date.parse(textAt(commitment, 'committedAt')),
      orderId: textAt(commitment, 'orderId'),
      lineId: textAt(commitment, 'lineId'),
      paidMinor: numberAt(commitment, 'paid', 'amountMinor'),
    };
    this.commitments.set(remedyId, seen);
    for (const part of parts) {
      const amountMinor = costOf(part);
      if (textAt(part, 'kind') === 'callback') continue;
      this.must(Number.isSafeInteger(amountMinor) && amountMinor > 0, 10, `${remedyId} promises ${amountMinor}`);
    }
    this.checkMode(seen, textAt(commitment, 'decision', 'policyVersion'));
    if (!seen.isUnattended) return;
    this.checkCustomerLimit(seen, all);
    this.checkPromised(seen, all);
  }

  private checkMode({ remedyId, isUnattended }: SeenCommitment, policyVersion: string): void {
    const type = policyVersion.split('/')[0] ?? '';
    const now = this.evidence.now();
    // A function instance may go by controls that it read 10 s before, and its run takes up to 30 s.
    const spans = this.controls.filter((_span, index, all) => (all[index + 1]?.from ?? Infinity) > now - 41_000);
    if (spans.length === 0 || (spans[0]?.from ?? 0) > now - 41_000) return;
    const modes = spans.map(({ controls }) => modeIn(controls, type));
    const isBarred = modes.every((mode) => mode === 'off' || mode === 'shadow');
    this.must(!isBarred, 8, `${remedyId} was claimed while ${type} was ${modes.join(' and ')}`);
    const isHeldOnly = modes.every((mode) => mode !== 'auto');
    this.must(
      !isUnattended || !isHeldOnly,
      3,
      `${remedyId} is given by itself while ${type} was ${modes.join(' and ')}`,
    );
  }

  private checkCustomerLimit(
    { remedyId, committedAt, customerId, parts }: SeenCommitment,
    all: readonly Plain[],
  ): void {
    const { windowDays, remedies, amountMinor } = this.evidence.limits.perCustomer;
    const given = all.filter((commitment) => {
      const givenAt = textAt(commitment, 'releasedAt') || textAt(commitment, 'committedAt');
      return isGiving(commitment) && Date.parse(givenAt) >= committedAt - windowDays * dayMs;
    });
    const currency = textAt(parts[0], 'currency');
    const inCurrency = given.filter(
      (commitment) => textAt(commitment, 'decision', 'parts', 0, 'currency') === currency,
    );
    const sum = inCurrency.reduce<number>((total, commitment) => total + amountOf(commitment), 0);
    this.must(
      given.length <= remedies && sum <= (amountMinor[currency] ?? 0),
      3,
      `with ${remedyId}, ${customerId} was given ${sum} ${currency} by ${given.length} remedies in ${windowDays} days without a person`,
    );
    const own = sumOf(parts.map(costOf));
    this.must(
      own <= (this.evidence.limits.perRemedy[currency] ?? 0),
      3,
      `${remedyId} gives ${own} ${currency} without a person`,
    );
  }

  /** What goes by itself leaves enough of the order, and of each line, for all that was promised before. */
  private checkPromised(
    { remedyId, orderId, lineId: committedLine, parts }: SeenCommitment,
    all: readonly Plain[],
  ): void {
    const promised = all
      .filter((commitment) => isGiving(commitment) && textAt(commitment, 'orderId') === orderId)
      .flatMap((commitment) =>
        listAt(commitment, 'decision', 'parts').map((part) => ({ part, lineId: lineOf(commitment, part) })),
      )
      .filter(({ part }) => isOfPrice(part));
    const own = parts.filter(isOfPrice);
    // A person may have given money for a line beside a new one. That is no business of the other lines.
    const hasReleased = all.some(
      (commitment) => textAt(commitment, 'orderId') === orderId && textAt(commitment, 'releasedAt') !== '',
    );
    const lines = new Set(own.map((part) => textAt(part, 'lineId') || committedLine));
    for (const line of [undefined, ...lines]) {
      if (line === '' || own.length === 0 || (line === undefined && hasReleased)) continue;
      const what = line === undefined ? orderId : `${orderId}/${line}`;
      const sum = sumOf(
        promised.filter(({ lineId }) => line === undefined || lineId === line).map((one) => costOf(one.part)),
      );
      const paid = this.sold.get(what) ?? 0;
      this.must(sum <= paid, 3, `with ${remedyId}, ${sum} of ${paid} paid for ${what} is promised`);
    }
  }

  /** By what was given, and by what was really paid, whatever the claims say. */
  private checkOrder({ customerId, orderId, lineId }: SeenCommitment): void {
    const ofOrder = [...this.commitments.values()].filter(
      (other) => other.customerId === customerId && other.orderId === orderId,
    );
    const liveOf = (commitments: readonly SeenCommitment[]): Given[] =>
      commitments.flatMap(({ remedyId }) => this.truth.live(remedyId)).filter((given) => given.isOfPrice);
    const check = (live: readonly Given[], what: string, how: string): void => {
      const [back, paid] = [sumOf(live.map(({ amountMinor }) => amountMinor)), this.sold.get(what) ?? 0];
      this.must(back <= paid, 3, `${back} went back for ${what}${how}, for which ${paid} was paid`);
    };
    const live = liveOf(ofOrder);
    check(
      live.filter(({ kind }) => kind !== 'replacement'),
      orderId,
      ' in money',
    );
    if (lineId !== '') {
      const ofLine = liveOf(ofOrder.filter((other) => other.lineId === lineId));
      check(
        ofLine.filter(({ kind }) => kind !== 'replacement'),
        `${orderId}/${lineId}`,
        ' in money',
      );
    }
    const byItself = ofOrder.filter(
      (commitment) => commitment.isUnattended && !this.approvals.has(commitment.remedyId),
    );
    check(this.uncrossed(liveOf(byItself)), orderId, ' without a person');
  }

  private checkReleased(remedyId: string, commitment: Plain, entry: Plain, what: string): void {
    const awaits = at(commitment, 'decision', 'awaits');
    this.must(isGiving(commitment), 4, `${what}, and the held remedy does not count as given`);
    if (awaits !== undefined && textAt(entry, 'hold', 'awaits', 'until') !== '') {
      const isOver = Date.parse(textAt(awaits, 'until')) <= this.evidence.now() + toleranceMs;
      const isProven = this.proven.has(identityOf(entryIdentity(entry)));
      if ((isOver && textAt(awaits, 'then') === 'give') || isProven) return;
    }
    const currency = textAt(commitment, 'decision', 'parts', 0, 'currency');
    const needed = amountOf(commitment) > (this.evidence.limits.twoPeopleAbove[currency] ?? 0) ? 2 : 1;
    const people = this.approvals.get(remedyId)?.size ?? 0;
    const withIncident = at(entry, 'hold', 'withIncident') === true;
    const isReleased = people >= needed || (withIncident && this.approvedIncidents.has(textAt(entry, 'incidentId')));
    this.must(isReleased, 4, `${what}, and ${people} of ${needed} people released it`);
  }

  private checkInsteadOf(
    remedyId: string,
    entry: Plain,
    part: Plain,
    { what, isFirst }: { readonly what: string; readonly isFirst: boolean },
  ): void {
    const replacedNumber = numberAt(part, 'insteadOf');
    if (Number.isNaN(replacedNumber)) return;
    const replaced = listAt(entry, 'parts').find((other) => numberAt(other, 'number') === replacedNumber);
    const key = textAt(replaced, 'key');
    const isLive = this.truth.live(remedyId).some(({ partNumber }) => partNumber === replacedNumber);
    this.must(!isLive || this.withdrawn.has(key), 1, `${what} instead of part ${replacedNumber}, which stands`);
    const end = this.evidence.partnerBook.get(key)?.state;
    this.must(
      !this.asked.has(key) || this.withdrawn.has(key) || end === 'refused',
      5,
      `${what} instead of part ${replacedNumber}, which its partner may still give`,
    );
    const state = textAt(replaced, 'outcome', 'state');
    this.must(
      state === 'declined' || (state === 'succeeded' && !isFirst && this.withdrawn.has(key)),
      5,
      `${what} instead of part ${replacedNumber}, whose end nobody knows`,
    );
  }

  private checkRecord(old: Plain, entry: Plain): void {
    const remedyId = textAt(entry, 'remedyId');
    const state = textAt(entry, 'state');
    const [before, version] = [numberAt(old, 'version') || 0, numberAt(entry, 'version')];
    this.must(version === before + 1, 6, `${remedyId} went from version ${before} to ${version}`);
    const history = listAt(entry, 'history');
    this.must(
      history.length === version,
      6,
      `${remedyId} has version ${version} and ${history.length} lines of history`,
    );
    const from = textAt(old, 'state');
    const isListed =
      old === undefined ? firstStates.includes(state) : from === state || mayFollow[from]?.includes(state);
    this.must(isListed === true, 6, `${remedyId} went from ${from || 'nothing'} to ${state}`);
    if (old === undefined) this.checkFirstRecord(remedyId, entry);
    else {
      const kept = ['customerId', 'type', 'subject', 'occurrence', 'orderId', 'lineId', 'committedAt', 'policyVersion'];
      const changed = kept.find((name) => at(old, name) !== at(entry, name));
      this.must(changed === undefined, 2, `${remedyId} changed its ${changed ?? ''}`);
      const earlier = JSON.stringify(listAt(old, 'history'));
      this.must(JSON.stringify(history.slice(0, before)) === earlier, 6, `${remedyId} changed its history`);
    }
    this.checkParts(remedyId, entry);
    const isFinal = state === 'issued' || state === 'rejected' || state === 'needs-attention';
    const isListedToWait = textAt(entry, 'waiting') !== '' && textAt(entry, 'dueAt') !== '';
    this.must(isFinal || isListedToWait, 8, `${remedyId} is ${state} and on no list of what waits`);
    if (state === 'issued' && from !== 'issued') this.checkPaid(remedyId, entry);
    this.entries.set(remedyId, entry);
  }

  private checkFirstRecord(remedyId: string, entry: Plain): void {
    const commitment = this.commitments.get(remedyId);
    if (!commitment) return this.complain(`invariant 4: ${remedyId} is recorded, and nobody claimed it`);
    const failure = this.failures.get(identityOf(entryIdentity(entry)));
    this.must(failure !== undefined, 2, `${remedyId} is the remedy of a failure that nobody published`);
    const twin = [...this.entries.values()].find(
      (other) => identityOf(entryIdentity(other)) === identityOf(entryIdentity(entry)),
    );
    this.must(twin === undefined, 1, `one failure has two remedies, ${textAt(twin, 'remedyId')} and ${remedyId}`);
    this.recordedAt.set(remedyId, this.evidence.now());
    if (commitment.isUnattended) this.checkBudgets(entry, commitment);
  }

  /** What was given without a person, by its day, type and incident. */
  private checkBudgets(entry: Plain, commitment: SeenCommitment): void {
    const { perDay, perFailureTypeAndDay, perIncident } = this.evidence.limits;
    const day = new Date(commitment.committedAt).toISOString().slice(0, 10);
    const incidentId = textAt(entry, 'incidentId');
    this.spend(`day ${day}`, commitment, perDay);
    this.spend(`day ${day} and ${textAt(entry, 'type')}`, commitment, perFailureTypeAndDay);
    if (incidentId !== '') this.spend(`incident ${incidentId}`, commitment, perIncident);
  }

  private spend(what: string, { remedyId, parts }: SeenCommitment, limit: CountedLimit): void {
    const spent = this.spent.get(what) ?? { remedies: 0, amountMinor: new Map<string, number>() };
    this.spent.set(what, spent);
    const currency = textAt(parts[0], 'currency');
    const before = spent.amountMinor.get(currency) ?? 0;
    const sum = before + sumOf(parts.map(costOf));
    spent.remedies += 1;
    spent.amountMinor.set(currency, sum);
    this.must(
      spent.remedies <= limit.remedies && sum <= (limit.amountMinor[currency] ?? 0),
      3,
      `with ${remedyId}, ${what} has spent ${sum} ${currency} and ${spent.remedies} remedies without a person, over its limit`,
    );
  }

  /** The parts a claim promised stay what they were. Further ones only stand in for one that failed: as it was, or as promised. */
  private checkParts(remedyId: string, entry: Plain): void {
    const promised = this.commitments.get(remedyId)?.parts ?? [];
    const parts = listAt(entry, 'parts');
    parts.forEach((part, index) => {
      const replaced = parts.find((other) => numberAt(other, 'number') === numberAt(part, 'insteadOf'));
      const models = promised[index] === undefined ? [replaced, at(replaced, 'fallback')] : [promised[index]];
      const isSame = models.some((model) => model !== undefined && isSamePart(part, model));
      this.must(isSame, 2, `${remedyId} part ${index + 1} is not what was promised`);
      this.must(textAt(part, 'key') !== '', 4, `${remedyId} part ${index + 1} has no key`);
    });
    this.must(parts.length >= promised.length, 2, `${remedyId} lost a part`);
  }

  private checkPaid(remedyId: string, entry: Plain): void {
    const replaced = listAt(entry, 'parts').map((part) => numberAt(part, 'insteadOf'));
    for (const part of listAt(entry, 'parts')) {
      const number = numberAt(part, 'number');
      if (replaced.includes(number)) continue;
      const given = this.truth.of(remedyId).find((other) => other.partNumber === number && other.ever);
      const isSame = given?.kind === textAt(part, 'kind') && given.amountMinor === costOf(part);
      // A call that was asked for is a promise.
      const isPromised = textAt(part, 'kind') === 'callback' && this.asked.has(textAt(part, 'key'));
      this.must(isSame || isPromised, 7, `${remedyId} is recorded as paid, and nobody ever said so of part ${number}`);
    }
  }

  private checkEnvelope(old: Plain, envelope: Plain): void {
    const wasErased = textAt(old, 'erasedAt') !== '';
    this.must(!wasErased || textAt(envelope, 'erasedAt') !== '', 11, 'an erased envelope was filled again');
  }

  private checkNothingLost(parked: readonly Plain[]): void {
    for (const [identity, failure] of this.failures) {
      const entry = this.entryOf(failure);
      const isAnswered = entry !== undefined || this.notOwed.has(identity) || this.shadowTold.has(identity);
      this.must(
        isAnswered || parked.some((event) => identityOf(detailIdentity(event)) === identity),
        8,
        `the failure ${identity} was accepted, and nothing came of it`,
      );
    }
  }

  hasShadowed(detail: Plain): void {
    this.shadowTold.add(identityOf({ type: textAt(detail, 'failureType'), ...subjectIn(at(detail, 'failure')) }));
    const remedyId = textAt(detail, 'remedyId');
    this.must(this.shadows.has(remedyId), 8, `${remedyId} is told as shadowed, and nothing was kept of it`);
  }

  private checkEnded(remedyId: string, entry: Plain, parked: readonly Plain[]): void {
    const state = textAt(entry, 'state');
    const isParked = parked.some((event) => JSON.stringify(event).includes(remedyId));
    const ended = ['issued', 'rejected', 'needs-attention', 'held'].includes(state);
    this.must(ended, 8, `${remedyId} is still ${state} long after all faults have ceased`);
    // The cohort of an incident waits with it: the incident is what has to be looked at.
    const waitsWithIncident = state === 'held' && at(entry, 'hold', 'withIncident') === true;
    const incident = `INCIDENT#${textAt(entry, 'incidentId')}`;
    const waits = waitsWithIncident ? this.evidence.stored(incident, 'INCIDENT') : entry;
    const dueAt = Date.parse(textAt(waits, 'dueAt'));
    this.must(
      (waits === entry || !Number.isNaN(dueAt)) && !(dueAt < this.evidence.now() - dayMs),
      8,
      `${remedyId} has been due for more than a day, and nobody looks`,
    );
    const until = Date.parse(textAt(entry, 'hold', 'awaits', 'until'));
    this.must(
      state !== 'held' || !(until < this.evidence.now() - dayMs),
      8,
      `${remedyId} still waits for what was to come a day ago`,
    );
    const isOverdue = Date.parse(textAt(entry, 'owed', 'by')) < this.evidence.now() - dayMs;
    this.must(
      state !== 'held' || waitsWithIncident || !isOverdue || numberAt(entry, 'owed', 'escalations') > 0,
      8,
      `${remedyId} was owed a day ago, and nobody was told`,
    );
    this.must(at(entry, 'unpublished') !== true, 8, `${remedyId} is ${state}, and nobody was told`);
    const told = this.told.get(remedyId) ?? new Set();
    this.must(told.has(state) || isParked, 8, `${remedyId} is ${state}, and no event ever said so`);
    if (state === 'issued') {
      const replaced = listAt(entry, 'parts').map((part) => numberAt(part, 'insteadOf'));
      for (const part of listAt(entry, 'parts')) {
        const number = numberAt(part, 'number');
        const isLive = this.truth.live(remedyId).some((given) => given.partNumber === number && given.ever);
        const isCall = textAt(part, 'kind') === 'callback';
        this.must(
          replaced.includes(number) || isLive || isCall || isParked,
          7,
          `${remedyId} is recorded as paid, and whoever gives part ${number} says it is not`,
        );
      }
      this.checkApology(remedyId, entry, isParked);
    }
    this.checkCorrection(remedyId, entry, isParked);
  }

  private checkApology(remedyId: string, entry: Plain, isParked: boolean): void {
    const notices = ['apology', 'resolution'].map((template) => textAt(entry, 'notices', template, 'state'));
    const isMailed = notices.some((state) => state !== '' && state !== 'none');
    this.must(isMailed || isParked, 8, `${remedyId} is paid, and nobody ever wrote to the customer`);
    this.must(!notices.includes('sending'), 8, `a mail of ${remedyId} is being sent for ever`);
  }

  /** Who was told of money that then did not arrive has to hear of that. */
  private checkCorrection(remedyId: string, entry: Plain, isParked: boolean): void {
    const history = listAt(entry, 'history');
    const lastFailure = history.findLastIndex(
      (line) => textAt(line, 'state') === 'late-failed' && at(line, 'notice') === undefined,
    );
    const wasTold = this.mails.has(`${remedyId} apology`);
    const state = textAt(entry, 'state');
    const isMissed = listAt(entry, 'parts').some(
      (part) =>
        textAt(part, 'kind') !== 'callback' &&
        textAt(part, 'outcome', 'state') === 'declined' &&
        !this.troubled.has(`${remedyId} part ${numberAt(part, 'number')} failed`),
    );
    if (lastFailure < 0 || !wasTold || !isMissed || state === 'issued' || isParked) return;
    const corrected = textAt(entry, 'notices', 'correction', 'state');
    this.must(
      corrected !== '' && corrected !== 'none',
      9,
      `the refund of ${remedyId} failed after the customer was told of it, and nobody said so`,
    );
  }
}

interface Asked {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly key: string;
  readonly customerId: string;
  readonly part: Plain;
}

type Identity = Pick<PublishedFailure, 'customerId' | 'type' | 'subject' | 'occurrence'>;

function identityOf({ customerId, type, subject, occurrence }: Identity): string {
  return [customerId, type, subject, occurrence].join(' ');
}

function entryIdentity(entry: Plain): Identity {
  return {
    customerId: textAt(entry, 'customerId'),
    type: textAt(entry, 'type'),
    subject: textAt(entry, 'subject'),
    occurrence: textAt(entry, 'occurrence'),
  };
}

function subjectIn(failure: Plain): Omit<Identity, 'type'> {
  return {
    customerId: textAt(failure, 'customer', 'id'),
    subject: textAt(failure, 'thing', 'subject'),
    occurrence: textAt(failure, 'thing', 'occurrence'),
  };
}

function detailIdentity(event: Plain): Identity {
  return { type: textAt(event, 'detail-type'), ...subjectIn(at(event, 'detail')) };
}

/** The failure that a claim answers waits in a queue for a person. */
function isParked(parked: readonly Plain[], { customerId, orderId, lineId }: SeenCommitment): boolean {
  return parked.some((event) => {
    const purchase = at(event, 'detail', 'purchase');
    const isOfLine = textAt(purchase, 'orderId') === orderId && textAt(purchase, 'lineId') === lineId;
    return isOfLine && textAt(event, 'detail', 'customer', 'id') === customerId;
  });
}

/** The stricter of both settings. Where some customers are spared it, any of them may be. */
function modeIn(controls: Plain, failureType: string): string {
  const settings = [at(controls, 'all'), at(controls, 'types', failureType)];
  const inForce = settings.map((setting) =>
    numberAt(setting, 'autoShare') > 0 ? 'auto' : textAt(setting, 'mode') || 'auto',
  );
  return modesByStrictness.findLast((mode) => inForce.includes(mode)) ?? 'auto';
}

function isGiving(commitment: Plain): boolean {
  return isUnattended(commitment) || textAt(commitment, 'releasedAt') !== '';
}

/** Given at once, or promised for when a wait is over. */
function isUnattended(commitment: Plain): boolean {
  return textAt(commitment, 'decision', 'outcome') === 'give' || at(commitment, 'decision', 'awaits') !== undefined;
}

function amountOf(commitment: Plain): number {
  return sumOf(listAt(commitment, 'decision', 'parts').map(costOf));
}

/** The line that a part of a claim is for, where it is for one. */
function lineOf(commitment: Plain, part: Plain): string {
  return textAt(part, 'lineId') || textAt(commitment, 'lineId');
}

function money({ amountMinor, currency }: Given): string {
  return `${amountMinor} ${currency}`;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amountMinor) => sum + amountMinor, 0);
}

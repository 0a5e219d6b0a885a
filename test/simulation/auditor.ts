import type { RefundRequest } from '../../lambdas/fulfilment/refund-provider';
import type { OutgoingMail } from '../../lambdas/notify/mailer';
import type { BookedRefund } from './sim-provider';
import type { TableWrite } from './sim-table';
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
  readonly lineId: string;
  readonly paidMinor: number;
  readonly currency: string;
  readonly publishedAt: number;
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
  readonly limits: AuditedLimits;
}

/** The table of transitions in docs/money-path.md, written down a second time. */
const mayFollow: Record<string, readonly string[]> = {
  held: ['approved', 'rejected'],
  approved: ['executing', 'manual'],
  executing: ['paid', 'pending', 'declined', 'unknown'],
  unknown: ['paid', 'pending', 'declined', 'executing', 'manual'],
  pending: ['paid', 'late-failed', 'manual'],
  declined: ['fallback', 'manual'],
  paid: ['late-failed'],
  'late-failed': ['fallback', 'manual'],
  fallback: ['executing', 'manual'],
  rejected: [],
  manual: [],
};

const firstStates = ['held', 'paid', 'pending', 'declined', 'unknown'];

interface SeenClaim {
  readonly remedyId: string;
  readonly customerId: string;
  readonly decision: string;
  readonly parts: readonly Plain[];
  readonly outcome: string;
  readonly claimedAt: number;
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
  private readonly claims = new Map<string, SeenClaim>();
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
  /** What was switched, and from when on. */
  private readonly controls: { readonly from: number; readonly controls: Plain }[] = [];

  constructor(private readonly evidence: Evidence) {}

  hasPublished(failure: PublishedFailure): void {
    const key = identityOf(failure);
    if (!this.failures.has(key)) this.failures.set(key, failure);
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
    if (sk === 'ACCOUNT') this.checkAccount(old, written);
    else if (sk.startsWith('REMEDY#')) this.checkEntry(old, written);
    else if (sk.startsWith('SHADOW#')) this.shadows.add(sk.slice('SHADOW#'.length));
    else if (sk.startsWith('ENVELOPE#')) this.checkEnvelope(old, written);
  }

  hasAsked(request: RefundRequest): void {
    const { remedyId, partNumber, key, customerId, part } = request;
    const account = this.evidence.stored(`CUSTOMER#${customerId}`, 'ACCOUNT');
    const claim = listAt(account, 'claims').find((other) => textAt(other, 'remedyId') === remedyId);
    const what = `the provider is asked for ${key}`;
    this.must(claim !== undefined, 4, `${what}, and no stored claim promises ${remedyId}`);
    if (claim === undefined) return;

    const entry = this.evidence.stored(`CUSTOMER#${customerId}`, `REMEDY#${remedyId}`);
    const recorded = listAt(entry, 'parts').find((other) => numberAt(other, 'number') === partNumber);
    const decided = listAt(claim, 'decision', 'parts')[partNumber - 1];
    const promised = recorded ?? decided;
    this.must(
      numberAt(promised, 'amountMinor') === part.amountMinor &&
        textAt(promised, 'currency') === part.currency &&
        textAt(promised, 'paymentId') === part.paymentId,
      2,
      `${what} with ${part.amountMinor} ${part.currency} of ${part.paymentId}, and that is not what was promised`,
    );
    this.must(recorded === undefined || textAt(recorded, 'key') === key, 4, `${what}, and another key is stored`);

    const slot = `${remedyId} part ${partNumber}`;
    this.must((this.keys.get(slot) ?? key) === key, 5, `${what}, and before it was ${this.keys.get(slot) ?? ''}`);
    this.keys.set(slot, key);

    const isHeld = textAt(claim, 'decision', 'outcome') === 'hold';
    const since = textAt(recorded, 'keySince') || (isHeld || decided === undefined ? '' : textAt(claim, 'claimedAt'));
    const ageMs = this.evidence.now() - Date.parse(since);
    this.must(ageMs <= 20 * hourMs + toleranceMs, 5, `${what}, which is ${Math.round(ageMs / hourMs)} hours old`);
    if (isHeld) this.checkReleased(remedyId, claim, entry, what);
    if (recorded !== undefined) this.checkInsteadOf(remedyId, entry, recorded, what);
  }

  hasBooked(refund: BookedRefund): void {
    const { remedyId, partNumber, amountMinor } = refund;
    if (remedyId === undefined || refund.state === 'failed') return;
    const claim = this.claims.get(remedyId);
    if (!claim)
      return this.complain(`invariant 4: ${refund.id} gives ${amountMinor} back for ${remedyId}, which nobody claimed`);
    const live = this.liveRefunds(remedyId);
    const ofPart = live.filter((other) => other.partNumber === partNumber);
    this.must(ofPart.length <= 1, 1, `${remedyId} part ${partNumber} is refunded ${ofPart.length} times`);
    const decided = claim.parts.reduce<number>((sum, part) => sum + numberAt(part, 'amountMinor'), 0);
    const given = live.reduce((sum, other) => sum + other.amountMinor, 0);
    this.must(given <= decided, 1, `${remedyId} gave ${given} back, and ${decided} was decided`);
    this.checkLine(claim);
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
        textAt(begun, 'state') === 'paid',
        9,
        `the ${mail.template} of ${mail.remedyId} says refunded, and the remedy is ${textAt(entry, 'state') || 'not recorded'}`,
      );
      this.must(
        this.everSucceeded(mail.remedyId),
        9,
        `the ${mail.template} of ${mail.remedyId} says refunded, and nothing is`,
      );
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
    for (const claim of this.claims.values()) {
      const isRecorded = this.entries.has(claim.remedyId);
      this.must(isRecorded || isParked(parked, claim), 8, `${claim.remedyId} was claimed and never recorded`);
    }
    for (const [remedyId, entry] of this.entries) this.checkEnded(remedyId, entry, parked);
    for (const refund of this.evidence.refunds) {
      if (refund.remedyId === undefined || refund.state === 'failed') continue;
      const state = textAt(this.entries.get(refund.remedyId), 'state');
      const claim = this.claims.get(refund.remedyId);
      this.must(
        state === 'paid' || state === 'manual' || (state === '' && claim !== undefined && isParked(parked, claim)),
        7,
        `${refund.id} gave money back for ${refund.remedyId}, and the ledger says ${state || 'nothing'} of it`,
      );
    }
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

  private checkAccount(old: Plain, account: Plain): void {
    const customerId = textAt(account, 'customerId');
    const [before, after] = [numberAt(old, 'version') || 0, numberAt(account, 'version')];
    this.must(after === before + 1, 6, `the account of ${customerId} went from version ${before} to ${after}`);
    const claims = listAt(account, 'claims');
    for (const earlier of listAt(old, 'claims')) {
      const remedyId = textAt(earlier, 'remedyId');
      const isKept = claims.some((claim) => textAt(claim, 'remedyId') === remedyId);
      const ageDays = (this.evidence.now() - Date.parse(textAt(earlier, 'claimedAt'))) / dayMs;
      this.must(isKept || ageDays > 399, 2, `the claim of ${remedyId} was given up after ${Math.floor(ageDays)} days`);
    }
    for (const claim of claims) this.checkClaim(customerId, claim, claims);
  }

  private checkClaim(customerId: string, claim: Plain, all: readonly Plain[]): void {
    const remedyId = textAt(claim, 'remedyId');
    const decision = JSON.stringify([at(claim, 'decision'), at(claim, 'claimedAt'), at(claim, 'paid')]);
    const known = this.claims.get(remedyId);
    if (known) {
      this.must(known.customerId === customerId, 2, `${remedyId} is claimed by two customers`);
      this.must(known.decision === decision, 2, `${remedyId} was decided again: ${known.decision} became ${decision}`);
      return;
    }
    const parts = listAt(claim, 'decision', 'parts');
    const seen: SeenClaim = {
      remedyId,
      customerId,
      decision,
      parts,
      outcome: textAt(claim, 'decision', 'outcome'),
      claimedAt: Date.parse(textAt(claim, 'claimedAt')),
      orderId: textAt(claim, 'orderId'),
      lineId: textAt(claim, 'lineId'),
      paidMinor: numberAt(claim, 'paid', 'amountMinor'),
    };
    this.claims.set(remedyId, seen);
    for (const part of parts) {
      const amountMinor = numberAt(part, 'amountMinor');
      this.must(Number.isSafeInteger(amountMinor) && amountMinor > 0, 10, `${remedyId} promises ${amountMinor}`);
    }
    this.checkMode(seen, textAt(claim, 'decision', 'policyVersion'));
    if (seen.outcome !== 'give') return;
    this.checkCustomerLimit(seen, all);
    this.checkPromisedForLine(seen, all);
  }

  private checkMode({ remedyId, outcome }: SeenClaim, policyVersion: string): void {
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
      outcome !== 'give' || !isHeldOnly,
      3,
      `${remedyId} is given by itself while ${type} was ${modes.join(' and ')}`,
    );
  }

  private checkCustomerLimit({ remedyId, claimedAt, customerId, parts }: SeenClaim, all: readonly Plain[]): void {
    const { windowDays, remedies, amountMinor } = this.evidence.limits.perCustomer;
    const given = all.filter((claim) => {
      const givenAt = textAt(claim, 'releasedAt') || textAt(claim, 'claimedAt');
      return isGiving(claim) && Date.parse(givenAt) >= claimedAt - windowDays * dayMs;
    });
    const currency = textAt(parts[0], 'currency');
    const inCurrency = given.filter((claim) => textAt(claim, 'decision', 'parts', 0, 'currency') === currency);
    const sum = inCurrency.reduce<number>((total, claim) => total + amountOf(claim), 0);
    this.must(
      given.length <= remedies && sum <= (amountMinor[currency] ?? 0),
      3,
      `with ${remedyId}, ${customerId} was given ${sum} ${currency} by ${given.length} remedies in ${windowDays} days without a person`,
    );
    const own = parts.reduce<number>((total, part) => total + numberAt(part, 'amountMinor'), 0);
    this.must(
      own <= (this.evidence.limits.perRemedy[currency] ?? 0),
      3,
      `${remedyId} gives ${own} ${currency} without a person`,
    );
  }

  private checkPromisedForLine({ remedyId, orderId, lineId, paidMinor }: SeenClaim, all: readonly Plain[]): void {
    const ofLine = all.filter(
      (claim) => isGiving(claim) && textAt(claim, 'orderId') === orderId && textAt(claim, 'lineId') === lineId,
    );
    const sum = ofLine.reduce<number>((total, claim) => total + amountOf(claim), 0);
    this.must(
      sum <= paidMinor,
      3,
      `with ${remedyId}, ${sum} of ${paidMinor} paid for ${orderId}/${lineId} is promised`,
    );
  }

  /** By the money that moved, and by what was really paid, whatever the claims say. */
  private checkLine({ customerId, orderId, lineId }: SeenClaim): void {
    const failure = [...this.failures.values()].find(
      (other) => other.customerId === customerId && other.orderId === orderId && other.lineId === lineId,
    );
    const remedies = [...this.claims.values()].filter(
      (other) => other.customerId === customerId && other.orderId === orderId && other.lineId === lineId,
    );
    const back = remedies
      .flatMap(({ remedyId }) => this.liveRefunds(remedyId))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const paid = failure?.paidMinor ?? 0;
    this.must(back <= paid, 3, `${back} went back for ${orderId}/${lineId}, for which ${paid} was paid`);
  }

  private checkReleased(remedyId: string, claim: Plain, entry: Plain, what: string): void {
    this.must(textAt(claim, 'releasedAt') !== '', 4, `${what}, and the held remedy does not count as given`);
    const currency = textAt(claim, 'decision', 'parts', 0, 'currency');
    const needed = amountOf(claim) > (this.evidence.limits.twoPeopleAbove[currency] ?? 0) ? 2 : 1;
    const people = this.approvals.get(remedyId)?.size ?? 0;
    const withIncident = at(entry, 'hold', 'withIncident') === true;
    const isReleased = people >= needed || (withIncident && this.approvedIncidents.has(textAt(entry, 'incidentId')));
    this.must(isReleased, 4, `${what}, and ${people} of ${needed} people released it`);
  }

  private checkInsteadOf(remedyId: string, entry: Plain, part: Plain, what: string): void {
    const replacedNumber = numberAt(part, 'insteadOf');
    if (Number.isNaN(replacedNumber)) return;
    const isLive = this.liveRefunds(remedyId).some(({ partNumber }) => partNumber === replacedNumber);
    this.must(!isLive, 1, `${what} instead of part ${replacedNumber}, which stands`);
    const replaced = listAt(entry, 'parts').find((other) => numberAt(other, 'number') === replacedNumber);
    this.must(
      textAt(replaced, 'outcome', 'state') === 'declined',
      5,
      `${what} instead of part ${replacedNumber}, whose end nobody knows`,
    );
  }

  private checkEntry(old: Plain, entry: Plain): void {
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
      const kept = ['customerId', 'type', 'subject', 'occurrence', 'orderId', 'lineId', 'claimedAt', 'policyVersion'];
      const changed = kept.find((name) => at(old, name) !== at(entry, name));
      this.must(changed === undefined, 2, `${remedyId} changed its ${changed ?? ''}`);
      const earlier = JSON.stringify(listAt(old, 'history'));
      this.must(JSON.stringify(history.slice(0, before)) === earlier, 6, `${remedyId} changed its history`);
    }
    this.checkParts(remedyId, entry);
    const isFinal = state === 'paid' || state === 'rejected' || state === 'manual';
    const isListedToWait = textAt(entry, 'waiting') !== '' && textAt(entry, 'dueAt') !== '';
    this.must(isFinal || isListedToWait, 8, `${remedyId} is ${state} and on no list of what waits`);
    if (state === 'paid' && from !== 'paid') this.checkPaid(remedyId, entry);
    this.entries.set(remedyId, entry);
  }

  private checkFirstRecord(remedyId: string, entry: Plain): void {
    const claim = this.claims.get(remedyId);
    if (!claim) return this.complain(`invariant 4: ${remedyId} is recorded, and nobody claimed it`);
    const failure = this.failures.get(identityOf(entryIdentity(entry)));
    this.must(failure !== undefined, 2, `${remedyId} is the remedy of a failure that nobody published`);
    const twin = [...this.entries.values()].find(
      (other) => identityOf(entryIdentity(other)) === identityOf(entryIdentity(entry)),
    );
    this.must(twin === undefined, 1, `one failure has two remedies, ${textAt(twin, 'remedyId')} and ${remedyId}`);
    if (claim.outcome === 'give') this.checkBudgets(entry, claim);
  }

  /** What was given without a person, by its day, type and incident. */
  private checkBudgets(entry: Plain, claim: SeenClaim): void {
    const { perDay, perFailureTypeAndDay, perIncident } = this.evidence.limits;
    const day = new Date(claim.claimedAt).toISOString().slice(0, 10);
    const incidentId = textAt(entry, 'incidentId');
    this.spend(`day ${day}`, claim, perDay);
    this.spend(`day ${day} and ${textAt(entry, 'type')}`, claim, perFailureTypeAndDay);
    if (incidentId !== '') this.spend(`incident ${incidentId}`, claim, perIncident);
  }

  private spend(what: string, { remedyId, parts }: SeenClaim, limit: CountedLimit): void {
    const spent = this.spent.get(what) ?? { remedies: 0, amountMinor: new Map<string, number>() };
    this.spent.set(what, spent);
    const currency = textAt(parts[0], 'currency');
    const before = spent.amountMinor.get(currency) ?? 0;
    const sum = parts.reduce<number>((total, part) => total + numberAt(part, 'amountMinor'), before);
    spent.remedies += 1;
    spent.amountMinor.set(currency, sum);
    this.must(
      spent.remedies <= limit.remedies && sum <= (limit.amountMinor[currency] ?? 0),
      3,
      `with ${remedyId}, ${what} has spent ${sum} ${currency} and ${spent.remedies} remedies without a person, over its limit`,
    );
  }

  /** The parts a claim promised stay what they were. Further ones only stand in for one that failed, with its amount. */
  private checkParts(remedyId: string, entry: Plain): void {
    const promised = this.claims.get(remedyId)?.parts ?? [];
    const parts = listAt(entry, 'parts');
    parts.forEach((part, index) => {
      const model = promised[index] ?? parts.find((other) => numberAt(other, 'number') === numberAt(part, 'insteadOf'));
      const isSame = ['amountMinor', 'currency', 'paymentId'].every((name) => at(part, name) === at(model, name));
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
      const refund = this.evidence.refunds.find(
        (other) => other.remedyId === remedyId && other.partNumber === number && other.everSucceeded,
      );
      const isSame =
        refund?.amountMinor === numberAt(part, 'amountMinor') && refund.currency === textAt(part, 'currency');
      this.must(isSame, 7, `${remedyId} is recorded as paid, and the provider never said so of part ${number}`);
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
    const ended = ['paid', 'rejected', 'manual', 'held'].includes(state);
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
    this.must(at(entry, 'untold') !== true, 8, `${remedyId} is ${state}, and nobody was told`);
    const told = this.told.get(remedyId) ?? new Set();
    this.must(told.has(state) || isParked, 8, `${remedyId} is ${state}, and no event ever said so`);
    if (state === 'paid') {
      const replaced = listAt(entry, 'parts').map((part) => numberAt(part, 'insteadOf'));
      for (const part of listAt(entry, 'parts')) {
        const number = numberAt(part, 'number');
        const isLive = this.liveRefunds(remedyId).some(
          (refund) => refund.partNumber === number && refund.state === 'succeeded',
        );
        this.must(
          replaced.includes(number) || isLive,
          7,
          `${remedyId} is recorded as paid, and at the provider part ${number} is not`,
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
    if (lastFailure < 0 || !wasTold || state === 'paid' || isParked) return;
    const corrected = textAt(entry, 'notices', 'correction', 'state');
    this.must(
      corrected !== '' && corrected !== 'none',
      9,
      `the refund of ${remedyId} failed after the customer was told of it, and nobody said so`,
    );
  }

  private everSucceeded(remedyId: string): boolean {
    return this.evidence.refunds.some((refund) => refund.remedyId === remedyId && refund.everSucceeded);
  }

  private liveRefunds(remedyId: string): BookedRefund[] {
    return this.evidence.refunds.filter((refund) => refund.remedyId === remedyId && refund.state !== 'failed');
  }
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
function isParked(parked: readonly Plain[], { customerId, orderId, lineId }: SeenClaim): boolean {
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

function isGiving(claim: Plain): boolean {
  return textAt(claim, 'decision', 'outcome') === 'give' || textAt(claim, 'releasedAt') !== '';
}

function amountOf(claim: Plain): number {
  return listAt(claim, 'decision', 'parts').reduce<number>((sum, part) => sum + numberAt(part, 'amountMinor'), 0);
}

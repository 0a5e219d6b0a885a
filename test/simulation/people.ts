import { askSource } from '../../lambdas/flow/inquire/ask-source';
import { closeNotice } from '../../lambdas/flow/notify/close-notice';
import { resendNotice } from '../../lambdas/flow/notify/resend-notice';
import { eraseCustomer } from '../../lambdas/flow/operate/erase-customer';
import { countCohort } from '../../lambdas/flow/operate/cohort';
import { approveHold, extendHold, rejectHold } from '../../lambdas/flow/operate/holds';
import { approveIncident, rejectIncident, withdrawVerdict } from '../../lambdas/flow/operate/incident-verdicts';
import { listRemedies, type RemedyFilter } from '../../lambdas/flow/operate/remedy-list';
import { retryRemedies, retryRemedy } from '../../lambdas/flow/operate/retry-remedy';
import { switchMode } from '../../lambdas/flow/operate/switch-mode';
import { isNoticeTemplate } from '../../lambdas/ledger/notice/notice';
import type { Cohort } from '../../lambdas/ledger/incident/incident';
import { modes } from '../../lambdas/model/controls';
import type { HoldCause } from '../../lambdas/model/guards/hold-cause';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { nothingSeen } from './auditor/given-verdict';
import type { HoldDecision } from './auditor/observation';
import type { OperatorCall } from './functions';
import type { Random } from './random';
import { failureTypes } from './sim-failures';
import { SignedRequests, type SignedRequest } from './signed-requests';
import { at, listAt, numberAt, textAt, type Plain } from './stored';
import type { World } from './world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** About as many holds as people decide on at a time. */
const mostDecided = 20;

const names = ['ann', 'bob', 'cleo'];

/** The people of a company who decide what waits, switch things off and on, and send remedies on their way again. */
export class People {
  /** Every target that was ever switched. */
  readonly switched = new Set<string>();
  /** All that they ask of the operator API, as it was signed. */
  readonly requests: SignedRequests;
  /** What they have switched, each for the version that they had seen. */
  private readonly signed: { readonly what: string; readonly call: OperatorCall }[] = [];
  /** What people last saw waiting with each incident. It may be more by now. */
  private readonly seen = new Map<string, Cohort>();

  /** Whether they let go on by itself what waits for something that others know of. */
  private readonly leavesWaits: boolean;

  /** @param onVerdict what follows on an incident that was approved, of which so many hours more are covered */
  constructor(
    private readonly world: World,
    private readonly onVerdict: (incidentId: string, tailHours: number) => void,
  ) {
    this.leavesWaits = world.random.chance(0.6);
    this.requests = new SignedRequests(world);
  }

  /** Looks through what is held, and decides on so much of it: of hundreds on a few, for that is what people can do. */
  decideHolds(share: number): void {
    const { random, trace } = this.world;
    this.decideWords(share);
    const held = this.world.records().filter((record) => textAt(record, 'state') === 'held');
    for (const record of held) {
      if (!random.chance(Math.min(share, mostDecided / held.length))) continue;
      if (this.leavesWaits && at(record, 'hold', 'awaits') !== undefined) continue;
      if (at(record, 'hold', 'withIncident') === true) {
        const incidentId = textAt(record, 'incidentId');
        if (random.chance(0.15)) this.withdrawVerdict(incidentId, random.int(0, 300));
        else this.decideIncident(incidentId);
        continue;
      }
      const [first, second] = random.pick([
        ['ann', 'bob'],
        ['bob', 'cleo'],
        ['ann', 'ann'],
        ['ann', undefined],
      ] as const);
      const what = random.int(1, 10);
      if (what <= 7) {
        this.approve(record, first);
        if (second !== undefined) this.approve(record, second);
        if (second === first) trace.count('approvals by the same person twice');
      } else if (what <= 9) this.reject(record);
      else this.extend(record);
    }
  }

  /** The words of mails that wait, alone or with their incident. */
  private decideWords(share: number): void {
    const { random } = this.world;
    for (const notice of this.world.heldNotices()) {
      if (!random.chance(share)) continue;
      const incidentId = textAt(notice, 'words', 'incidentId');
      const what = random.int(1, 10);
      if (incidentId !== '' && what <= 5) this.decideIncident(incidentId);
      else if (what <= 8) this.approve(notice, random.pick(names));
      else if (what === 9) this.reject(notice);
      else this.extend(notice);
    }
  }

  approve(record: Plain, actor: string): void {
    const { auditor, random, trace } = this.world;
    const [customerId, remedyId] = [textAt(record, 'customerId'), textAt(record, 'remedyId')];
    const decided = { decision: 'approve', remedyId, person: actor } as const;
    const message = random.chance(0.3) ? `${actor} approved it.` : undefined;
    const why = this.requests.reason('looked at it');
    const request = this.signDecision('approve', record, decided, { why, message });
    if (listAt(record, 'covers').length > 0) trace.count('approvals of what covers something');
    this.callOperatorApi(random.int(0, 300), `${actor} approves ${remedyId}`, async (ports) => {
      auditor.decisionBegun(decided);
      const result = await approveHold({ customerId, remedyId, actor }, { why, message }, ports);
      auditor.decisionAnswered(decided, result.answer);
      request.isDone = result.answer === 'done';
      return result;
    });
  }

  reject(record: Plain): void {
    const { auditor, random } = this.world;
    const [customerId, remedyId, actor] = [
      textAt(record, 'customerId'),
      textAt(record, 'remedyId'),
      random.pick(names),
    ];
    const decided = { decision: 'reject', remedyId, person: actor } as const;
    const message = random.chance(0.5) ? `${actor} decided against it.` : undefined;
    const why = this.requests.reason('not ours');
    const request = this.signDecision('reject', record, decided, { code: 'other', why, message });
    this.callOperatorApi(random.int(0, 300), `${actor} rejects ${remedyId}`, async (ports) => {
      auditor.decisionBegun(decided);
      const result = await rejectHold({ customerId, remedyId, actor }, { why, message }, ports);
      auditor.decisionAnswered(decided, result.answer);
      request.isDone = result.answer === 'done';
      return result;
    });
  }

  private extend(record: Plain): void {
    const { random } = this.world;
    const [customerId, remedyId] = [textAt(record, 'customerId'), textAt(record, 'remedyId')];
    const asked = { hours: 12, why: this.requests.reason('weekend') };
    const request = this.requests.ofRemedy('extend', record, { actor: 'ann', ...asked });
    this.callOperatorApi(random.int(0, 300), `ann extends ${remedyId}`, async (ports) => {
      const result = await extendHold({ customerId, remedyId, actor: 'ann' }, asked, ports);
      request.isDone = result.answer === 'done';
      return result;
    });
  }

  private decideIncident(incidentId: string): void {
    const { auditor, random } = this.world;
    const verdict = random.pick(['approved', 'approved', 'rejected'] as const);
    const decided = { incidentId, actor: random.pick(names), why: this.requests.reason('looked at it') };
    const tailHours = random.pick([0, 1, 24]);
    const looksAgain = random.chance(0.7);
    this.callOperatorApi(random.int(0, 300), `${decided.actor} decides ${incidentId}: ${verdict}`, async (ports) => {
      const signed = { actor: decided.actor, why: decided.why, tailHours };
      if (verdict === 'rejected') {
        const request = this.requests.ofIncident('reject', incidentId, { ...signed, code: 'other' });
        const result = await rejectIncident(decided, { tailHours }, ports);
        request.isDone = result.answer === 'done';
        return result;
      }
      const seen = (!looksAgain && this.seen.get(incidentId)) || (await countCohort(incidentId, ports)).cohort;
      this.seen.set(incidentId, seen);
      const given = { incidentId, verdict: 'approve', person: decided.actor, tailHours, seen } as const;
      const noted = (): ReturnType<typeof auditor.verdictBegun> => auditor.verdictBegun(given);
      const request = this.requests.ofIncident('approve', incidentId, { ...signed, seen, noted });
      const answered = noted();
      const result = await approveIncident(decided, { seen, tailHours }, ports);
      answered(result.answer);
      request.isDone = result.answer === 'done';
      if (result.answer === 'done') {
        this.onVerdict(incidentId, tailHours);
        // While it is being followed, or while something of it waits for a bank.
        if (random.chance(0.2)) this.withdrawVerdict(incidentId, random.int(1, 120) * 1_000);
        if (random.chance(0.15)) this.withdrawVerdict(incidentId, random.int(1, 20) * hourMs);
      }
      if (result.answer === 'refused' && result.cohort) this.world.trace.count('cohorts that grew');
      return result;
    });
  }

  private withdrawVerdict(incidentId: string, afterMs: number): void {
    const { auditor, trace } = this.world;
    this.callOperatorApi(afterMs, `ann withdraws the verdict on ${incidentId}`, async (ports) => {
      const given = { incidentId, verdict: 'withdraw', person: 'ann', tailHours: 0, seen: nothingSeen } as const;
      const noted = (): ReturnType<typeof auditor.verdictBegun> => auditor.verdictBegun(given);
      const asked = { actor: 'ann', why: this.requests.reason('a wrong rule') };
      const request = this.requests.ofIncident('withdraw', incidentId, { ...asked, noted });
      const answered = noted();
      const result = await withdrawVerdict({ incidentId, ...asked }, ports);
      answered(result.answer);
      request.isDone = result.answer === 'done';
      if (result.answer === 'done') trace.count('verdicts withdrawn');
      return result;
    });
  }

  /**
   * Sends remedies that need attention on their way again: so many of them one by one, or all that fit a filter. Often
   * just when the sweep runs too, or two people at once.
   */
  sendOnAgain(share: number): void {
    const { random, trace } = this.world;
    const needing = this.world.records().filter((record) => textAt(record, 'state') === 'needs-attention');
    const [first] = needing;
    if (!first) return;
    const isBesideSweep = random.chance(0.3);
    const afterMs = isBesideSweep ? this.world.msToNextMinute() + random.int(0, 100) : random.int(0, 300);
    if (isBesideSweep) trace.count('retries beside a sweep');
    if (random.chance(0.4)) {
      this.retryMany(random.pick([{}, { type: textAt(first, 'type') }, { reason: 'not' }]), afterMs);
      if (random.chance(0.2)) this.retryMany({}, afterMs);
      return;
    }
    for (const record of needing) {
      if (!random.chance(share)) continue;
      this.retry(record, afterMs);
      if (random.chance(0.2)) this.retry(record, afterMs);
    }
  }

  private retry(record: Plain, afterMs: number): void {
    const { auditor, random, trace } = this.world;
    const [customerId, remedyId, actor] = [
      textAt(record, 'customerId'),
      textAt(record, 'remedyId'),
      random.pick(names),
    ];
    const decided = { decision: 'retry', remedyId, person: actor } as const;
    const why = this.requests.reason('it works again');
    const request = this.signDecision('retry', record, decided, { why });
    this.callOperatorApi(afterMs, `${actor} retries ${remedyId}`, async (ports) => {
      auditor.decisionBegun(decided);
      const result = await retryRemedy({ customerId, remedyId, actor }, why, ports);
      auditor.decisionAnswered(decided, result.answer);
      request.isDone = result.answer === 'done';
      if (result.answer === 'refused') trace.count('retries refused');
      if (result.answer === 'refused' && result.why.includes('made good by another remedy')) {
        trace.count('releases refused: made good meanwhile');
      }
      return result;
    });
  }

  /** It is about what that person has seen a little before. */
  private retryMany(filter: Omit<RemedyFilter, 'state'>, afterMs: number): void {
    const { random, trace } = this.world;
    // She sends none on its way again by itself.
    const actor = 'dora';
    const looksFirstMs = random.chance(0.3) ? random.int(1, 5_000) : 0;
    let seen: Cohort | undefined;
    let seenAt = '';
    this.callOperatorApi(afterMs, `${actor} lists what needs attention`, async (ports) => {
      const { cohort } = await listRemedies({ ...filter, state: 'needs-attention' }, ports.lists);
      seen = cohort;
      seenAt = this.now;
      return cohort;
    });
    this.callOperatorApi(afterMs + 3_000 + looksFirstMs, `${actor} retries-by-filter`, async (ports) => {
      if (!seen) return 'saw nothing';
      const why = this.requests.reason('it works again');
      const request = this.requests.add('retry many', { actor, path: '/retries', body: { filter, seen, seenAt, why } });
      const result = await retryRemedies(filter, { actor, why, seen }, ports);
      request.isDone = result.answer === 'done';
      if (result.answer === 'done')
        trace.count(result.retried > 0 ? 'retries by filter' : 'retries by filter of nothing');
      return result;
    });
  }

  /** Looks through the mails that went wrong or are in doubt: sends them once more, or tells the customer otherwise. */
  lookAfterMails(share: number): void {
    const { random } = this.world;
    for (const notice of this.world.troubledNotices()) {
      if (!random.chance(share)) continue;
      if (random.chance(0.2)) this.closeMail(notice);
      else this.sendMailAgain(notice);
      // A colleague at the same moment.
      if (random.chance(0.2)) this.sendMailAgain(notice);
    }
  }

  private sendMailAgain(notice: Plain): void {
    const { auditor, random, trace } = this.world;
    const [customerId, remedyId] = [textAt(notice, 'customerId'), textAt(notice, 'remedyId')];
    const [template, actor] = [textAt(notice, 'template'), random.pick(names)];
    if (!isNoticeTemplate(template)) return;
    const email = random.chance(0.5) ? `corrected.${actor}@example.com` : undefined;
    const asked = { why: 'they called', email };
    const request = this.requests.ofMail('resend', notice, { actor, ...asked });
    this.callOperatorApi(random.int(0, 300), `${actor} resends the ${template} of ${remedyId}`, async (ports) => {
      auditor.mailWanted({ remedyId, template, email });
      this.world.channels?.auditor.wanted(remedyId, template);
      const result = await resendNotice({ customerId, remedyId, template, actor }, asked, ports);
      request.isDone = result.answer === 'done';
      if (result.answer === 'done') trace.count('mails wanted once more');
      return result;
    });
  }

  private closeMail(notice: Plain): void {
    const [customerId, remedyId] = [textAt(notice, 'customerId'), textAt(notice, 'remedyId')];
    const template = textAt(notice, 'template');
    if (!isNoticeTemplate(template)) return;
    const request = this.requests.ofMail('close', notice, { actor: 'ann', why: 'told by phone' });
    this.callOperatorApi(0, `ann closes the ${template} of ${remedyId}`, async (ports) => {
      const result = await closeNotice({ customerId, remedyId, template, actor: 'ann' }, 'told by phone', ports);
      request.isDone = result.answer === 'done';
      return result;
    });
  }

  switchSomething(): void {
    const { random } = this.world;
    const target = random.pick(['all', ...failureTypes]);
    this.switchMode(target, random.pick(modes), random.chance(0.25) ? 0.5 : undefined);
  }

  /** Whoever finds that it has changed meanwhile tries again, and switches what they see then. */
  switchMode(target: string, mode: (typeof modes)[number], autoShare: number | undefined, tries = 4): void {
    const { auditor } = this.world;
    this.switched.add(target);
    const setting = autoShare === undefined ? { mode } : { mode, autoShare };
    const change = { target, setting, actor: 'ann', why: `to see, ${this.signed.length}` };
    const expectedVersion = this.world.controlsVersion();
    const what = `ann switches ${target} to ${mode}`;
    this.signed.push({ what, call: (ports) => switchMode(change, ports, expectedVersion) });
    const body = { target, ...setting, why: change.why, expectedVersion };
    const request = this.requests.add('switch', { actor: 'ann', path: '/controls', body });
    this.callOperatorApi(0, what, async (ports) => {
      const answer = await switchMode(change, ports, expectedVersion);
      request.isDone = answer.answer === 'done';
      if (answer.answer === 'done') auditor.switched(target, setting, answer.controls as unknown as Plain);
      else if (tries > 1) this.switchMode(target, mode, autoShare, tries - 1);
      return answer;
    });
  }

  /** Somebody who got hold of a signed request sends it once more. */
  sendSignedOnceMore(random: Random): void {
    if (this.signed.length === 0) return;
    const { what, call } = random.pick(this.signed);
    this.callOperatorApi(0, `somebody replays that ${what}`, call);
  }

  /** Sends back what is held to whoever reported it, with a question, as they have seen it. */
  askAbout(record: Plain, hours: number): void {
    const [customerId, remedyId] = [textAt(record, 'customerId'), textAt(record, 'remedyId')];
    const question = { question: 'Was it paused?', hours, why: this.requests.reason('the log is unclear') };
    const request = this.requests.ofRemedy('ask', record, { actor: 'dora', ...question });
    const which = { customerId, remedyId, actor: 'dora', expectedVersion: numberAt(record, 'version') };
    this.callOperatorApi(0, `dora asks about ${remedyId}`, async (ports) => {
      const result = await askSource(which, question, ports);
      request.isDone = result.answer === 'done';
      return result;
    });
  }

  /** Releases all that one cause has stopped, as they see it on the list. */
  releaseStopped(cause: HoldCause, looksMs: number): void {
    const { auditor, trace } = this.world;
    const actor = 'eve';
    this.callOperatorApi(0, `${actor} lists what is held: ${cause}`, async (ports) => {
      const { cohort, remedies } = await listRemedies({ state: 'held', cause }, ports.lists);
      if (remedies.length === 0) return 'saw nothing';
      const body = { filter: { cause }, seen: cohort, seenAt: this.now, why: this.requests.reason('it works again') };
      const request = this.requests.add('release', { actor, path: '/releases', body });
      this.callOperatorApi(looksMs, `${actor} releases what is held: ${cause}`, (others) => {
        for (const { remedyId } of remedies) auditor.decisionBegun({ decision: 'approve', remedyId, person: actor });
        trace.count('releases by cause');
        return this.requests.callOf(request)(others);
      });
      return cohort;
    });
  }

  /** Somebody has recorded what a person signed. */
  sendOnceMore(request: SignedRequest, onAnswer: (status: number) => void): void {
    const send = this.requests.callOf(request);
    this.callOperatorApi(0, `somebody resends that ${request.actor} wants to ${request.kind}`, async (ports) => {
      const response = await send(ports);
      onAnswer(response.status);
      return response;
    });
  }

  private signDecision(
    kind: HoldDecision['decision'],
    record: Plain,
    decided: HoldDecision,
    body: { readonly why: string; readonly code?: string; readonly message?: string | undefined },
  ): SignedRequest {
    const { auditor } = this.world;
    const noted = (): ((answer: 'done' | 'refused') => void) => {
      auditor.decisionBegun(decided);
      return (answer) => auditor.decisionAnswered(decided, answer);
    };
    return this.requests.ofRemedy(kind, record, { actor: decided.person, noted, ...body });
  }

  private get now(): string {
    return new Date(this.world.scheduler.now).toISOString();
  }

  erase(customerId: string): void {
    const { scheduler, auditor } = this.world;
    const seenAtMs = scheduler.now;
    const seenAt = new Date(seenAtMs).toISOString();
    const asked = { seenAt, why: 'the customer asked' };
    const path = `/customers/${idInPath(customerId)}/erase`;
    this.requests.add('erase', { actor: 'ann', path, body: asked });
    this.callOperatorApi(0, `ann erases ${customerId}`, async (ports) => {
      const answer = await eraseCustomer({ customerId, actor: 'ann', ...asked }, ports);
      if (answer.answer === 'done') auditor.erased(customerId, seenAtMs);
      return answer;
    });
  }

  private callOperatorApi(afterMs: number, what: string, call: OperatorCall): void {
    const { scheduler, platform, functions, trace } = this.world;
    scheduler.after(afterMs, () => {
      trace.count(`people: ${what.split(' ')[1] ?? ''}`);
      trace.record('a person', () => what);
      platform.run(functions.operatorApi, call, () => undefined);
    });
  }
}

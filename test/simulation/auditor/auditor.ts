import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { CancellationRequest, RefundRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import type { BookedPart } from '../sim-partner';
import type { AskedCancellation, BookedRefund } from '../sim-provider';
import type { TableWrite } from '../sim-table';
import type { Plain } from '../stored';
import { doubtWhatIsWritten } from './doubt-customer';
import type { ThiefsWrite } from './doubts';
import { invariants, invariantsInDoubt } from './invariants';
import type { GivenVerdict } from './given-verdict';
import type { HoldDecision, Observation } from './observation';
import type { Evidence } from './evidence';
import { partName, View, type PublishedFailure } from './view';

/**
 * Watches a simulated world and holds every observation against every invariant. It shares no code with what it
 * watches: of `lambdas/` it knows types only.
 */
export class Auditor {
  readonly violations: string[] = [];
  private readonly view: View;

  constructor(evidence: Evidence) {
    this.view = new View(evidence);
  }

  /** What a customer was shown as paid with a payment, or as `payment/line` for one line of its order. */
  sold(what: string, paidMinor: number, currency: string): void {
    this.view.paidFor.set(what, paidMinor);
    if (!what.includes('/')) this.view.currencies.set(what, currency);
  }

  failurePublished(failure: PublishedFailure): void {
    this.view.publishFailure(failure);
  }

  /** Somebody reports a failure with the one payment where it was paid with the other, or with another sum or order. */
  misreported(payments: readonly string[]): void {
    for (const paymentId of payments) this.view.misreported.add(paymentId);
  }

  itemWritten(write: TableWrite): void {
    this.check(this.view.write(write));
  }

  /** Somebody writes who is none of the functions. What they write promises nothing. */
  thiefWrote(write: TableWrite, how: ThiefsWrite): void {
    doubtWhatIsWritten(write, how, this.view);
  }

  providerAsked(request: RefundRequest | CancellationRequest): void {
    this.check(this.view.askProvider(request));
  }

  refundBooked(refund: BookedRefund): void {
    this.check(this.view.bookRefund(refund));
  }

  refundUnheard({ remedyId, partNumber }: BookedRefund): void {
    if (remedyId !== undefined && partNumber !== undefined) this.view.unheard.add(partName(remedyId, partNumber));
  }

  /** Somebody who is not the provider says to the webhook that a part was given. It is believed, as far as it fits. */
  falselyGiven(remedyId: string, partNumber: number): void {
    this.view.falselyGiven.add(partName(remedyId, partNumber));
  }

  paymentCancelled(cancellation: AskedCancellation): void {
    this.check(this.view.cancelPayment(cancellation));
  }

  /** Something was put on the bus for a partner. */
  partnerAsked(type: string, detail: Plain): void {
    this.check(this.view.askPartner(type, detail));
  }

  partGiven(booked: BookedPart): void {
    this.check(this.view.givePart(booked));
  }

  mailSent(mail: OutgoingMail): void {
    this.check(this.view.sendMail(mail));
  }

  /** A person wants a mail once more, perhaps at another address. They may not be heard. */
  mailWanted(wish: {
    readonly remedyId: string;
    readonly template: string;
    readonly email?: string | undefined;
  }): void {
    this.view.wantMail(wish);
  }

  outcomePublished(detail: Plain): void {
    this.check(this.view.publishOutcome(detail));
  }

  /** The finance system can know who bears the loss. */
  recoveryPublished(remedyId: string): void {
    this.check(this.view.publishRecovery(remedyId));
  }

  /** A source publishes an answer to a question. It may be of another source that was asked. */
  answered(source: string, inquiryId: string): void {
    this.view.answer(source, inquiryId);
  }

  /** The owner of a failure type can know that a mail did not arrive. */
  ownerTold(detail: Plain): void {
    this.view.tellOwner(detail);
  }

  /** A customer was answered that what they say of whether it was made right is taken. */
  wasAnswered(of: Pick<OutgoingMail, 'customerId' | 'remedyId'>): void {
    this.view.hearAnswer(of);
  }

  /** A customer begins to say something else than no. */
  mayTakeBack(customerId: string): void {
    this.view.aftermath.mayTakeBack(customerId);
  }

  /** A person begins to decide whether those whom an incident hurt are told of its end. */
  fixDecided(incidentId: string, verdict: 'tell' | 'keep-silent'): void {
    this.view.aftermath.fixDecided(incidentId, verdict);
  }

  functionEnded(functionName: string, event: Plain, startedAt: number): void {
    this.check(this.view.endFunction(functionName, event, startedAt));
  }

  personAlerted(remedyId: string, what: string): void {
    this.view.alert(remedyId, what);
  }

  decisionBegun(decided: HoldDecision): void {
    this.view.decide(decided);
  }

  decisionAnswered(decided: HoldDecision, answer: 'done' | 'refused'): void {
    this.check(this.view.answerDecision(decided, answer));
  }

  /** A person gives a word on an incident. The answer is noted on what is returned. */
  verdictBegun(verdict: Omit<GivenVerdict, 'begunAt'>): (answer: 'done' | 'refused') => void {
    return this.view.beginVerdict(verdict);
  }

  /** A person was answered that something is switched now. */
  switched(target: string, setting: object, controls: Plain): void {
    this.check(this.view.answerSwitch(target, setting, controls));
  }

  /** A person was answered that the name and the address of a customer are erased as they were then. */
  erased(customerId: string, untilMs: number): void {
    this.view.erase(customerId, untilMs);
  }

  /** A defect that shows without any invariant. */
  report(defect: string): void {
    this.violations.push(defect);
  }

  /**
   * After all faults have ceased, and time enough has passed for everything to end.
   *
   * @param queued every event that is in a retry queue or in the dead-letter queue
   * @param mayDoubtMails whether faults were drawn after which nobody can know if a mail was handed over
   */
  ended(queued: readonly Plain[], mayDoubtMails: boolean): void {
    this.check(this.view.end(queued, mayDoubtMails));
  }

  private check(observations: readonly Observation[]): void {
    for (const seen of observations) {
      const isInDoubt = !this.view.doubts.isEmpty && this.view.doubts.concern(seen);
      for (const { number, name, problems } of isInDoubt ? invariantsInDoubt : invariants) {
        for (const problem of problems(seen, this.view)) {
          this.report(`invariant ${number} (${name}): ${problem}`);
        }
      }
    }
  }
}

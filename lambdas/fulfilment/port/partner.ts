import type { CallbackPart, CreditPart, EntitlementPart, PartnerPart, ReplacementPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from './part-outcome';

/**
 * One part for a partner to carry out. All of it is fixed by the commitment, so that a repeated request is the same
 * request.
 */
export interface PartnerRequest<Part extends PartnerPart = PartnerPart> {
  readonly part: Part;
  /** The idempotency key: remedyId and part number. The part is carried out once per key. */
  readonly key: string;
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly failureType: string;
  readonly orderId: string;
  /** The failure, with the name and the address that the ledger does not keep. Missing once they were erased. */
  readonly failure: object | undefined;
  /** How long the partner may take to accept the request. */
  readonly timeoutMs: number;
}

/**
 * A system beside the payment provider that carries out parts: it keeps credits or entitlements, sends goods, or calls
 * customers. It may answer much later, with an event.
 */
export interface Partner<Part extends PartnerPart = PartnerPart> {
  /** The accounts whose trouble stops it. None where there is no account, as on the bus. */
  readonly accounts: readonly string[];

  /**
   * Requests the part, once per key, however often it is called.
   *
   * @returns what is known of it by now; `pending` with `answerBy` where the answer comes later
   * @throws {@link NotAttemptedError} where certainly nothing was requested, so that a later attempt may ask again
   */
  carryOut(request: PartnerRequest<Part>): Promise<PartOutcome>;

  /**
   * Looks up what became of it, and requests nothing. `not-found` where nobody can say.
   *
   * @throws {@link NotAttemptedError} where nobody was reached; look again later
   */
  find(request: PartnerRequest<Part>): Promise<PartOutcome | PartNotFound>;

  /**
   * Withdraws a request, where that is still possible: `declined` with `no-answer` or `cancelled` means that the part
   * will not be given, `succeeded` that it was given already and stays.
   *
   * @throws {@link NotAttemptedError} where nobody was reached
   */
  withdraw(request: PartnerRequest<Part>): Promise<PartOutcome>;
}

/** The partner that keeps credits. */
export interface CreditPartner extends Partner<CreditPart> {
  /** The smallest step between two amounts that it can book, in ISO 4217 minor units. */
  smallestStepMinor(currency: string): number;
}

/** The partner for each kind of part that the payment provider does not carry out. */
export interface Partners {
  readonly credit: CreditPartner;
  readonly replacement: Partner<ReplacementPart>;
  readonly entitlement: Partner<EntitlementPart>;
  readonly callback: Partner<CallbackPart>;
}

import type { CallbackPart, CreditPart, PartnerPart, ReplacementPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from './part-outcome';

/** One part for another system to carry out. Everything in it is fixed by the claim, so that asking twice is asking the same. */
export interface PartnerRequest<Part extends PartnerPart = PartnerPart> {
  readonly part: Part;
  /** The idempotency key: remedyId and part number. Whoever carries it out does so once per key. */
  readonly key: string;
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly failureType: string;
  readonly orderId: string;
  /** The failure, with the name and the address that the ledger does not keep. Missing once they were erased. */
  readonly failure: object | undefined;
  /** How long it may take to take up the request. */
  readonly timeoutMs: number;
}

/**
 * A system beside the payment provider that carries out parts: it keeps credits, sends goods, or calls customers. It may
 * answer much later, by news.
 */
export interface Partner<Part extends PartnerPart = PartnerPart> {
  /**
   * Asks for the part, once per key, however often it is called.
   *
   * @returns what is known of it by now; `pending` with `answerBy` where the answer comes later
   * @throws {@link NotAttemptedError} where certainly nothing was asked, so that a later attempt may ask again
   */
  carryOut(request: PartnerRequest<Part>): Promise<PartOutcome>;

  /**
   * Looks up what became of it, and asks for nothing. `not-found` where nobody can say.
   *
   * @throws {@link NotAttemptedError} where nobody was reached; look again later
   */
  find(request: PartnerRequest<Part>): Promise<PartOutcome | PartNotFound>;

  /**
   * Takes back what was asked for, if that can still be: `declined` with `no-answer` or `cancelled` says that it will not
   * be given, `paid` that it was given already and stays.
   *
   * @throws {@link NotAttemptedError} where nobody was reached
   */
  withdraw(request: PartnerRequest<Part>): Promise<PartOutcome>;
}

/** Who carries out what the payment provider does not. */
export interface Partners {
  readonly credit: Partner<CreditPart>;
  readonly replacement: Partner<ReplacementPart>;
  readonly callback: Partner<CallbackPart>;
}

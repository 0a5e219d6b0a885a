import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { PageFirst } from '../../feed/page-first';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import type { Brands } from '../../email/brand';
import type { Outcome } from '../../outcomes/outcome';
import type { Checks } from '../check/choose-for-check';
import type { FlowContext } from '../record/flow-context';
import { RetryableError } from '../record/retryable-error';
import type { FollowUpContext } from '../follow/plan-follow-ups';
import type { HoldWordsContext } from '../words/hold-words';
import type { Keeping } from '../keep/keep-sent';

export type ApologyContext = HoldWordsContext &
  FollowUpContext &
  Pick<FlowContext, 'mailer' | 'observer' | 'undelivered'> & {
    /**
     * Of what was given by itself, a share is checked by a person afterwards.
     *
     * @default - nothing is
     */
    readonly checks?: Checks | undefined;
    /**
     * Who is on a page of the company that tells of it is told there first.
     *
     * @default - mails wait for no page
     */
    readonly pageFirst?: PageFirst | undefined;
    /**
     * Mails are kept as they left.
     *
     * @default - none is
     */
    readonly keeping?: Keeping | undefined;
  };

/** An outcome that the customer is written about, with all that the mail is made of. */
export interface ApologyDelivery {
  readonly outcome: Outcome;
  readonly customerId: string;
  /** Missing where the customer's address is not kept any more. */
  readonly failure: Failure | undefined;
  readonly definition: FailureDefinition;
  readonly brands: Brands;
}

export type ApologyResult =
  | {
      readonly result: 'sent';
      readonly remedyId: string;
      readonly template: NoticeTemplate;
      readonly messageId: string;
    }
  /** The mail may have left, and nobody can say. It is not sent again automatically. */
  | { readonly result: 'unknown'; readonly remedyId: string }
  /** It was sent before, or is already known to be unknown. */
  | { readonly result: 'repeated'; readonly remedyId: string }
  /** A person approves its words before it is sent. */
  | { readonly result: 'held'; readonly remedyId: string }
  /** The ledger does not say that the money moved, so no mail may say so. */
  | { readonly result: 'not-issued'; readonly remedyId: string }
  /** What it would say is over before anybody reads it. */
  | { readonly result: 'too-late'; readonly remedyId: string }
  /** A mail that was planned is not wanted now, or not any more. */
  | { readonly result: 'stopped'; readonly remedyId: string }
  /** There is nothing to put right, because no mail was sent before. */
  | { readonly result: 'unpublished'; readonly remedyId: string }
  /** The person who decided wrote no message, or the address is not kept any more. */
  | { readonly result: 'no-email'; readonly remedyId: string };

/** Another attempt is sending this mail. Deliver the event again: by then it is sent, or in doubt. */
export class ApologyInProgressError extends RetryableError {
  override readonly name = 'ApologyInProgressError';
}

/** One mail of a remedy, for one outcome. */
export interface WantedMail {
  readonly template: NoticeTemplate;
  readonly delivery: ApologyDelivery;
  /** Where the customer answers what it asks. @default - it asks nothing */
  readonly pageUrl?: string | undefined;
}

import type { Mailer } from '../../email/mailer';
import type { CommonOptions } from '../../failures/definition/policy';
import type { Partners } from '../../fulfilment/port/partner';
import type { ProviderStatement } from '../../fulfilment/port/provider-statement';
import type { PaymentReader } from '../../fulfilment/port/payment';
import type { RefundProvider } from '../../fulfilment/port/refund-provider';
import type { BudgetStore } from '../../ledger/budget';
import type { CachedControls } from '../../ledger/cached-controls';
import type { PaymentMarkStore } from '../../ledger/payment/payment-mark-store';
import type { ControlsStore } from '../../ledger/port/controls-store';
import type { Ledger } from '../../ledger/port/ledger';
import type { LedgerStatement } from '../../ledger/port/statement';
import type { IncidentStore, WaitingList } from '../../ledger/port/waiting-list';
import type { QuotaLease } from '../../ledger/quota-lease';
import type { Limits } from '../../model/limits';
import type { OutcomePublisher } from '../../outcomes/outcome';
import type { UndeliveredMails } from '../../outcomes/undelivered-mail';
import type { FunctionCaller, RetryQueue } from '../../retry/retry-queue';
import type { Observer } from './observer';

/** All that the flow touches outside itself. Each use case picks what it needs. */
export interface FlowContext {
  readonly ledger: Ledger;
  readonly waiting: WaitingList;
  readonly incidents: IncidentStore;
  readonly controlsStore: ControlsStore;
  readonly statement: LedgerStatement;
  readonly refunds: RefundProvider;
  /** @default - the provider cannot tell what it knows of a payment, and is not asked */
  readonly payments?: PaymentReader | undefined;
  /** What banks say of payments. @default - nothing is known */
  readonly marks?: Pick<PaymentMarkStore, 'readMarks'> | undefined;
  readonly partners: Partners;
  readonly provider: ProviderStatement;
  readonly mailer: Mailer;
  readonly outcomes: OutcomePublisher;
  readonly undelivered: UndeliveredMails;
  readonly retryQueues: readonly RetryQueue[];
  readonly functions: FunctionCaller;
  readonly limits: Limits;
  /** @default - the policy's defaults */
  readonly options?: CommonOptions | undefined;
  /** What all events of a source count as, whatever they say. @default - what each event says */
  readonly evidenceBySource?: Readonly<Record<string, 'detected' | 'reported'>> | undefined;
  /** Which sources may answer for what another one reported. @default - none */
  readonly answeringSources?: readonly string[] | undefined;
  /** Where what gave nothing gives back its share of the shared limits, and what a verdict releases is counted. */
  readonly budgets: Pick<BudgetStore, 'giveBack' | 'reserve' | 'reserveOnce' | 'confirm'>;
  /** Kept for the life of a function instance. */
  readonly quota: QuotaLease;
  /** Kept for the life of a function instance. */
  readonly controls: CachedControls;
  readonly observer: Observer;
  readonly clock: () => Date;
  /** A token that no other attempt has. */
  readonly newToken: () => string;
  /** Waits a little, and longer each time this attempt loses a race for the customer record. */
  readonly backOff: (lostRaces: number) => Promise<void>;
  /** Waits until the provider may be asked again, so that the sweep leaves it capacity for new failures. */
  readonly pace: () => Promise<void>;
}

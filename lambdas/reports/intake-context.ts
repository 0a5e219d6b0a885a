import type { FailureDefinition } from '../failures/definition/failure-definition';
import type { Observer } from '../flow/record/observer';
import type { Ledger } from '../ledger/port/ledger';
import type { ReportCounts } from './counts/report-counts';
import type { ReportLinks } from './links/report-links';
import type { Shop } from '../shop/shop';
import type { ReportedFailure } from './reported-failure';

/** Puts reported failures on the bus. */
export interface ReportPublisher {
  /** @throws where the bus did not accept the event */
  publish(failure: ReportedFailure): Promise<void>;
}

export interface IntakeContext {
  readonly links: ReportLinks;
  readonly shop: Pick<Shop, 'ordersOf'>;
  readonly counts: ReportCounts;
  readonly publisher: ReportPublisher;
  readonly ledger: Pick<Ledger, 'readRemedy'>;
  /** The failure types of this deployment. What is none of them is not offered. */
  readonly definitions: readonly FailureDefinition[];
  readonly clock: () => Date;
  readonly wait: (ms: number) => Promise<void>;
  readonly observer: Pick<Observer, 'step'>;
}

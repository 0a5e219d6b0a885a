import type { Shop } from '../../shop/shop';
import type { WatchedSubjects } from '../watched/watched-subject';

/** A failure, as it is published. */
export interface FailureEvent {
  readonly source: string;
  readonly type: string;
  readonly detail: object;
  readonly remedyId: string;
}

/** Puts failures on the bus. */
export interface DetectedFailures {
  /** @throws where it is not certain that the bus has it */
  publish(event: FailureEvent): Promise<void>;
}

/** What a detector did, for logs and metrics. */
export type DetectorStep =
  | {
      readonly step: 'failure-detected';
      readonly remedyId: string;
      readonly failureType: string;
      readonly evidence: readonly string[];
    }
  /** Whose it is nobody could say. It is listed, and nobody is paid. */
  | { readonly step: 'signal-unjoined'; readonly subject: string; readonly why: string }
  | { readonly step: 'signals-received'; readonly count: number }
  /** What is due was not judged again, or not all of it. */
  | { readonly step: 'look-failed'; readonly why: string };

/** What a detector works with. */
export interface DetectorPorts<Options extends object = object> {
  readonly options: Options;
  /** The failure types that are handled. Others are not published. */
  readonly types: readonly string[];
  readonly subjects: WatchedSubjects;
  /** Says whose a signal is. */
  readonly shop: Pick<Shop, 'purchaseOf'>;
  readonly failures: DetectedFailures;
  readonly observe: (step: DetectorStep) => void;
  readonly clock: () => Date;
}

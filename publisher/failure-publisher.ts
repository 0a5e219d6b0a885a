import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { catalog } from '../lambdas/failures/catalog';
import { ContractError } from '../lambdas/failures/definition/parse-failure';
import { defaultBackOff, pauseFor, type BackOff } from './back-off';
import { batchesOf } from './batches-of';
import { entryOf, type FailureContract, type FailureEntry, type FailureOf } from './entry-of';
import { EntrySender, type ReadyEntry } from './entry-sender';
import { PublishInterruptedError, type PublishProgress, type PublishReport, type Refusal } from './publish-report';
import { bytesOf, requestLimits } from './request-limits';
import { Tally } from './tally';
import { untilAborted } from './until-aborted';

export interface FailurePublisherProps<Contracts extends readonly FailureContract[]> {
  /** The bus's name or ARN. EventBridge takes events for a bus that does not exist, and drops them: mind the spelling. */
  readonly busName: string;
  /**
   * The failure types that may be published. A team's own stand beside the others: `[...catalog, seatTaken]`.
   *
   * @default - all of the catalog
   */
  readonly definitions?: Contracts | undefined;
  /**
   * In whose name failures are published, by type.
   *
   * @default - each type's default source
   */
  readonly sources?: Partial<Readonly<Record<Contracts[number]['type'], string>>> | undefined;
  /** @default - one of its own, with 10 seconds for a request and no retries beside those of the publisher */
  readonly client?: EventBridgeClient | undefined;
  /** How many requests are under way at once. @default 4 */
  readonly requestsAtOnce?: number | undefined;
  /** All entries of a request together, for regions that take less. @default 999,999 */
  readonly requestBytes?: number | undefined;
  /** @default - 8 attempts, waits of 200 ms at first and 10 s at most, with full jitter */
  readonly backOff?: BackOff | undefined;
  /** Waits, or less where the signal says stop. @default - timers */
  readonly pause?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** From 0 to just under 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

export interface PublishOptions {
  /** Stops taking failures and cuts requests and waits short. The report then says what became of what was taken. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each reply, each refusal and each wait. */
  readonly onProgress?: ((progress: PublishProgress) => void) | undefined;
}

/**
 * Publishes failures. Every one is held against its contract before it leaves, and what the bus did not take is sent again,
 * and only that. What became of each is in the report; nothing that can be wrong with a failure is thrown.
 *
 * Failures arrive at least once, in no order: where a reply is lost, the entry is sent again. That harms nobody, because a
 * remedy's id is made of the failure itself, so the same failure is made right once, however often it arrives.
 *
 * @example
 * const publisher = new FailurePublisher({ busName: 'films' });
 * const report = await publisher.publish({ type: 'VideoPlaybackFailed', detail });
 * if (report.published < report.taken) console.error(report.results);
 */
export class FailurePublisher<const Contracts extends readonly FailureContract[] = typeof catalog> {
  private readonly contracts: ReadonlyMap<string, FailureContract>;
  private readonly client: EventBridgeClient;

  constructor(private readonly props: FailurePublisherProps<Contracts>) {
    const definitions: readonly FailureContract[] = props.definitions ?? catalog;
    this.contracts = new Map(definitions.map((contract) => [contract.type, contract]));
    this.client = props.client ?? new EventBridgeClient(ownClient);
    const { requestsAtOnce = 1 } = props;
    if (!(requestsAtOnce >= 1)) throw new RangeError(`requestsAtOnce is ${requestsAtOnce}: it has to be 1 or more`);
  }

  /**
   * Publishes one failure, several, or a stream of them. Of a stream, a request leaves once it is full: publish a failure that
   * should not wait for the next one alone.
   *
   * @throws {@link PublishInterruptedError} where the stream or `onProgress` threw. It carries the report.
   */
  async publish(
    failures:
      | FailureOf<Contracts[number]>
      | Iterable<FailureOf<Contracts[number]>>
      | AsyncIterable<FailureOf<Contracts[number]>>,
    { signal = new AbortController().signal, onProgress }: PublishOptions = {},
  ): Promise<PublishReport<FailureOf<Contracts[number]>>> {
    const source = 'type' in failures ? [failures] : failures;
    const tally = new Tally<FailureOf<Contracts[number]>>(
      Array.isArray(source) ? source.length : undefined,
      onProgress,
    );
    const batches = batchesOf(this.readyOnes(untilAborted(source, signal), tally), this.limits());
    const { backOff = defaultBackOff, pause = pauseFor, random = Math.random, requestsAtOnce = 4 } = this.props;
    const sender = new EntrySender({ client: this.client, backOff, pause, random, signal }, tally);
    const lane = async (): Promise<void> => {
      for (let next = await batches.next(); !next.done; next = await batches.next()) await sender.send(next.value);
    };
    const ends = await Promise.allSettled(Array.from({ length: requestsAtOnce }, lane));

    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw new PublishInterruptedError('the failures ended in an error', tally.report(), failed.reason);
    const { complaint } = tally;
    if (complaint) throw new PublishInterruptedError('onProgress threw', tally.report(), complaint.cause);
    return tally.report();
  }

  private async *readyOnes<Failure extends FailureOf<FailureContract>>(
    failures: AsyncIterable<Failure>,
    tally: Tally<Failure>,
  ): AsyncGenerator<ReadyEntry<Failure>, void> {
    for await (const failure of failures) {
      const taken = tally.take(failure);
      const entry = this.entryOrRefusal(failure);
      if ('reason' in entry) tally.settle([[taken, { state: 'refused', refusal: entry }]]);
      else yield { ...taken, entry, bytes: bytesOf(entry) };
    }
  }

  private entryOrRefusal({ type, detail }: FailureOf<FailureContract>): FailureEntry | Refusal {
    const contract = this.contracts.get(type);
    if (!contract) return { reason: 'unknown-type' };
    const sources: Readonly<Record<string, string | undefined>> = this.props.sources ?? {};
    try {
      const entry = entryOf(contract, detail, { source: sources[type], busName: this.props.busName });
      const [bytes, mostBytes] = [bytesOf(entry), this.limits().bytes];
      return bytes > mostBytes ? { reason: 'too-large', bytes, mostBytes } : entry;
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return { reason: 'broken-contract', problems: error.problems };
    }
  }

  private limits(): typeof requestLimits {
    return { ...requestLimits, bytes: this.props.requestBytes ?? requestLimits.bytes };
  }
}

/** The publisher tries again itself, and knows which entries: a client that does so too would multiply the attempts. */
const ownClient = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

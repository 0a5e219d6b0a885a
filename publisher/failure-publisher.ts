import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { catalog } from '../lambdas/failures/catalog';
import { nearestName } from '../lambdas/failures/definition/nearest-name';
import { ContractError } from '../lambdas/failures/definition/parse-failure';
import { defaultBackOff, pauseFor, type BackOff } from './back-off';
import { batchesOf } from './batches-of';
import { entryOf, type FailureContract, type FailureEntry, type FailureOf } from './entry-of';
import { EntrySender, type ReadyEntry, type Separation } from './entry-sender';
import { PublishInterruptedError, type PublishProgress, type PublishReport, type Refusal } from './publish-report';
import { bytesOf, requestLimits } from './request-limits';
import { Tally } from './tally';
import { untilAborted } from './until-aborted';

export interface FailurePublisherProps<Contracts extends readonly FailureContract[]> {
  /**
   * The bus's name or ARN. Check the spelling: EventBridge accepts events for a bus that does not exist, and drops
   * them.
   */
  readonly busName: string;
  /**
   * The failure types that may be published. Add a team's own to the catalog's: `[...catalog, seatTaken]`.
   *
   * @default - all of the catalog
   */
  readonly definitions?: Contracts | undefined;
  /**
   * The event source of each type.
   *
   * @default - each type's default source
   */
  readonly sources?: Partial<Readonly<Record<Contracts[number]['type'], string>>> | undefined;
  /** @default - a client with a timeout of 10 seconds and no retries, because the publisher retries itself */
  readonly client?: EventBridgeClient | undefined;
  /** How many requests run in parallel. @default 4 */
  readonly requestsAtOnce?: number | undefined;
  /** The size limit of a request in bytes, for regions with a lower one. @default 999,999 */
  readonly requestBytes?: number | undefined;
  /** @default - 8 attempts, waits of 200 ms at first and 10 s at most, with full jitter */
  readonly backOff?: BackOff | undefined;
  /** Waits, and resolves early once the signal aborts. @default - timers */
  readonly pause?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /** From 0 to just under 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

export interface PublishOptions {
  /**
   * Stops reading failures and aborts requests and waits. The report then says what became of the failures received.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called after each reply, each refusal and each wait. */
  readonly onProgress?: ((progress: PublishProgress) => void) | undefined;
}

/**
 * Publishes failures. Each is checked against its contract before it is sent, and only the entries that EventBridge did
 * not accept are sent again. The report has the outcome of each; nothing that is wrong with a failure is thrown.
 *
 * Failures arrive at least once and in no order: where a reply is lost, the entry is sent again. That does no harm,
 * because a remedy's id is computed from the failure, so one failure gets one remedy however often it arrives.
 *
 * @example const publisher = new FailurePublisher({ busName: 'films' }); const report = await publisher.publish({ type:
 * 'VideoPlaybackFailed', detail }); if (report.published < report.received) console.error(report.results);
 */
export class FailurePublisher<const Contracts extends readonly FailureContract[] = typeof catalog> {
  private readonly contracts: ReadonlyMap<string, FailureContract>;
  private readonly client: EventBridgeClient;
  private readonly separation: Separation = { needed: false };

  constructor(private readonly props: FailurePublisherProps<Contracts>) {
    const definitions: readonly FailureContract[] = props.definitions ?? catalog;
    this.contracts = new Map(definitions.map((contract) => [contract.type, contract]));
    this.client = props.client ?? new EventBridgeClient(defaultClientConfig);
    const { requestsAtOnce = 1 } = props;
    if (!(requestsAtOnce >= 1)) throw new RangeError(`requestsAtOnce is ${requestsAtOnce}, but must be at least 1`);
  }

  /**
   * Publishes one failure, several, or a stream of them. A request of a stream is sent once it is full, so publish a
   * failure alone if it must not wait for the next one.
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
    const batches = batchesOf(this.readyEntries(untilAborted(source, signal), tally), this.limits());
    const { backOff = defaultBackOff, pause = pauseFor, random = Math.random, requestsAtOnce = 4 } = this.props;
    const { client, separation } = this;
    const sender = new EntrySender({ client, backOff, pause, random, signal, separation }, tally);
    const lane = async (): Promise<void> => {
      for (let next = await batches.next(); !next.done; next = await batches.next()) await sender.send(next.value);
    };
    const ends = await Promise.allSettled(Array.from({ length: requestsAtOnce }, lane));

    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw new PublishInterruptedError('reading the failures failed', tally.report(), failed.reason);
    const { progressError } = tally;
    if (progressError) throw new PublishInterruptedError('onProgress threw', tally.report(), progressError.cause);
    return tally.report();
  }

  private async *readyEntries<Failure extends FailureOf<FailureContract>>(
    failures: AsyncIterable<Failure>,
    tally: Tally<Failure>,
  ): AsyncGenerator<ReadyEntry<Failure>, void> {
    for await (const failure of failures) {
      const received = tally.receive(failure);
      const entry = this.entryOrRefusal(failure);
      if ('reason' in entry) tally.settle([[received, { state: 'refused', refusal: entry }]]);
      else yield { ...received, entry, bytes: bytesOf(entry) };
    }
  }

  private entryOrRefusal({ type, detail }: FailureOf<FailureContract>): FailureEntry | Refusal {
    const contract = this.contracts.get(type);
    if (!contract) return unknownType(type, [...this.contracts.keys()]);
    const sources: Readonly<Record<string, string | undefined>> = this.props.sources ?? {};
    try {
      const entry = entryOf(contract, detail, { source: sources[type], busName: this.props.busName });
      const [bytes, maxBytes] = [bytesOf(entry), this.limits().bytes];
      return bytes > maxBytes ? { reason: 'too-large', bytes, maxBytes } : entry;
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return { reason: 'broken-contract', problems: error.problems };
    }
  }

  private limits(): typeof requestLimits {
    return { ...requestLimits, bytes: this.props.requestBytes ?? requestLimits.bytes };
  }
}

/** Types are typed, but events of a queue or a file are not. */
function unknownType(type: string, known: readonly string[]): Refusal {
  const nearest = nearestName(type, known);
  const meant = nearest === undefined ? `there are ${known.join(', ')}.` : `did you mean ${nearest}?`;
  const own = 'A type of your own is declared with `definitions: [...catalog, yours]` of the publisher.';
  return { reason: 'unknown-type', message: `There is no failure type ${type}: ${meant} ${own}`, nearest };
}

/** The publisher retries itself and knows which entries, so a client that retries too would multiply the attempts. */
const defaultClientConfig = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

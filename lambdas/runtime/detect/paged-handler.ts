import type { Context, SQSBatchResponse } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { DetectorDefinition } from '../../detect/definition/detector';
import type { ReceivedSignals } from '../../detect/definition/signal-door';
import { outagePageSchema, outagePageType, type OutagePage } from '../../detect/paged/outage-page';
import type { OutagePorts, Paced } from '../../detect/paged/outage-ports';
import type { DetectResult } from '../../detect/run/detect';
import { signalType } from '../../detect/run/received-signals';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { pagedSettings } from './detector-settings';
import { lookSchema, LookFailedError, toldLook, type LookResult } from './look';
import { wirePaged } from './paged-wiring';

/** What a detector does that publishes many failures for one signal. */
export interface PagedDetector<Signal, Options extends Paced> {
  readonly definition: Pick<DetectorDefinition<never, never, Options>, 'name' | 'optionsSchema' | 'defaults'>;
  readonly signalSchema: z.ZodMiniType<Signal>;
  /** Whether an event of the bus is of a service of AWS, and not a message of ours. */
  readonly isServiceEvent: (event: unknown) => boolean;
  readonly readServiceEvent: (event: unknown) => ReceivedSignals<Signal>;
  /** Signals of one lane are judged one after another. */
  readonly laneOf: (signal: Signal) => string;
  hear(signal: Signal, ports: OutagePorts<Options>): Promise<DetectResult>;
  /** Judges again what time alone has changed. */
  look(subject: string, ports: OutagePorts<Options>): Promise<DetectResult>;
  /** Publishes the failures of one page. */
  spread(page: OutagePage, ports: OutagePorts<Options>): Promise<DetectResult>;
}

/** How many subjects and pages are worked on at once. */
const lanesAtOnce = 5;

/** The time that has to be left to begin with one more: a page has up to a hundred failures to publish. */
const leastMs = 20_000;

/** How many subjects are looked at in one run. */
const dueAtOnce = 80;

/** What the function is given: what somebody says, or a page of what is being told. */
type Work<Signal> =
  { readonly is: 'signals'; readonly signals: readonly Signal[] } | { readonly is: 'page'; readonly page: OutagePage };

/**
 * The Lambda handler of a detector that publishes many failures for one signal. It is invoked by the bus with an event
 * of a service of AWS; with a batch of its queue, which holds what others say and the pages; with one message, by the
 * sweep; or by a schedule, to judge again what time alone has changed.
 */
export function pagedHandler<Signal, Options extends Paced>(
  detector: PagedDetector<Signal, Options>,
  wire: (observer: TelemetryObserver) => OutagePorts<Options> = (observer) =>
    wirePaged(detector.definition, pagedSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<DetectResult | SQSBatchResponse | LookResult | SecretsAnswer> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, observer, context }) => {
    if (asksAboutSecrets(event)) return answerAboutSecrets(process.env['SHOP_SECRET_NAME'] ? ['SHOP_SECRET_NAME'] : []);
    const ports = wired();
    const hasTime = (): boolean => context.getRemainingTimeInMillis() >= leastMs;
    const handle = (work: Work<Signal>) => carryOut(work, detector, ports);
    if (lookSchema.safeParse(event).success) return toldLook(() => judgeDue(detector, ports, hasTime), ports.observe);
    if (!isBatch(event)) {
      if (detector.isServiceEvent(event)) ports.observe({ step: 'signals-received', count: 1 });
      return handle(workIn(event as QueuedEvent, detector));
    }
    const work = {
      read: (queued: QueuedEvent) => workIn(queued, detector),
      laneOf: (each: Work<Signal>) =>
        each.is === 'page' ? each.page.outageId : each.signals.map(detector.laneOf).join(),
      room: roomFor(lanesAtOnce),
      handle: (each: Work<Signal>) => {
        if (each.is === 'signals') ports.observe({ step: 'signals-received', count: 1 });
        return handle(each);
      },
      hasTime,
    };
    return handleBatch(event, work, observer);
  });
}

/** @throws ContractError */
function workIn<Signal, Options extends Paced>(
  event: QueuedEvent,
  { definition, signalSchema, readServiceEvent }: PagedDetector<Signal, Options>,
): Work<Signal> {
  const { 'detail-type': type, detail } = event;
  if (type === outagePageType) {
    return { is: 'page', page: parseContract(outagePageSchema, 'a page of an outage', detail) };
  }
  if (type === signalType) {
    return { is: 'signals', signals: [parseContract(signalSchema, `a signal of ${definition.name}`, detail)] };
  }
  const received = readServiceEvent(event);
  if (received.type === 'signals') return { is: 'signals', signals: received.signals };
  if (received.type === 'unrelated') return { is: 'signals', signals: [] };
  throw new ContractError(type, [{ path: '(detail)', message: received.why }]);
}

async function carryOut<Signal, Options extends Paced>(
  work: Work<Signal>,
  detector: PagedDetector<Signal, Options>,
  ports: OutagePorts<Options>,
): Promise<DetectResult> {
  if (work.is === 'page') return detector.spread(work.page, ports);
  let last: DetectResult = { result: 'nothing-new', remedyIds: [] };
  for (const signal of work.signals) last = await detector.hear(signal, ports);
  return last;
}

/** @throws LookFailedError */
async function judgeDue<Signal, Options extends Paced>(
  detector: PagedDetector<Signal, Options>,
  ports: OutagePorts<Options>,
  hasTime: () => boolean,
): Promise<LookResult> {
  const due = await ports.subjects.due(ports.clock(), dueAtOnce);
  const errors: unknown[] = [];
  let looked = 0;
  for (const subject of due) {
    if (!hasTime()) break;
    looked += 1;
    try {
      await detector.look(subject, ports);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new LookFailedError(detector.definition.name, errors.length, errors[0]);
  return { looked };
}

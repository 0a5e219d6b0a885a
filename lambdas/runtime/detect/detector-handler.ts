import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { detect, type DetectResult } from '../../detect/run/detect';
import type { DetectorDefinition } from '../../detect/definition/detector';
import type { DetectorPorts } from '../../detect/run/detector-ports';
import { signalType } from '../../detect/run/received-signals';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { minuteMs } from '../../model/durations';
import { inLanes, roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { answerAboutSecrets } from '../secrets/answer-about-secrets';
import { asksAboutSecrets, type SecretsAnswer } from '../secrets/secrets-question';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { detectorSettings } from './detector-settings';
import { wireDetector } from './detector-wiring';
import { lookSchema, LookFailedError, toldLook, type LookResult } from './look';

/** How many subjects are judged at once. */
const lanesAtOnce = 5;

/** The time that has to be left to judge one more: the shop may take its time to answer. */
const leastMs = 10_000;

/** How many subjects one request for what is due brings. */
const dueAtOnce = 80;

/** After how long a subject is due again that could not be judged. */
const putBehindMs = 15 * minuteMs;

/**
 * The Lambda handler of a detector. It is invoked with a batch of its queue; with one message, by the sweep; or by a
 * schedule, to judge again what time alone has changed. What could not be joined or published is delivered again.
 */
export function detectorHandler<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  wire: (observer: TelemetryObserver) => DetectorPorts<Options> = (observer) =>
    wireDetector(definition, detectorSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<DetectResult | SQSBatchResponse | LookResult | SecretsAnswer> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, observer, context }) => {
    if (asksAboutSecrets(event)) return answerAboutSecrets(['SHOP_SECRET_NAME']);
    const ports = wired();
    const hasTime = (): boolean => context.getRemainingTimeInMillis() >= leastMs;
    const handle = (signal: Signal) => detect(definition.subjectOf(signal), [signal], definition, ports);
    if (lookSchema.safeParse(event).success) return toldLook(() => judgeDue(definition, ports, hasTime), ports.observe);
    if (!isBatch(event)) return handle(signalIn(event as QueuedEvent, definition));
    ports.observe({ step: 'signals-received', count: (event satisfies SQSEvent).Records.length });
    const work = {
      read: (queued: QueuedEvent) => signalIn(queued, definition),
      laneOf: (signal: Signal) => definition.subjectOf(signal),
      room: roomFor(lanesAtOnce),
      handle,
      hasTime,
    };
    return handleBatch(event, work, observer);
  });
}

/** @throws ContractError */
function signalIn<Signal>(
  { 'detail-type': type, detail }: QueuedEvent,
  { name, signalSchema }: Pick<DetectorDefinition<Signal>, 'name' | 'signalSchema'>,
): Signal {
  if (type === signalType) return parseContract(signalSchema, `a signal of ${name}`, detail);
  throw new ContractError(type, [{ path: '(detail-type)', message: `is not ${signalType}` }]);
}

/**
 * One that fails keeps none of the others waiting.
 *
 * @throws LookFailedError
 */
async function judgeDue<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  ports: DetectorPorts<Options>,
  hasTime: () => boolean,
): Promise<LookResult> {
  // The index says a moment later what was written, so each subject is taken once in a run.
  const taken = new Set<string>();
  const errors: unknown[] = [];
  for (let due = await dueNow(ports, taken); due.length > 0 && hasTime(); due = await dueNow(ports, taken)) {
    await inLanes(due, roomFor(lanesAtOnce), async (subject) => {
      if (!hasTime()) return;
      taken.add(subject);
      try {
        await detect(subject, [], definition, ports);
      } catch (error) {
        errors.push(error);
        await putBehind(subject, ports);
      }
    });
  }
  if (errors.length > 0) throw new LookFailedError(definition.name, errors.length, errors[0]);
  return { looked: taken.size };
}

/** What cannot be judged would stand before all others at each look. Where that fails, too, it stays where it was. */
async function putBehind(subject: string, { subjects, clock }: DetectorPorts): Promise<void> {
  try {
    const before = await subjects.read(subject);
    if (!before) return;
    const dueAt = new Date(clock().getTime() + putBehindMs).toISOString();
    await subjects.save({ ...before, version: before.version + 1, dueAt });
  } catch {
    // The first error is the one that is told.
  }
}

async function dueNow({ subjects, clock }: DetectorPorts, taken: ReadonlySet<string>): Promise<readonly string[]> {
  const due = await subjects.due(clock(), dueAtOnce);
  return due.filter((subject) => !taken.has(subject));
}

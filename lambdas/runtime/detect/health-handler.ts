import type { Context, SQSBatchResponse } from 'aws-lambda';
import { healthSignalSchema, type HealthSignal } from '../../detect/health/health-signal';
import { healthSignalsIn, isServiceEvent } from '../../detect/health/service-events';
import { hearHealth, judgeNow } from '../../detect/outages/hear-health';
import { outagePageSchema, outagePageType, type OutagePage } from '../../detect/outages/outage-page';
import type { OutagePorts } from '../../detect/outages/outage-ports';
import { spreadOutage } from '../../detect/outages/spread-outage';
import type { DetectResult } from '../../detect/run/detect';
import { signalType } from '../../detect/run/received-signals';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { roomFor } from '../delivery/in-lanes';
import { handleBatch, isBatch, type QueuedEvent } from '../delivery/record-batch';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { lookSchema, LookFailedError, type LookResult } from './look';
import { healthSettings } from './health-settings';
import { wireHealth } from './health-wiring';

/** How many services and outages are worked on at once. */
const lanesAtOnce = 5;

/** The time that has to be left to begin with one more: a page has up to a hundred failures to publish. */
const leastMs = 20_000;

/** How many services are looked at in one run. */
const dueAtOnce = 80;

/** What the function is given: what somebody says of a service, or a page of an outage that is being told. */
type Work =
  | { readonly is: 'signals'; readonly signals: readonly HealthSignal[] }
  | { readonly is: 'page'; readonly page: OutagePage };

/**
 * The Lambda handler of service health. It is invoked by the bus with an event of CloudWatch or AWS Health; with a
 * batch of its queue, which holds what a pager and a status page say and the pages of outages; with one message, by the
 * sweep; or by a schedule, to judge again what time alone has changed.
 */
export function healthHandler(
  wire: (observer: TelemetryObserver) => OutagePorts = (observer) => wireHealth(healthSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: unknown, context: Context) => Promise<DetectResult | SQSBatchResponse | LookResult> {
  return wiredHandler(wire, tools, async (event: unknown, { wired, observer, context }) => {
    const ports = wired();
    const hasTime = (): boolean => context.getRemainingTimeInMillis() >= leastMs;
    if (lookSchema.safeParse(event).success) return judgeDue(ports, hasTime);
    if (!isBatch(event)) {
      if (isServiceEvent(event)) ports.observe({ step: 'signals-received', count: 1 });
      return carryOut(workIn(event as QueuedEvent), ports);
    }
    const work = {
      read: workIn,
      laneOf: (each: Work) => (each.is === 'page' ? each.page.outageId : (each.signals[0]?.what ?? '')),
      room: roomFor(lanesAtOnce),
      handle: (each: Work) => {
        if (each.is === 'signals') ports.observe({ step: 'signals-received', count: 1 });
        return carryOut(each, ports);
      },
      hasTime,
    };
    return handleBatch(event, work, observer);
  });
}

/** @throws ContractError */
function workIn(event: QueuedEvent): Work {
  const { 'detail-type': type, detail } = event;
  if (type === outagePageType)
    return { is: 'page', page: parseContract(outagePageSchema, 'a page of an outage', detail) };
  if (type === signalType) {
    return { is: 'signals', signals: [parseContract(healthSignalSchema, 'a signal of health', detail)] };
  }
  const received = healthSignalsIn(event);
  if (received.type === 'signals') return { is: 'signals', signals: received.signals };
  if (received.type === 'unrelated') return { is: 'signals', signals: [] };
  throw new ContractError(type, [{ path: '(detail)', message: received.why }]);
}

async function carryOut(work: Work, ports: OutagePorts): Promise<DetectResult> {
  if (work.is === 'page') return spreadOutage(work.page, ports);
  let last: DetectResult = { result: 'nothing-new', remedyIds: [] };
  for (const signal of work.signals) last = await hearHealth(signal, ports);
  return last;
}

/** @throws LookFailedError */
async function judgeDue(ports: OutagePorts, hasTime: () => boolean): Promise<LookResult> {
  const due = await ports.subjects.due(ports.clock(), dueAtOnce);
  const errors: unknown[] = [];
  let looked = 0;
  for (const service of due) {
    if (!hasTime()) break;
    looked += 1;
    try {
      await judgeNow(service, [], ports);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new LookFailedError('health', errors.length, errors[0]);
  return { looked };
}

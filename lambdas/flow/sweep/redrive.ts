import { afterFailure, type FunctionCaller, type FailedEvent, type RetryQueue } from '../../retry/retry-queue';
import { inParallel } from '../../model/in-parallel';
import type { Observer } from '../record/observer';

export interface RedrivePorts {
  readonly undelivered: readonly RetryQueue[];
  readonly functions: FunctionCaller;
  readonly observer: Observer;
}

/** Events taken out of one queue at a time. */
const batch = 10;

/**
 * Delivers anew what functions were given up on. The road recognises what it did before, so an event may come as often as it
 * likes. What fails too often, or can never succeed, is parked for a person.
 */
export async function redrive(ports: RedrivePorts, hasTime: () => boolean): Promise<void> {
  for (const place of ports.undelivered) {
    while (hasTime()) {
      const events = await take(place, ports);
      if (events.length === 0) break;
      // All at once, because each was counted as tried when it was taken.
      await inParallel(events, batch, (event) => deliverAnew(event, place, ports));
    }
  }
}

async function take(place: RetryQueue, { observer }: RedrivePorts): Promise<FailedEvent[]> {
  try {
    return await place.take(batch);
  } catch (error) {
    observer.trouble('', `the undelivered of ${place.functionName} cannot be read`, error);
    return [];
  }
}

async function deliverAnew(event: FailedEvent, place: RetryQueue, ports: RedrivePorts): Promise<void> {
  try {
    await tryAnew(event, place, ports);
  } catch (error) {
    // It comes back into the queue by itself.
    ports.observer.trouble('', `an undelivered event of ${place.functionName} could not be taken up`, error);
  }
}

async function tryAnew(event: FailedEvent, place: RetryQueue, ports: RedrivePorts): Promise<void> {
  // What can never succeed is not tried first.
  if (afterFailure(event.errorName, 0).then === 'park') return park(event, place, ports);
  const called = await call(event, place, ports);
  if (!called.failed) return place.finish(event);
  const next = afterFailure(called.errorName, event.receiveCount);
  if (next.then === 'park') return park(event, place, ports);
  await place.tryLater(event, next.delaySeconds);
}

async function call({ payload }: FailedEvent, { functionName }: RetryQueue, ports: RedrivePorts) {
  try {
    return await ports.functions.call(functionName, payload);
  } catch (error) {
    ports.observer.trouble('', `${functionName} cannot be run`, error);
    return { failed: true, errorName: 'NotRun' } as const;
  }
}

async function park(event: FailedEvent, place: RetryQueue, { observer }: RedrivePorts): Promise<void> {
  await place.park(event);
  observer.step({ step: 'dead-lettered', remedyId: '', failureType: place.functionName });
}

import type { LocalSystem } from '../system/local-system';
import { approveIncident } from './approve-incident';
import { publish, type Published } from './publish';
import { hasSettled, isDecided, isHeld } from './report/journey-line';
import type { Journey, Journeys } from './report/journeys';
import type { TrackedEvent, ViewOf } from './report/live-view';
import type { DemoEvent, DemoStep } from './script/demo';

/** Where a step is played, and who looks on. */
export interface DemoRun {
  readonly system: LocalSystem;
  readonly journeys: Journeys;
  readonly viewOf: ViewOf;
  /** Called with each problem that does not stop the demo. */
  readonly warn: (warning: string) => void;
}

/** Publishes the events of a step, and shows them until all have settled. */
export async function playStep(
  { heading, events, approval }: DemoStep,
  { system, journeys, viewOf, warn }: DemoRun,
): Promise<Published[]> {
  const paid = events.filter(({ declined }) => declined === undefined);
  const published = await publish(
    paid.map(({ entry }) => entry),
    system,
  );
  const tracked = trackedEvents(published, paid);
  const isDone = approval ? isDecided : hasSettled;
  const view = viewOf(tracked, heading, isDone);
  const unsubscribe = system.on(() => view.refresh());
  let refused: string | undefined;
  try {
    await allSettled(tracked, hasSettled, system, journeys);
    if (approval && tracked.some(({ eventId }) => isHeldIn(journeys, eventId))) {
      const approved = await approveIncident(approval, system);
      if (approved.answer === 'done') await allSettled(tracked, isDone, system, journeys);
      else refused = `${approval.operator} does not release ${approval.incidentId}. ${approved.why} ${heldOn}`;
    }
  } finally {
    unsubscribe();
    await view.end();
  }
  if (refused !== undefined) warn(refused);
  return [...published, ...events.flatMap(unpaid)];
}

const heldOn = 'What is held stays held, for the reason beside it.';

function unpaid({ entry, declined }: DemoEvent): Published[] {
  if (declined === undefined) return [];
  const reason = `not published, because the local provider declined the payment of its purchase: ${declined}`;
  return [{ accepted: false, entry, reason }];
}

/** Where the policy's options require no approval, nothing is held, and the operator API would refuse one. */
function isHeldIn(journeys: Journeys, eventId: string): boolean {
  const journey = journeys.of(eventId);
  return journey !== undefined && isHeld(journey);
}

/** The most sweeps to wait for: one finds a fallback, and the next one carries it out. */
const mostSweeps = 3;

/** Resolves when all events are done, or at the latest when nothing is in progress any more. */
async function allSettled(
  tracked: readonly TrackedEvent[],
  isDone: (journey: Journey) => boolean,
  system: LocalSystem,
  journeys: Journeys,
): Promise<void> {
  const isSettled = ({ eventId }: TrackedEvent): boolean => {
    const journey = journeys.of(eventId);
    return journey !== undefined && isDone(journey);
  };
  const areSettled = (): boolean => tracked.every(isSettled);
  const { met, unsubscribe } = waitUntil(areSettled, system);
  await Promise.race([met, system.idle()]);
  unsubscribe();
  for (let sweep = 1; sweep <= mostSweeps && !areSettled(); sweep++) await runSweep(system);
}

/** Checks a condition now and after every event of the system. */
function waitUntil(condition: () => boolean, system: LocalSystem) {
  let unsubscribe: () => void = () => undefined;
  const met = new Promise<void>((resolve) => {
    const check = (): void => {
      if (condition()) resolve();
    };
    unsubscribe = system.on(check);
    check();
  });
  return { met, unsubscribe };
}

/** Runs the schedules of every minute once, so that the report does not depend on when in a minute the demo ends. */
export async function runSweep(system: LocalSystem): Promise<void> {
  const everyMinute = system.template.schedules.filter(
    ({ recurrence }) => recurrence.kind === 'rate' && recurrence.minutes === 1,
  );
  for (const { name } of everyMinute) await system.runSchedule(name);
  await system.idle();
}

function trackedEvents(published: readonly Published[], events: readonly DemoEvent[]): TrackedEvent[] {
  const labelled = published.flatMap((item, index) => {
    if (!item.accepted) return [];
    const title = events[index]?.title;
    const customer = customerOf(item);
    return [
      { eventId: item.eventId, label: title === undefined ? `${customer} ${item.entry.DetailType}` : customer, title },
    ];
  });
  const width = Math.max(...labelled.map(({ label }) => label.length), 0);
  return labelled.map(({ label, ...event }) => ({ ...event, label: label.padEnd(width) }));
}

function customerOf({ entry }: Published): string {
  const customer = entry.Detail['customer'];
  return typeof customer === 'object' && customer && 'id' in customer ? String(customer.id) : 'nobody';
}

import type { LocalSystem } from '../system/local-system';
import type { DemoStep } from './script/step';
import { approve } from './approve';
import { hasSettled, isDecided, isHeld } from './report/journey-line';
import type { Journey, Journeys } from './report/journeys';
import type { Traveller, ViewOf } from './report/live-view';
import { publish, type Published } from './publish';

/** Publishes an act, and shows it until all of it came to something. */
export async function playStep(
  { heading, scenes, approval }: DemoStep,
  system: LocalSystem,
  journeys: Journeys,
  viewOf: ViewOf,
): Promise<Published[]> {
  const published = await publish(
    scenes.map(({ entry }) => entry),
    system,
  );
  const travellers = travellersOf(published, scenes);
  const isOver = approval ? isDecided : hasSettled;
  const view = viewOf(travellers, heading, isOver);
  const hush = system.on(() => view.refresh());
  try {
    await allSettled(travellers, hasSettled, system, journeys);
    if (approval && travellers.some(({ eventId }) => isHeldIn(journeys, eventId))) {
      await approve(approval, system);
      await allSettled(travellers, isOver, system, journeys);
    }
  } finally {
    hush();
    await view.end();
  }
  return published;
}

/** Where the policy's options ask for no approval, nothing waits for one, and the desk would refuse it. */
function isHeldIn(journeys: Journeys, eventId: string): boolean {
  const journey = journeys.of(eventId);
  return journey !== undefined && isHeld(journey);
}

/** How many minutes of the sweep are waited for at most: it finds another way in one, and goes it in the next. */
const mostMinutes = 3;

/** Resolves when each of them came to something, or at the latest when nothing moves any more. */
async function allSettled(
  travellers: readonly Traveller[],
  isOver: (journey: Journey) => boolean,
  system: LocalSystem,
  journeys: Journeys,
): Promise<void> {
  const isSettled = ({ eventId }: Traveller): boolean => {
    const journey = journeys.of(eventId);
    return journey !== undefined && isOver(journey);
  };
  const areSettled = (): boolean => travellers.every(isSettled);
  const { settled, hush } = whenever(areSettled, system);
  await Promise.race([settled, system.idle()]);
  hush();
  for (let minute = 1; minute <= mostMinutes && !areSettled(); minute++) await aMinuteLater(system);
}

/** Resolves when something happened after which that is true. */
function whenever(isTrue: () => boolean, system: LocalSystem) {
  let hush: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => {
    const look = (): void => {
      if (isTrue()) resolve();
    };
    hush = system.on(look);
    look();
  });
  return { settled, hush };
}

/** Has what waits looked after once more, so that no report depends on when in its minute the evening ended. */
export async function aMinuteLater(system: LocalSystem): Promise<void> {
  const everyMinute = system.template.schedules.filter(
    ({ recurrence }) => recurrence.kind === 'rate' && recurrence.minutes === 1,
  );
  for (const { name } of everyMinute) await system.runSchedule(name);
  await system.idle();
}

function travellersOf(published: readonly Published[], scenes: DemoStep['scenes']): Traveller[] {
  const named = published.flatMap((item, index) => {
    if (!item.taken) return [];
    const title = scenes[index]?.title;
    const customer = customerOf(item);
    return [
      { eventId: item.eventId, label: title === undefined ? `${customer} ${item.entry.DetailType}` : customer, title },
    ];
  });
  const width = Math.max(...named.map(({ label }) => label.length), 0);
  return named.map(({ label, ...traveller }) => ({ ...traveller, label: label.padEnd(width) }));
}

function customerOf({ entry }: Published): string {
  const customer = entry.Detail['customer'];
  return typeof customer === 'object' && customer && 'id' in customer ? String(customer.id) : 'nobody';
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LocalSystem } from '../local-system';
import { inboxMails } from './inbox';
import type { Journeys } from './journeys';
import type { LiveView, Traveller } from './live-view';
import { takePayments, type Evening } from './payments';
import { publish, type Published } from './publish';
import { recordedRemedies } from './recorded-remedies';
import { reportOf, type Report } from './report';
import { readUndelivered } from './undelivered';

/**
 * How long a minute of the schedules lasts beside an evening. The sweep costs a twentieth of what the evening does each time,
 * and twice that the first time; every second, it would be seen in how long the customers wait.
 */
export const eveningMinuteMs = 5_000;

/** How long after the fact the provider and the mail service tell, as they do in the world: after seconds. */
export const eveningNewsDelayMs = 2_000;

/**
 * Plays an evening on the local system: takes its payments, publishes its failures, follows them until nothing moves any
 * more, and looks up what became of them.
 */
export async function playEvening(
  evening: Evening,
  system: LocalSystem,
  journeys: Journeys,
  viewOf: (travellers: readonly Traveller[]) => LiveView,
  complain: (complaint: string) => void,
): Promise<Report> {
  const paid = await takePayments(evening, system.endpoints.provider, complain);
  const published = await publish(paid, system);
  const view = viewOf(travellersOf(published));
  const hush = system.on(() => view.refresh());
  try {
    await system.idle();
    await aMinuteLater(system);
  } finally {
    hush();
    await view.end();
  }
  return lookUp(published, system, journeys);
}

/** Has what waits looked after once more, so that no report depends on when in its minute the evening ended. */
async function aMinuteLater(system: LocalSystem): Promise<void> {
  const everyMinute = system.template.schedules.filter(
    ({ recurrence }) => recurrence.kind === 'rate' && recurrence.minutes === 1,
  );
  for (const { name } of everyMinute) await system.runSchedule(name);
  await system.idle();
}

function travellersOf(published: readonly Published[]): Traveller[] {
  return published.flatMap((item) =>
    item.taken ? [{ eventId: item.eventId, label: `${customerOf(item)} ${item.entry.DetailType}` }] : [],
  );
}

function customerOf({ entry }: Published): string {
  const customer = entry.Detail['customer'];
  return typeof customer === 'object' && customer && 'id' in customer ? String(customer.id) : 'nobody';
}

async function lookUp(published: readonly Published[], system: LocalSystem, journeys: Journeys): Promise<Report> {
  const client = new DynamoDBClient({
    endpoint: system.endpoints.dynamodb,
    region: system.template.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    return reportOf({
      events: published.length,
      journeys: journeys.all(),
      remedies: await recordedRemedies(client, system.tableName),
      mails: await inboxMails(system.endpoints.mail),
      notTaken: published.flatMap((item) => (item.taken ? [] : [{ reason: item.reason, type: item.entry.DetailType }])),
      deadLetters: (await system.deadLetters()).map(readUndelivered),
    });
  } finally {
    client.destroy();
  }
}

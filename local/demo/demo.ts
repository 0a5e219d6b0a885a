import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LocalSystem } from '../system/local-system';
import type { DemoStep, Demo } from './script/step';
import { inboxMails } from './report/inbox';
import type { Journeys } from './report/journeys';
import type { ViewOf } from './report/live-view';
import { takePayments } from './script/payments';
import { booksOf } from './report/partner-books';
import { aMinuteLater, playStep } from './play-step';
import type { Published } from './publish';
import { recordedRemedies } from './report/recorded-remedies';
import { reportOf, type Report } from './report/report';
import { readUndelivered } from './report/dead-letter';

/**
 * How long a minute of the schedules lasts beside an evening. The sweep costs a twentieth of what the evening does each time,
 * and twice that the first time; every second, it would be seen in how long the customers wait.
 */
export const demoMinuteMs = 5_000;

/** How long after the fact the provider and the mail service tell, as they do in the world: after seconds. */
export const demoWebhookDelayMs = 2_000;

/**
 * Plays an evening on the local system: takes its payments, publishes its failures act by act, follows them until nothing moves
 * any more, and looks up what became of them.
 */
export async function playDemo(
  demo: Demo,
  system: LocalSystem,
  journeys: Journeys,
  viewOf: ViewOf,
  complain: (complaint: string) => void,
): Promise<Report> {
  for (const sku of demo.soldOut) system.partners.orders.sellOut(sku);
  const published: Published[] = [];
  for (const step of await paidFor(demo, system, complain)) {
    published.push(...(await playStep(step, system, journeys, viewOf)));
  }
  await system.idle();
  await aMinuteLater(system);
  return lookUp(published, system, journeys);
}

/** The same acts, with what was paid before the evening began. */
async function paidFor(
  { steps, cards }: Demo,
  system: LocalSystem,
  complain: (complaint: string) => void,
): Promise<DemoStep[]> {
  const entries = steps.flatMap(({ scenes }) => scenes.map(({ entry }) => entry));
  const paid = await takePayments({ entries, cards }, system.endpoints.provider, complain);
  return steps.map((step) => ({
    ...step,
    scenes: step.scenes.map((scene) => ({ ...scene, entry: paid.shift() ?? scene.entry })),
  }));
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
      partners: booksOf(system.partners),
      deadLetters: (await system.deadLetters()).map(readUndelivered),
    });
  } finally {
    client.destroy();
  }
}

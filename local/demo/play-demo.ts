import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LocalSystem } from '../system/local-system';
import { playStep, runSweep } from './play-step';
import type { Published } from './publish';
import { inboxMails } from './report/inbox';
import type { Journeys } from './report/journeys';
import type { ViewOf } from './report/live-view';
import { partnerRecords } from './report/partner-records';
import { readDeadLetter } from './report/read-dead-letter';
import { PayerBooks } from './report/payer-books';
import { recordedRemedies, type RecordedRemedy } from './report/recorded-remedies';
import { reportOf, type Report } from './report/report';
import type { Demo, DemoStep } from './script/demo';
import { sellEntitlements } from './script/sell-entitlements';
import { takePayments } from './script/take-payments';

/**
 * How long a minute of the schedules lasts during a demo. A sweep takes a twentieth of the demo's work each time, and
 * twice that the first time. With a sweep every second, customers would wait noticeably longer for their mails.
 */
export const demoMinuteMs = 5_000;

/** Delay of the provider's webhook events and of SES events: seconds, as in production. */
export const demoWebhookDelayMs = 2_000;

/**
 * Plays a demo on the local system: takes the payments, publishes the failures step by step, follows them until nothing
 * is in progress any more, and reports what became of them.
 *
 * @param warn is called with each problem that does not stop the demo
 */
export async function playDemo(
  demo: Demo,
  system: LocalSystem,
  journeys: Journeys,
  viewOf: ViewOf,
  warn: (warning: string) => void,
): Promise<Report> {
  for (const sku of demo.soldOut) system.partners.orderSystem.sellOut(sku);
  const published: Published[] = [];
  for (const step of await withPayments(demo, system, warn)) {
    published.push(...(await playStep(step, { system, journeys, viewOf, warn })));
  }
  await system.idle();
  await runSweep(system);
  return observe(published, system, journeys);
}

/** The steps of the demo, with a payment in every event. */
async function withPayments(
  { steps, cards }: Demo,
  system: LocalSystem,
  warn: (warning: string) => void,
): Promise<DemoStep[]> {
  const entries = steps.flatMap(({ events }) => events.map(({ entry }) => entry));
  sellEntitlements(entries, system.partners.entitlementSystem);
  const paid = await takePayments({ entries, cards }, system.endpoints.provider, warn);
  return steps.map((step) => ({
    ...step,
    events: step.events.map((event) => ({ ...event, ...paid.shift() })),
  }));
}

/** The remedies, with what the books of whoever paid them say of each refund and credit. */
async function withBooked(remedies: readonly RecordedRemedy[], system: LocalSystem): Promise<RecordedRemedy[]> {
  const books = await PayerBooks.read(
    system,
    remedies.flatMap(({ parts }) => parts),
  );
  return remedies.map((remedy) => ({
    ...remedy,
    parts: remedy.parts.map((part) => {
      const booked = books.of(remedy.remedyId, part);
      return booked === undefined ? part : { ...part, booked };
    }),
  }));
}

async function observe(published: readonly Published[], system: LocalSystem, journeys: Journeys): Promise<Report> {
  const client = new DynamoDBClient({
    endpoint: system.endpoints.dynamodb,
    region: system.template.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    return reportOf({
      events: published.length,
      journeys: journeys.all(),
      remedies: await withBooked(await recordedRemedies(client, system.tableName), system),
      mails: await inboxMails(system.endpoints.mail),
      rejected: published.flatMap((item) =>
        item.accepted ? [] : [{ reason: item.reason, type: item.entry.DetailType }],
      ),
      partners: partnerRecords(system.partners),
      deadLetters: (await system.deadLetters()).map(readDeadLetter),
    });
  } finally {
    client.destroy();
  }
}

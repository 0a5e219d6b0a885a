import * as z from 'zod';
import { itemNotAsDescribed } from '../../../lambdas/failures/item-not-as-described/item-not-as-described';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { DemoStep, Approval, Demo } from './demo';
import { disputedCard } from './take-payments';
import type { PublishedEntry } from './published-entry';
import { anotherStory, storiesOf, type CurrentStory } from './stories';

/**
 * Customers of a film rental, with the price, the film and the seconds that were lost. All have addresses at
 * example.com.
 */
const viewers = [
  ['Marcus Webb', 'en-US', 'USD', 599, 'The Third Man', 312],
  ['Hannelore Brandt', 'de-DE', 'EUR', 499, 'Lola rennt', 95],
  ['佐藤 花子', 'ja-JP', 'JPY', 550, '東京物語', 1260],
  ['نورة الصباح', 'ar-KW', 'KWD', 1250, 'وجدة', 418],
  ['Kovács Bence', 'hu-HU', 'HUF', 129000, 'Werckmeister harmóniák', 2400],
  ['Siobhán O’Neill', 'en-IE', 'EUR', 450, 'Once & "Again" <live>', 384],
  // The payment is disputed, so nothing is given until the bank has decided.
  ['Grace Nakamura', 'en-US', 'USD', 599, 'Cléo from 5 to 7', 720],
  // For eleven seconds of stalls nothing is owed.
  ['Tomás Herrera', 'es-MX', 'MXN', 6900, 'Roma', 11],
] as const satisfies readonly (readonly [string, string, string, number, string, number])[];

const disputed = 'Grace Nakamura';

/**
 * The sample demo: every story of the catalog, type by type, and then an incident at a film rental.
 *
 * @param only these failure types, and nothing else
 * @throws {@link UnknownTypesError}
 */
export function sampleDemo(now: Date, only?: readonly string[]): Demo {
  const stories = storiesOf(now, only);
  const types = [...new Set(stories.map(({ type }) => type))];
  const steps = types.flatMap((type) => stepsOf(type, stories, now));
  if (only) return { steps, cards: {}, soldOut: [] };
  return {
    steps: [...steps, replacementOutOfStock(now), rentalIncident(now)],
    cards,
    soldOut: [soldOut],
    brokenOrders: [brokenOrder],
    onPurpose,
  };
}

const onPurpose =
  'On purpose the demo publishes an event that breaks its contract, one that no rule takes, one twice and one of a disputed ' +
  'payment: what is undelivered above, and the wait for the dispute, are no faults.';

/** The steps for the stories of one type. Held stories are followed to their mail. */
function stepsOf(type: string, stories: readonly CurrentStory[], now: Date): DemoStep[] {
  const events = stories.filter((story) => story.type === type);
  if (type === itemNotAsDescribed.type) return [{ heading: type, events }, afterDeadline(now)];
  const approved = events.filter(({ entry }) => entry.Detail['incidentId'] === approval.incidentId);
  if (approved.length === 0) return [{ heading: type, events }];
  return [
    { heading: type, events: events.filter((event) => !approved.includes(event)) },
    { heading: `${type}: ${approval.operator} approves the message to all customers`, events: approved, approval },
  ];
}

/** Before the customers of this incident get a mail, a person approves its message. */
const approval: Approval = {
  operator: 'alice',
  incidentId: 'rights-2026-118',
  why: 'the message is right',
  message:
    'Last night we deleted a book from your library that you had paid for, without a word. It was ours to sort out with whoever sold it to us, and not to take it out on you.',
};

/** A remedy that is held for a merchant's answer is issued if none came. */
function afterDeadline(now: Date): DemoStep {
  const { type } = itemNotAsDescribed;
  return { heading: `${type}, published two days later`, events: [anotherStory(type, now, 49 * 60 * 60 * 1000)] };
}

/** An item that was in stock when the failure was published, and is not when the order system checks. */
function replacementOutOfStock(now: Date): DemoStep {
  const type = 'ParcelLost';
  const { title, entry } = anotherStory(type, now);
  const { parcel } = parcelSchema.parse(entry.Detail);
  const lines = parcel.lines.map((line) => ({ ...line, sku: soldOut }));
  const other = { ...parcel, shipmentId: `${parcel.shipmentId}_2`, lines };
  return {
    heading: `${type}, and the replacement is out of stock`,
    events: [{ title, entry: { ...entry, Detail: { ...entry.Detail, parcel: other } } }],
  };
}

/** Only the order system knows that this item is out of stock. */
const soldOut = 'console-handheld-gold';

const parcelSchema = z.object({
  parcel: z.looseObject({ shipmentId: z.string(), lines: z.array(z.looseObject({ sku: z.string() })) }),
});

function rentalIncident(now: Date): DemoStep {
  const failures = viewers.map((viewer, index) => failureOf(viewer, index, now));
  const [first, second, third] = failures;
  if (!first || !second || !third) throw new Error('The demo needs three viewers or more.');
  const noFailure = {
    Source: 'com.example.video',
    DetailType: 'VideoPlaybackFinished',
    Detail: { rentalId: 'rent_1' },
  };
  const events = [
    ...failures.map((entry) => ({ entry })),
    { title: 'On purpose: published twice, because the queue of the player delivered its message again', entry: first },
    { title: 'On purpose: detected twice, by the network and then by the player', entry: detectedByPlayer(second) },
    { title: 'On purpose: malformed, by a player release with a bug', entry: malformed(third) },
    { title: 'On purpose: of a type that no rule takes', entry: noFailure },
  ];
  return { heading: 'An incident at a film rental', events };
}

const cards = Object.fromEntries(
  viewers.flatMap(([name], index) => (name === disputed ? [[`${orderId(index)}/1`, disputedCard]] : [])),
);

function failureOf(
  [name, locale, currency, amountMinor, title, stalledSeconds]: (typeof viewers)[number],
  index: number,
  now: Date,
): PublishedEntry {
  const number = index + 2;
  const minutesAgo = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
  return {
    Source: videoPlaybackFailed.defaultSource,
    DetailType: videoPlaybackFailed.type,
    Detail: {
      schemaVersion: 1,
      occurredAt: minutesAgo(3),
      evidence: 'detected',
      incidentId: 'cdn-outage-2026-11-20',
      customer: { id: `cus_${500 + number}`, name, email: `viewer-${number}@example.com`, locale },
      purchase: { orderId: orderId(index), lineId: '1', amountMinor, currency, purchasedAt: minutesAgo(95) },
      playback: {
        rentalId: `rent_${number}`,
        title,
        stalledSeconds,
        durationSeconds: 7_200,
        errorCode: 'BUFFER_UNDERRUN',
      },
    },
  };
}

function orderId(index: number): string {
  return `ord_${900 + index}`;
}

function detectedByPlayer(entry: PublishedEntry): PublishedEntry {
  return { ...entry, Detail: { ...entry.Detail, occurredAt: new Date().toISOString(), incidentId: undefined } };
}

const brokenOrder = 'ord_999';

/** A player release with a bug: amounts in pounds instead of pence, and no mail address. */
function malformed(entry: PublishedEntry): PublishedEntry {
  return {
    ...entry,
    Detail: {
      ...entry.Detail,
      customer: { id: 'cus_599', name: 'Noor de Vries', locale: 'nl-NL' },
      purchase: {
        orderId: brokenOrder,
        lineId: '1',
        amountMinor: 3.99,
        currency: 'EUR',
        purchasedAt: entry.Detail['occurredAt'],
      },
    },
  };
}

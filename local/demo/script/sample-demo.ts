import * as z from 'zod';
import { itemNotAsDescribed } from '../../../lambdas/failures/item-not-as-described/item-not-as-described';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { DemoStep, Approval, Demo } from './step';
import { disputedCard } from './payments';
import type { PublishedEntry } from './published-entry';
import { anotherStory, storiesOf, type StoryNow } from './stories';

/** An evening at a film rental: who sat down to watch what, and what they had paid. All of them live at example.com. */
const viewers = [
  ['Marcus Webb', 'en-US', 'USD', 599, 'The Third Man', 312],
  ['Hannelore Brandt', 'de-DE', 'EUR', 499, 'Lola rennt', 95],
  ['佐藤 花子', 'ja-JP', 'JPY', 550, '東京物語', 1260],
  ['نورة الصباح', 'ar-KW', 'KWD', 1250, 'وجدة', 418],
  ['Kovács Bence', 'hu-HU', 'HUF', 129000, 'Werckmeister harmóniák', 2400],
  ['Siobhán O’Neill', 'en-IE', 'EUR', 450, 'Once & "Again" <live>', 384],
  // Her bank has the payment in dispute, so the provider will not refund it: a person has to look.
  ['Grace Nakamura', 'en-US', 'USD', 599, 'Cléo from 5 to 7', 720],
  // Eleven seconds of stalls are no spoilt evening, so nothing is owed.
  ['Tomás Herrera', 'es-MX', 'MXN', 6900, 'Roma', 11],
] as const satisfies readonly (readonly [string, string, string, number, string, number])[];

const disputed = 'Grace Nakamura';

/**
 * What the product systems publish that evening: every story of the catalog, type by type, and then a rental's bad night.
 *
 * @param only failure types to tell of, and nothing else; all of it without
 * @throws where there is no such failure type
 */
export function sampleDemo(now: Date, only?: readonly string[]): Demo {
  const stories = storiesOf(now, only);
  const types = [...new Set(stories.map(({ type }) => type))];
  const told = types.flatMap((type) => actsOf(type, stories, now));
  if (only) return { steps: told, cards: {}, soldOut: [] };
  return { steps: [...told, soldOutMeanwhile(now), badNight(now)], cards, soldOut: [soldOut] };
}

/** A type's stories. Those that wait for somebody are told on, to their mail. */
function actsOf(type: string, stories: readonly StoryNow[], now: Date): DemoStep[] {
  const scenes = stories.filter((story) => story.type === type);
  if (type === itemNotAsDescribed.type) return [{ heading: type, scenes }, twoDaysLater(now)];
  const approved = scenes.filter(({ entry }) => entry.Detail['incidentId'] === approval.incidentId);
  if (approved.length === 0) return [{ heading: type, scenes }];
  return [
    { heading: type, scenes: scenes.filter((scene) => !approved.includes(scene)) },
    { heading: `${type}, and ${approval.by} approves the message to everybody`, scenes: approved, approval },
  ];
}

/** What the customers of that incident are written is read by a person first. */
const approval: Approval = {
  by: 'alice',
  incidentId: 'rights-2026-118',
  why: 'the message is right',
  message:
    'Last night we deleted a book from your library that you had paid for, without a word. It was ours to sort out with whoever sold it to us, and not to take it out on you.',
};

/** What is held until a merchant has answered is given where no answer came. */
function twoDaysLater(now: Date): DemoStep {
  const { type } = itemNotAsDescribed;
  return { heading: `${type}, told two days later`, scenes: [anotherStory(type, now, 49 * 60 * 60 * 1000)] };
}

/** What was in stock when the failure was published is gone when the order system looks. */
function soldOutMeanwhile(now: Date): DemoStep {
  const type = 'ParcelLost';
  const { title, entry } = anotherStory(type, now);
  const { parcel } = shelfSchema.parse(entry.Detail);
  const lines = parcel.lines.map((line) => ({ ...line, sku: soldOut }));
  const other = { ...parcel, shipmentId: `${parcel.shipmentId}_2`, lines };
  return {
    heading: `${type}, and the last new one has just gone`,
    scenes: [{ title, entry: { ...entry, Detail: { ...entry.Detail, parcel: other } } }],
  };
}

/** There is none left of it, which only the order system knows. */
const soldOut = 'console-handheld-gold';

const shelfSchema = z.object({
  parcel: z.looseObject({ shipmentId: z.string(), lines: z.array(z.looseObject({ sku: z.string() })) }),
});

function badNight(now: Date): DemoStep {
  const failures = viewers.map((viewer, index) => failureOf(viewer, index, now));
  const [first, second, third] = failures;
  if (!first || !second || !third) throw new Error('an evening has three viewers and more');
  const entries = [
    ...failures,
    // Published twice: the player's queue delivered its message again.
    first,
    // Seen by two detectors: the content network and the player's own telemetry, a moment later and otherwise.
    seenByPlayer(second),
    malformed(third),
    // A type that no rule listens to.
    { Source: 'com.example.video', DetailType: 'VideoPlaybackFinished', Detail: { rentalId: 'rent_1' } },
  ];
  return { heading: 'A bad night at a film rental', scenes: entries.map((entry) => ({ entry })) };
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
      incidentId: 'cdn-eu-7',
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

function seenByPlayer(entry: PublishedEntry): PublishedEntry {
  return { ...entry, Detail: { ...entry.Detail, occurredAt: new Date().toISOString(), incidentId: undefined } };
}

/** A release of the player that publishes pounds for pence and forgets where to write. */
function malformed(entry: PublishedEntry): PublishedEntry {
  return {
    ...entry,
    Detail: {
      ...entry.Detail,
      customer: { id: 'cus_599', name: 'Noor de Vries', locale: 'nl-NL' },
      purchase: {
        orderId: 'ord_999',
        lineId: '1',
        amountMinor: 3.99,
        currency: 'EUR',
        purchasedAt: entry.Detail['occurredAt'],
      },
    },
  };
}

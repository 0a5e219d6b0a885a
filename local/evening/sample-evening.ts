import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { disputedCard, type Evening } from './payments';
import type { PublishedEntry } from './published-entry';

/** An evening at a film rental: who sat down to watch what, and what they had paid. All of them live at example.com. */
const viewers = [
  ['Zoë Park', 'en-GB', 'GBP', 399, 'Paris, Texas', 540],
  ['Marcus Webb', 'en-US', 'USD', 599, 'The Third Man', 312],
  ['Hannelore Brandt', 'de-DE', 'EUR', 499, 'Lola rennt', 95],
  ['佐藤 花子', 'ja-JP', 'JPY', 550, '東京物語', 1260],
  ['نورة الصباح', 'ar-KW', 'KWD', 1250, 'وجدة', 418],
  ['Inês Carvalho', 'pt-BR', 'BRL', 1490, 'Central do Brasil', 203],
  ['Élodie Martin', 'fr-FR', 'EUR', 399, 'Playtime', 77],
  ['Arjun Mehta', 'en-IN', 'INR', 14900, 'The Apu Trilogy', 660],
  ['Astrid Lindqvist', 'sv-SE', 'SEK', 4900, 'Sjunde inseglet', 150],
  ['Kovács Bence', 'hu-HU', 'HUF', 129000, 'Werckmeister harmóniák', 2400],
  ['Siobhán O’Neill', 'en-IE', 'EUR', 450, 'Once & "Again" <live>', 384],
  // Her bank has the payment in dispute, so the provider will not refund it: a person has to look.
  ['Grace Nakamura', 'en-US', 'USD', 599, 'Cléo from 5 to 7', 720],
  // Eleven seconds of stalls are no spoilt evening, so nothing is owed.
  ['Tomás Herrera', 'es-MX', 'MXN', 6900, 'Roma', 11],
] as const satisfies readonly (readonly [string, string, string, number, string, number])[];

const disputed = 'Grace Nakamura';

/** What the product systems publish that evening, in the order in which they notice. */
export function sampleEvening(now: Date): Evening {
  const failures = viewers.map((viewer, index) => failureOf(viewer, index, now));
  const [first, second, third, fourth] = failures;
  if (!first || !second || !third || !fourth) throw new Error('an evening has four viewers and more');
  return {
    entries: [
      ...failures,
      // Published twice: the player's queue delivered its message again.
      first,
      second,
      // Seen by two detectors: the content network and the player's own telemetry, a moment later and otherwise.
      seenByPlayer(third),
      seenByPlayer(fourth),
      malformed(first),
      // A type that no rule listens to.
      { Source: 'com.example.video', DetailType: 'VideoPlaybackFinished', Detail: { rentalId: 'rent_1' } },
    ],
    cards: Object.fromEntries(
      viewers.flatMap(([name], index) => (name === disputed ? [[`${orderId(index)}/1`, disputedCard]] : [])),
    ),
  };
}

function failureOf(
  [name, locale, currency, amountMinor, title, stalledSeconds]: (typeof viewers)[number],
  index: number,
  now: Date,
): PublishedEntry {
  const number = index + 1;
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

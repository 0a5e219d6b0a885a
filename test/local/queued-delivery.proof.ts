import { Journeys } from '../../local/demo/report/journeys';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { TestSystem, playbackFailure } from './test-system';

// The deployed app with its queues: from the event on the bus to the mail in the inbox.

const context = { queued: 'VideoPlaybackFailed,Apologies' };

interface Opened {
  readonly system: TestSystem;
  readonly journeys: Journeys;
}

async function opened(use: (opened: Opened) => Promise<void>): Promise<void> {
  const journeys = new Journeys();
  const system = await TestSystem.open({
    context,
    listener: (event) => journeys.record(event),
  });
  try {
    await use({ system, journeys });
  } finally {
    await system.local.stop();
  }
}

function broken(entry: PublishedEntry): PublishedEntry {
  return { ...entry, Detail: { ...entry.Detail, evidence: 'guessed' } };
}

it('gives each failure what it is owed and one mail, however often it is published, and publishes each as directly', async () => {
  await opened(async ({ system, journeys }) => {
    const viewers = Array.from({ length: 12 }, (_, n) => playbackFailure(n));
    const failed = await system.publishFailures(...viewers, ...viewers.slice(0, 6));
    for (const one of failed) {
      expect(await system.refundsOf(one)).toMatchObject([{ amount: 399, currency: 'gbp', status: 'succeeded' }]);
      expect(await system.mailsTo(one)).toHaveLength(1);
    }
    const all = failed.map(({ eventId }) => journeys.of(eventId));
    const ends = all.map((journey) => journey?.end?.kind);
    expect(ends.filter((kind) => kind === 'recorded')).toHaveLength(12);
    expect(ends.filter((kind) => kind === 'duplicate')).toHaveLength(6);
    const first = all.find((journey) => journey?.end?.kind === 'recorded');
    expect(first?.steps).toEqual(
      expect.arrayContaining(['committed', 'fulfilled', 'recorded', 'published', 'issued', 'apology-sent']),
    );
    expect(all.filter((journey) => journey?.mailedAt !== undefined).length).toBeGreaterThanOrEqual(12);
    expect(await system.local.deadLetters()).toEqual([]);
  });
});

it('keeps an event that breaks its contract away from the others, and moves it alone to the dead-letter queue', async () => {
  await opened(async ({ system, journeys }) => {
    const [before, poison, after] = await system.publishFailures(
      playbackFailure(1),
      broken(playbackFailure(2)),
      playbackFailure(3),
    );
    if (!before || !poison || !after) throw new Error('three were published');
    for (const one of [before, after]) expect(await system.refundsOf(one)).toHaveLength(1);
    expect(await system.refundsOf(poison)).toEqual([]);
    expect(journeys.of(poison.eventId)?.end).toEqual({
      kind: 'undelivered',
      reason: expect.stringMatching(/^ContractError: .*evidence: /),
      isInQueue: true,
    });
    const queuesOf = async () => (await system.local.deadLetters()).map(({ queueName }) => queueName);
    expect(await queuesOf()).toEqual([expect.stringMatching(/VideoPlaybackFailed.*RetryQueue/)]);
    await system.runSweep();
    expect(await queuesOf()).toEqual([expect.stringMatching(/VideoPlaybackFailed.*DeadLetterQueue/)]);
  });
});

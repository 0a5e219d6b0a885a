import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journeys } from '../../local/demo/report/journeys';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import type { SystemEvent } from '../../local/system/system-event';
import type { LocalSystemOptions } from '../../local/system/local-system';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { TestSystem, playbackFailure } from './test-system';
import { removeTemporaryFolders, temporaryFolder } from './small-app';

// The deployed app with its queues: from the event on the bus to the mail in the inbox.

const context = { queued: 'VideoPlaybackFailed,Apologies' };
afterAll(removeTemporaryFolders);

interface Opened {
  readonly system: TestSystem;
  readonly journeys: Journeys;
  readonly received: SystemEvent[];
}

async function opened(use: (opened: Opened) => Promise<void>, options: LocalSystemOptions = {}): Promise<void> {
  const journeys = new Journeys();
  const received: SystemEvent[] = [];
  const system = await TestSystem.open({
    context,
    listener: (event) => {
      journeys.record(event);
      received.push(event);
    },
    ...options,
  });
  try {
    await use({ system, journeys, received });
  } finally {
    await system.local.stop();
  }
}

function hasDied(event: SystemEvent): boolean {
  if (event.kind !== 'invocation-ended' || event.result.outcome !== 'failed') return false;
  return event.result.error.errorType === 'Runtime.ExitError';
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

it('a function that dies amid a batch loses nothing of it, and pays nothing twice', async () => {
  const assembly = await mortalAssembly();
  await opened(
    async ({ system, received }) => {
      // A claim whose holder died is left alone for 45 s. What died comes again after that.
      system.local.on((event) => {
        if (hasDied(event)) system.local.passTime(46_000);
      });
      const failed = await system.publishFailures(...Array.from({ length: 10 }, (_, n) => playbackFailure(n)));
      expect(received.filter(hasDied)).toHaveLength(1);
      for (let minute = 0; minute < 2; minute++) await system.runSweep();
      for (const one of failed) {
        expect(await system.refundsOf(one)).toHaveLength(1);
        expect(await system.mailsTo(one)).toHaveLength(1);
      }
      expect(await system.local.deadLetters()).toEqual([]);
    },
    { assembly },
  );
});

/** The same app, whose function is killed once, after a few refunds of its first batch. */
async function mortalAssembly(): Promise<string> {
  const folder = join(temporaryFolder(), 'assembly');
  cpSync(await sharedAssembly(context), folder, { recursive: true });
  const assets = readdirSync(folder).filter((name) => name.startsWith('asset.') && !name.endsWith('.json'));
  const marker = join(folder, 'died');
  for (const asset of assets) {
    const path = join(folder, asset, 'function.cjs');
    const bundle = readFileSync(path, 'utf8');
    if (!bundle.includes('VideoPlaybackFailed') || !bundle.includes('STRIPE_API_URL')) continue;
    // What it takes by itself beside its batch would be hidden for three minutes of real time once it has died.
    writeFileSync(path, `delete process.env.QUEUE_URL;\n${bundle}\n${killAfterRefunds(marker)}`);
  }
  return folder;
}

/** Ends the process when the third answer of the provider is on its way, if nobody did so before. */
function killAfterRefunds(marker: string): string {
  return `
{
  const { existsSync, writeFileSync } = require('node:fs');
  const http = require('node:http');
  const request = http.request;
  let refunds = 0;
  http.request = (...args) => {
    const sent = request(...args);
    if (String(sent.path).startsWith('/v1/refunds') && sent.method === 'POST' && ++refunds === 3) {
      sent.once('response', () => {
        if (existsSync(${JSON.stringify(marker)})) return;
        writeFileSync(${JSON.stringify(marker)}, 'yes');
        process.exit(1);
      });
    }
    return sent;
  };
}`;
}

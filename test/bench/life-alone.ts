import { randomUUID } from 'node:crypto';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { OnProgress } from '../../cli/progress-line';
import { inParallel } from '../../lambdas/flow/record/in-parallel';
import { filmFailure } from '../fakes/film-failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { busClient, stripeAt } from './contestants';
import { Lives } from './cost/whole-life';
import { startEmulatedServices } from './emulated-services';
import { commandOf, recordAsked, type Asked } from './requests-alone';
import { clientAt, createBenchTables } from './tables';

export interface LifeAlone {
  readonly lives: number;
  /** To the database, in one life. */
  readonly databaseRequests: number;
  /** Of requests and of those who answer them, all in this process. */
  readonly cpuMsPerLife: number;
  /** What two cores could do if they did nothing else. */
  readonly mostPerSecondOnTwoCores: number;
}

/** How many are at work at once. */
const atOnce = 16;

/**
 * What a film that is refunded and mailed asks of the database, the payment provider and the bus, through the same SDKs
 * and of emulators that check nothing, without any work of ours: no function, no queue, no rule, no mail. No local
 * system that asks so much takes less.
 */
export async function measureLifeAlone(lives: number, onProgress?: OnProgress): Promise<LifeAlone> {
  const services = await startEmulatedServices({ engine: 'dynalite', providerMs: 0 });
  (await createBenchTables(services.engine)).destroy();
  const client = clientAt(services.engine);
  try {
    const asked = await askedFor(lives, services.engine);
    const [stripe, bus] = [stripeAt(services), busClient(services)];
    const before = process.cpuUsage();
    let done = 0;
    await inParallel(asked, atOnce, async (requests) => {
      for (const request of requests) await client.send(commandOf(request));
      const charge = `ch_${randomUUID()}`;
      await stripe.charges.retrieve(charge);
      const { id } = await stripe.refunds.create({ charge, amount: 399 }, { idempotencyKey: charge });
      const Detail = JSON.stringify({ refundId: id, failure: filmFailure() });
      await bus.send(new PutEventsCommand({ Entries: [{ Source: 'alone', DetailType: 'Refunded', Detail }] }));
      onProgress?.(++done, lives);
    });
    const { user, system } = process.cpuUsage(before);
    bus.destroy();
    const cpuMsPerLife = (user + system) / 1_000 / lives;
    return {
      lives,
      databaseRequests: asked.reduce((sum, requests) => sum + requests.length, 0) / lives,
      cpuMsPerLife,
      mostPerSecondOnTwoCores: 2_000 / cpuMsPerLife,
    };
  } finally {
    client.destroy();
    await services.stop();
  }
}

/** Lives so many lives, one after another, and keeps what each asks. */
async function askedFor(lives: number, engine: string): Promise<Asked[][]> {
  const recorded = clientAt(engine);
  let recording: Asked[] = [];
  recordAsked(recorded, (request) => recording.push(request));
  const functions = new Lives(recorded, { definition: videoPlaybackFailed, story: 'alone', detail: filmFailure() });
  const asked: Asked[][] = [];
  for (let n = 0; n < lives; n++) {
    recording = [];
    await functions.next(`cus_${String(n).padStart(32, '0')}`, 1);
    asked.push(recording);
  }
  recorded.destroy();
  return asked;
}

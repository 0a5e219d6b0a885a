import { setTimeout as pause } from 'node:timers/promises';
import { takePayments } from '../../../local/demo/script/take-payments';
import { say } from '../../package/say';
import { connect } from '../connect';
import { DeployedBus } from '../deployed-bus';
import { Deployment } from '../deployment';
import { freePort } from '../ministack';
import { ProviderGate } from '../provider-gate';
import { project, TrialApp } from '../trial-app';
import type { TrialSettings } from '../try-deployment';
import { BusHop } from './bus-hop';
import { Duplicates } from './duplicates';
import { failedOf, failures } from './failures';
import { faultRows, type FaultRow } from './fault-rows';
import { injectorOf, type Injecting, type Injector } from './injector';
import { Kills } from './kills';
import { startMicroburst } from './microburst';
import { DeployedQueues, type FrontQueue } from './queues';
import { settle, type TriedRow } from './settle';

export interface FaultSettings {
  /** The folder of the proxy's program. */
  readonly proxyPrograms: string;
  /** Where the functions look for AWS. */
  readonly port: number;
  readonly failuresPerRow: number;
}

/** The functions talk to the hop, the hop to the proxy, and the proxy to the emulator. */
export async function tryWithFaults(faults: FaultSettings, settings: TrialSettings): Promise<void> {
  const { awsUrl: upstream, folder, company } = settings;
  const proxy = await startMicroburst(faults.proxyPrograms, { port: await freePort(), upstream, folder });
  const hop = new BusHop(() => proxy.url);
  const gate = new ProviderGate(() => company.provider.url);
  await hop.start(faults.port);
  await gate.start();
  try {
    await tryFaults({ proxy, hop, gate }, faults.failuresPerRow, settings);
  } finally {
    await gate.stop();
    await hop.stop();
    await proxy.stop();
  }
}

type Between = Pick<Injecting, 'proxy' | 'hop' | 'gate'>;

/** Deploys once, lets one kind of fault after another happen, and looks at what became of all failures in the end. */
async function tryFaults(between: Between, failuresPerRow: number, settings: TrialSettings): Promise<void> {
  const { folder, awsUrl, emulatorPid, company } = settings;
  const stage = {
    stripeUrl: between.gate.url,
    queued: ['VideoPlaybackFailed', 'Apologies'] as const,
    // All failures come from one source on one day, and functions that are killed take what they had reserved along.
    limits: { perSourceAndDay: { remedies: 10 * failuresPerRow * faultRows.length } },
  };
  const app = new TrialApp({ project, awsUrl, folder, stage });
  say('cdk synth, bootstrap and deploy');
  const assembly = await app.synthesize('faults');
  await app.bootstrap(assembly);
  await app.deploy(assembly);
  const deployment = new Deployment(awsUrl);
  const busName = await deployment.busName();
  const bus = new DeployedBus(awsUrl, busName, deployment.config);
  const queues = new DeployedQueues(deployment.config);
  try {
    await connect(company, deployment, bus, assembly);
    const front = await queues.front();
    await queues.hurry(front);
    const isBusy = async (): Promise<boolean> => (await queues.depths(front)).some(({ inHand }) => inHand > 0);
    const injecting = {
      ...between,
      kills: () => new Kills(emulatorPid, isBusy),
      duplicates: () => new Duplicates(busName, front, deployment.config),
    };
    const tried: TriedRow[] = [];
    for (const [index, row] of faultRows.entries()) {
      const number = index + 1;
      const entries = failures(number, failuresPerRow);
      const injector = injectorOf(row.fault, injecting);
      tried.push(
        await tryRow(row, { entries, injector, deployment, queues, front, providerUrl: company.provider.url }),
      );
    }
    say('no more faults; what is left is put right');
    await settle(tried, { deployment, queues, providerUrl: company.provider.url });
  } finally {
    queues.stop();
    await bus.stop();
    deployment.stop();
  }
}

interface RowSettings {
  readonly entries: ReturnType<typeof failures>;
  readonly injector: Injector;
  readonly deployment: Deployment;
  readonly queues: DeployedQueues;
  readonly front: readonly FrontQueue[];
  readonly providerUrl: string;
}

async function tryRow({ name }: FaultRow, settings: RowSettings): Promise<TriedRow> {
  const { entries, injector, deployment, providerUrl } = settings;
  const paid = await takePayments({ entries, cards: {} }, providerUrl, (warning) => {
    throw new Error(warning);
  });
  const published = paid.map(({ entry }) => entry);
  await injector.start();
  try {
    await deployment.publish(published);
    await metAndTried(settings);
  } finally {
    await injector.stop();
  }
  const met = await injector.count();
  say(`${name}: ${met} met`);
  return { name, met, failed: published.map(failedOf) };
}

/**
 * A row ends when no event has waited for its first try for so long, or after the longer time: what is left then meets
 * the faults of the next.
 */
const quietMs = 4_000;
const rowEndsAfterMs = 60_000;
/** A fault is met within seconds, on any machine. */
const metWithinMs = 10 * 60_000;

/** Waits until faults were met, and until nothing waits for its first try any more, or it has been long enough. */
async function metAndTried({ injector, queues, front }: RowSettings): Promise<void> {
  const began = Date.now();
  let busyAt = began;
  for (;;) {
    await pause(500);
    const lastedMs = Date.now() - began;
    const isMet = (await injector.count()) > 0;
    if (!isMet && lastedMs > metWithinMs) throw new Error('No fault was met, so nothing was tried.');
    if ((await queues.depths(front)).some(({ waiting }) => waiting > 0)) busyAt = Date.now();
    if (isMet && (Date.now() - busyAt > quietMs || lastedMs > rowEndsAfterMs)) return;
  }
}

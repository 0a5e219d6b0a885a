import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OnProgress } from '../../../cli/progress-line';
import { publicKeysOf, ringFor } from '../../../lambdas/ledger/seal/key-ring';
import type { RemedyEnvironment } from '../../../lambdas/runtime/environment/environment';
import { startApart } from '../apart';
import { bundleForms, bundleOurs, bundlePeer } from '../bundles';
import { newFailures } from '../failures';
import { spreadOf, type Spread } from '../spread';
import { cpuQuota, lambdaShare, type CpuQuota } from './cpu-quota';
import type { NullServices } from './null-services';

/**
 * How much CPU there is. Lambda loads a function with a whole CPU, and gives its events the share of its memory: that
 * is `as-lambda`. With `shared` loading has no more than the share either.
 */
const paces = ['full', 'as-lambda', 'shared'] as const;
export type Pace = (typeof paces)[number];

/** Of one start, in milliseconds. */
interface FirstEvent {
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly eventMs: number;
  readonly eventCpuMs: number;
}

const quantities = ['loadMs', 'eventMs', 'inAllMs', 'loadCpuMs', 'eventCpuMs', 'inAllCpuMs'] as const;
type Quantity = (typeof quantities)[number];
type Spreads = Readonly<Record<Quantity, Spread>>;

export interface FirstEventComparison {
  readonly node: string;
  readonly pace: Pace;
  readonly rounds: number;
  /** A control group held the processes to the share, or their CPU time was divided by it. */
  readonly quota: 'control group' | 'CPU time divided by the share';
  readonly medians: Readonly<Record<string, Spreads>>;
  /** Divided by the peer's, in the same round. */
  readonly toPeer: Readonly<Record<string, Spreads>>;
}

export interface FirstEventSettings {
  readonly rounds: number;
  /** Paths of the Nodes to start. */
  readonly nodes: readonly string[];
  /** Also in the forms in which our functions are not deployed. */
  readonly forms?: boolean | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Starts our refunding function and the peer's in fresh processes, by turns, and gives each its first event: services
 * answer at once, so what is measured is loading and working.
 */
export async function measureFirstEvent({
  rounds,
  nodes,
  forms,
  onProgress,
}: FirstEventSettings): Promise<FirstEventComparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'first-event-'));
  const ring = newRing();
  const secrets = { stripe: 'sk_test', seals: JSON.stringify(ring) };
  const services = await startApart<NullServices>(join(__dirname, 'null-services-process.ts'), secrets);
  const quota = cpuQuota(lambdaShare);
  const entry = join(__dirname, '../../../lambdas/failures/video-playback-failed/handler.ts');
  try {
    const contestants: Readonly<Record<string, string>> = {
      peer: bundlePeer(join(folder, 'peer')),
      ours: bundleOurs(entry, join(folder, 'ours')),
      sdksAlone: bundleOurs(join(__dirname, 'sdks-alone.ts'), join(folder, 'sdks-alone')),
      sdksAndContract: bundleOurs(join(__dirname, 'sdks-and-contract.ts'), join(folder, 'sdks-and-contract')),
      ...(forms && bundleForms(entry, folder)),
    };
    const environment = environmentOf(services, publicKeysOf(ring));
    const cases = nodes.flatMap((node) => paces.map((pace) => ({ node, pace, laps: [] as Lap[] })));
    let done = 0;
    for (let round = 0; round <= rounds; round++) {
      // By turns, and the first round brings the files into the system's cache.
      const inTurn = Object.entries(contestants).sort(() => (round % 2 === 0 ? 0 : -1));
      for (const { node, pace, laps } of cases) {
        onProgress?.(done++, cases.length * (rounds + 1));
        const lap: Lap = {};
        for (const [name, file] of inTurn) lap[name] = await start({ node, file, pace, quota, environment });
        if (round > 0) laps.push(lap);
      }
    }
    const versions = new Map(await Promise.all(nodes.map(async (node) => [node, await versionOf(node)] as const)));
    return cases.map(({ node, pace, laps }) => {
      const held = quota ? 'control group' : 'CPU time divided by the share';
      return {
        node: versions.get(node) ?? node,
        pace,
        rounds,
        quota: held,
        ...compare(Object.keys(contestants), laps),
      };
    });
  } finally {
    quota?.remove();
    await services.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What every contestant took in one round. */
type Lap = Record<string, Readonly<Record<Quantity, number>>>;

function compare(names: readonly string[], laps: readonly Lap[]): Pick<FirstEventComparison, 'medians' | 'toPeer'> {
  const at = (lap: Lap, name: string, quantity: Quantity): number => lap[name]?.[quantity] ?? NaN;
  const spreads = (valueOf: (lap: Lap, quantity: Quantity) => number): Spreads =>
    Object.fromEntries(
      quantities.map((quantity) => [quantity, spreadOf(laps.map((lap) => valueOf(lap, quantity)))]),
    ) as Record<Quantity, Spread>;
  const ofEach = (valueOf: (lap: Lap, name: string, quantity: Quantity) => number): Record<string, Spreads> =>
    Object.fromEntries(names.map((name) => [name, spreads((lap, quantity) => valueOf(lap, name, quantity))]));
  return {
    medians: ofEach(at),
    toPeer: ofEach((lap, name, quantity) => at(lap, name, quantity) / at(lap, 'peer', quantity)),
  };
}

interface Start {
  readonly node: string;
  readonly file: string;
  readonly pace: Pace;
  readonly quota: CpuQuota | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

async function start({ node, file, pace, quota, environment }: Start): Promise<Record<Quantity, number>> {
  const [failure] = newFailures(1);
  const event = {
    version: '0',
    id: randomUUID(),
    source: 'com.example.video',
    'detail-type': 'VideoPlaybackFailed',
    time: new Date().toISOString(),
    detail: failure,
  };
  const task = {
    file,
    event,
    ...(quota && pace === 'shared' && { loadIn: quota.processesFile }),
    ...(quota && pace === 'as-lambda' && { eventIn: quota.processesFile }),
  };
  const program = join(__dirname, 'first-event-process.mjs');
  const { stdout } = await promisify(execFile)(node, [program, JSON.stringify(task)], { env: environment });
  const { answer, ...measured } = JSON.parse(stdout) as FirstEvent & { readonly answer: { readonly result: string } };
  if (answer.result !== 'issued')
    throw new Error(`the first event came to ${answer.result}, and nothing is to compare`);
  return inAll(quota ? measured : byCpuTime(measured, pace));
}

/** Where nothing holds the process, what its CPU time takes at the share. */
function byCpuTime(measured: FirstEvent, pace: Pace): FirstEvent {
  const { loadCpuMs, eventCpuMs } = measured;
  return {
    ...measured,
    ...(pace === 'shared' && { loadMs: loadCpuMs / lambdaShare }),
    ...(pace !== 'full' && { eventMs: eventCpuMs / lambdaShare }),
  };
}

function inAll(one: FirstEvent): Record<Quantity, number> {
  return { ...one, inAllMs: one.loadMs + one.eventMs, inAllCpuMs: one.loadCpuMs + one.eventCpuMs };
}

async function versionOf(node: string): Promise<string> {
  return (await promisify(execFile)(node, ['--version'])).stdout.trim();
}

function newRing() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return ringFor({ keys: [] }, { generation: 1, revoked: [] }, new Date(), () => pkcs8);
}

function environmentOf(
  { aws, provider }: NullServices,
  publicKeys: Readonly<Record<string, string>>,
): Record<string, string> {
  const ours: RemedyEnvironment = {
    LEDGER_TABLE_NAME: 'ledger',
    EVENT_BUS_NAME: 'bus',
    LIMITS: '{}',
    POLICY: '{}',
    SEAL_KEYS: JSON.stringify(publicKeys),
    SEAL_SECRET_NAME: 'seals',
    REFUND_PROVIDER: 'stripe',
    STRIPE_API_URL: provider,
    STRIPE_SECRET_NAME: 'stripe',
  };
  return {
    ...(ours as Record<string, string>),
    POWERTOOLS_SERVICE_NAME: 'bench',
    POWERTOOLS_METRICS_NAMESPACE: 'Amends/bench',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL: aws,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

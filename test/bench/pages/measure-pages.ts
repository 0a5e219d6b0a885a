import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { OnProgress } from '../../../cli/progress-line';
import { DynamoLedger } from '../../../lambdas/ledger/dynamo/dynamo-ledger';
import { DynamoRemedyFinder } from '../../../lambdas/ledger/dynamo/dynamo-remedy-finder';
import type { RemedyRecord } from '../../../lambdas/ledger/remedy-record';
import { Ed25519Sealer } from '../../../lambdas/ledger/seal/ed25519-seals';
import type { PublicSealKeys } from '../../../lambdas/ledger/seal/key-ring';
import { SecretsManagerRing } from '../../../lambdas/ledger/seal/secretsmanager-ring';
import { publish } from '../../../local/demo/publish';
import { takePayments } from '../../../local/demo/script/take-payments';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import { startDynamoDbLocal } from '../../../local/emulator/engine/dynamodb-local-engine';
import type { Engine, EngineName } from '../../../local/emulator/engine/engine';
import { startLocalSystem, type LocalSystem } from '../../../local/system/local-system';
import { playbackFailure } from '../../local/test-system';
import { clientAt, localAccess } from '../tables';
import { loadRecords, regularId, type Written } from './load-records';

export interface PagesSettings {
  readonly records: number;
  readonly engine: EngineName;
  /** How often each page is asked for. */
  readonly times: number;
  /** A cloud assembly with {@link pagesContext}, where one is at hand. */
  readonly assembly?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly onPage?: ((page: PageTimes | undefined) => void) | undefined;
}

/** How long one page takes, from the request of a browser to the last byte. */
export interface PageTimes {
  readonly page: string;
  readonly records: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** What this process did for it: console, functions, database, whoever asks. On an idle machine most of the time. */
  readonly cpuMs: number;
  readonly kilobytes: number;
}

export const pagesContext = { limits: JSON.stringify({ perRemedy: { GBP: 1_000 } }) };

/** Asked for before those that count: functions start, and what is compiled at first use is compiled. */
const warmUps = 5;

/**
 * The pages of the console in front of the running local system, whose ledger was filled: what `npm start` serves, with
 * signed requests, functions in their workers, and IAM asked for each request to the database.
 */
export async function measurePages(settings: PagesSettings): Promise<PageTimes[]> {
  const { engine: name, records, times, onProgress, assembly } = settings;
  const engine = await (name === 'dynalite' ? startDynalite() : startDynamoDbLocal());
  const system = await startLocalSystem({
    ...{ basePort: 0, schedules: false, console: true, assembly, context: pagesContext, companySecondMs: 50 },
    engine: () => Promise.resolve(engine),
  });
  try {
    const known = await fill(system, engine, records, onProgress);
    const cookie = await signIn(system);
    const results: PageTimes[] = [];
    for (const page of pagesOf(known)) {
      results.push(await timesOf(page, { system, cookie, records, times }));
      settings.onPage?.(results.at(-1));
    }
    return results;
  } finally {
    await system.stop();
  }
}

async function fill(
  system: LocalSystem,
  engine: Engine,
  count: number,
  onProgress: OnProgress | undefined,
): Promise<Written> {
  const client = clientAt(engine.url);
  try {
    await publishBoth(system);
    const written = await writtenBy(client, system);
    const sealer = await sealerOf(system);
    await loadRecords(client, system.tableName, { count, written, sealer, now: new Date() }, onProgress);
    return written;
  } finally {
    client.destroy();
  }
}

/** One that is refunded at once, and one over the limit. */
async function publishBoth(system: LocalSystem): Promise<void> {
  const entries = [playbackFailure(issuedViewer), playbackFailure(heldViewer, 2_000)];
  const paid = await takePayments({ entries, cards: {} }, system.endpoints.provider, (warning) => {
    throw new Error(warning);
  });
  const all = paid.map(({ entry }) => entry);
  await publish(all, system);
  await system.idle();
}

const [issuedViewer, heldViewer] = [1, 2];

async function writtenBy(client: DynamoDBClient, { tableName }: LocalSystem): Promise<Written> {
  const [ledger, finder] = [new DynamoLedger(client, tableName), new DynamoRemedyFinder(client, tableName)];
  const recordOf = async (viewer: number): Promise<RemedyRecord> => {
    const customerId = `cus_${viewer}`;
    const [remedyId = ''] = await finder.remediesBeginning(customerId, 'rem_');
    const record = await ledger.readRemedy(customerId, remedyId);
    if (!record) throw new Error(`nothing was recorded of ${customerId}`);
    return record;
  };
  const [issued, held] = [await recordOf(issuedViewer), await recordOf(heldViewer)];
  if (issued.state !== 'issued' || held.state !== 'held') throw new Error('the two films did not end as they should');
  const mail = await ledger.readNotice({ ...issued, template: 'apology' });
  if (!mail) throw new Error('no mail was written about a film that was refunded');
  return { held, issued, mail };
}

/** With the keys of the running system: records without its seal would be in doubt. */
async function sealerOf({ template, endpoints }: LocalSystem): Promise<Ed25519Sealer> {
  const sealing = template.functions.find(
    ({ environment: { SEAL_KEYS, SEAL_SECRET_NAME } }) => SEAL_KEYS !== undefined && SEAL_SECRET_NAME !== undefined,
  );
  const { SEAL_KEYS: keys = '{}', SEAL_SECRET_NAME: name = '' } = sealing?.environment ?? {};
  const secrets = new SecretsManagerClient({ ...localAccess, endpoint: endpoints.secrets });
  const ring = new SecretsManagerRing(secrets, name);
  return new Ed25519Sealer(JSON.parse(keys) as PublicSealKeys, ring, () => new Date());
}

/** As Olga, who may see the most. */
async function signIn({ endpoints }: LocalSystem): Promise<string> {
  const address = new URL('/sign-in', endpoints.console);
  const form = { method: 'POST', body: new URLSearchParams({ person: 'Olga' }), redirect: 'manual' } as const;
  const answer = await fetch(address, { ...form, headers: { origin: address.origin } });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return cookie;
}

/** Every page that people look at, and the longest of each kind. */
function pagesOf({ held, issued }: Written): string[] {
  const regular = `/customers/${regularId}`;
  const lists = ['/', '/holds', '/remedies', '/remedies?state=needs-attention', '/notices', '/dead-letters'];
  const others = ['/customers', '/controls', '/audit'];
  const remedies = [held, issued].map(({ customerId, remedyId }) => `/remedies/${customerId}/${remedyId}`);
  return [...lists, ...remedies, regular, ...others];
}

interface Asking {
  readonly system: LocalSystem;
  readonly cookie: string;
  readonly records: number;
  readonly times: number;
}

async function timesOf(page: string, { system, cookie, records, times }: Asking): Promise<PageTimes> {
  const address = new URL(page, system.endpoints.console);
  const taken: number[] = [];
  let bytes = 0;
  let before = process.cpuUsage();
  for (let time = 0; time < warmUps + times; time++) {
    if (time === warmUps) before = process.cpuUsage();
    const startedAt = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: 'manual' });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${page} was answered with ${answer.status}: ${text.slice(-300)}`);
    if (time >= warmUps) taken.push(performance.now() - startedAt);
    bytes = Buffer.byteLength(text);
  }
  const { user, system: kernel } = process.cpuUsage(before);
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  // Ids of remedies differ from run to run.
  const name = page.replaceAll(/\/cus_\d+\/rem_\w+/g, '/…');
  return {
    page: name,
    records,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    cpuMs: (user + kernel) / 1_000 / times,
    kilobytes: bytes / 1_000,
  };
}

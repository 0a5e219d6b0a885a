import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { startLocalSystem } from '../../local/system/local-system';
import { synthesize, type SynthesizedAssembly } from '../../local/system/synthesize';
import { TestSystem } from './test-system';
import { PageVisitor } from './trouble/page-visitor';

// Since when a policy is in force, through two deployments of one ledger: the app as it is, and with another policy.

const type = 'VideoPlaybackFailed';
const dayMs = 24 * 60 * 60_000;

const notedSchema = z.object({
  version: z.string(),
  since: z.iso.datetime().optional(),
  orEarlier: z.boolean().optional(),
  earlier: z.array(z.object({ version: z.string(), since: z.iso.datetime(), until: z.iso.datetime() })),
});
const viewSchema = z.object({ types: z.array(z.object({ failureType: z.string(), policy: notedSchema })) });

let before: TestSystem;
let after: TestSystem;
let changed: SynthesizedAssembly;
beforeAll(async () => {
  before = await TestSystem.open({ console: true }, startLocalSystem);
  await noted(before);
  const policies = JSON.stringify({ [type]: { minStalledSeconds: 45 } });
  changed = await synthesize({ context: { policies } });
  const engine = await startDynalite();
  const settings = { console: true, assembly: changed.folder, engine: async () => engine };
  after = await TestSystem.open(settings, startLocalSystem);
  await keep(await before.storedItems(), engine.url);
  after.local.passTime(3 * dayMs);
});
afterAll(async () => {
  await before.local.stop();
  await after.local.stop();
  await changed.stop();
});

/** A deployment keeps the ledger. Nobody but its functions may write it, so this asks nobody what is allowed. */
async function keep(items: Awaited<ReturnType<TestSystem['storedItems']>>, endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: after.local.template.region, credentials });
  for (const Item of items) await client.send(new PutItemCommand({ TableName: after.local.tableName, Item }));
  client.destroy();
}

async function policyOf(failureType: string, system: TestSystem) {
  const { answer } = await system.callOperatorApi('carol', 'GET', 'in-force');
  const found = viewSchema.parse(answer).types.find((one) => one.failureType === failureType);
  if (!found) throw new Error(`${failureType} is not in force`);
  return found.policy;
}

/** On a slow machine a sweep ends early. */
async function noted(system: TestSystem): Promise<void> {
  for (let sweep = 1; sweep <= 10 && (await policyOf(type, system)).since === undefined; sweep++) {
    await system.runSweep();
  }
}

/** As the page writes it. */
function onPage(at: string | undefined): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(new Date(at ?? ''))} UTC`;
}

/** As the command writes it. */
function inCommand(at: string | undefined): string {
  return (at ?? '').slice(0, 16).replace('T', ' ');
}

it('until the sweep has run, nobody knows since when the changed policy is in force, and the one before is named', async () => {
  const first = await policyOf(type, before);
  const second = await policyOf(type, after);
  expect(first).toMatchObject({ since: expect.any(String), orEarlier: true, earlier: [] });
  expect(second.version).not.toBe(first.version);
  expect(second.since).toBeUndefined();
  const row = new RegExp(`${type} +${second.version} +not noted yet`);
  expect((await after.runCommand('carol', 'policies')).stdout).toMatch(row);
});

it('then the page and the command say since when each was, and what did not change stays as it was', async () => {
  await noted(after);
  const first = await policyOf(type, before);
  const second = await policyOf(type, after);
  expect(Date.parse(second.since ?? '') - Date.parse(first.since ?? '')).toBeGreaterThanOrEqual(3 * dayMs);
  expect(second.earlier).toEqual([{ version: first.version, since: first.since, until: second.since }]);
  expect(await policyOf('ParcelLost', after)).toEqual(await policyOf('ParcelLost', before));

  const visitor = await PageVisitor.signIn(after.local.endpoints.console ?? '', '/in-force');
  const { text } = await visitor.get('/in-force');
  expect(text).toMatch(new RegExp(`${second.version} ${onPage(second.since)}`));
  expect(text).toContain(`${onPage(first.since)} or earlier`);
  const one = await visitor.get(`/in-force/${type}`);
  expect(one.text).toContain(`Version ${second.version}, in force since ${onPage(second.since)}`);
  expect(one.text).toMatch(new RegExp(`${first.version} ${onPage(first.since)} ${onPage(second.since)}`));

  const all = (await after.runCommand('carol', 'policies')).stdout;
  expect(all).toMatch(new RegExp(`${type} +${second.version} +${inCommand(second.since)} `));
  expect(all).toMatch(new RegExp(`ParcelLost +\\S+ +${inCommand(first.since)} or earlier`));
  const options = (await after.runCommand('carol', 'policies', type)).stdout;
  expect(options).toContain(`${first.version}: ${inCommand(first.since)} to ${inCommand(second.since)}`);
  expect(options).toMatch(/minStalledSeconds +set here +45/);
});

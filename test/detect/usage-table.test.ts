import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { spreadOutage } from '../../lambdas/detect/outages/spread-outage';
import type { AffectedQuestion } from '../../lambdas/detect/paged/affected';
import { DynamoAffected } from '../../lambdas/detect/paged/dynamo-affected';
import { outagePageSchema } from '../../lambdas/detect/paged/outage-page';
import { usageTableSchema, type UsageTable } from '../../lambdas/detect/paged/usage';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { usageTablesFor } from '../../local/company/shop/usage-table';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { createTables, type Engine } from '../../local/emulator/engine/engine';
import { OutageRun } from './outage-run';

// Who used a service, by a table of the team's: a real DynamoDB protocol, and keys as data.

let engine: Engine;
let client: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  engine = await startDynalite();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ ...awsClientConfig, endpoint: engine.url, region: 'eu-west-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const question: AffectedQuestion = {
  service: 'streaming',
  from: '2026-11-20T10:00:00.000Z',
  until: '2026-11-20T12:00:00.000Z',
  limit: 2,
};

/** A table that is keyed so, with these items. */
async function tableWith(table: UsageTable, items: readonly object[]): Promise<DynamoAffected> {
  const tableName = `usage-${(tables += 1)}`;
  const USAGE = JSON.stringify({ ask: 'table', tableName, table });
  await createTables(engine.url, 'eu-west-1', usageTablesFor([{ environment: { USAGE } }], []));
  for (const [index, item] of items.entries()) {
    const Item = marshall({ usageId: String(index), ...item }, { removeUndefinedValues: true });
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  }
  return new DynamoAffected(client, tableName, table);
}

/** All that it names, page by page. */
async function allOf(affected: DynamoAffected, asked = question): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let pages = 0, cursor: string | undefined; pages < 100; pages++) {
    const page = await affected.page({ ...asked, cursor });
    expect(page.affected.length).toBeLessThanOrEqual(asked.limit);
    all.push(...page.affected);
    if (page.next === undefined) return all;
    cursor = page.next;
  }
  throw new Error('it never ends');
}

const plain: UsageTable = {
  partitionKey: { name: 'service', value: '{service}' },
  sortKey: { name: 'usedAt', holds: 'iso' },
};

const used = (serviceId: string, usedAt: string, service = 'streaming') => ({ service, usedAt, serviceId });

it('those who used exactly this service in exactly this time are named, page by page', async () => {
  const affected = await tableWith(plain, [
    used('before', '2026-11-20T09:59:59.999Z'),
    used('a', '2026-11-20T10:00:00.000Z#cus_1'),
    used('b', '2026-11-20T10:30:00Z'),
    used('c', '2026-11-20T11:00:00.000Z'),
    used('after', '2026-11-20T12:00:00.001Z'),
    used('other', '2026-11-20T11:00:00.000Z', 'billing'),
  ]);
  expect(await allOf(affected)).toEqual(['a', 'b', 'c'].map((serviceId) => ({ serviceId })));
});

it('a table that is keyed otherwise has an index, a partition for each day, and what its items are called', async () => {
  const table: UsageTable = {
    index: 'by-service',
    partitionKey: { name: 'gsi1', value: 'SERVICE#{service}#{day}' },
    sortKey: { name: 'gsi1sort', holds: 'iso', prefix: 'USED#' },
    attributes: {
      'customer.id': 'viewer',
      'customer.email': 'mail',
      purchase: 'subscription',
      'purchase.currency': 'money',
      serviceId: 'line',
    },
  };
  const item = (day: string, time: string, viewer: string) => ({
    gsi1: `SERVICE#streaming#${day}`,
    gsi1sort: `USED#${day}T${time}Z`,
    ...{ viewer, mail: `${viewer}@example.com`, subscription: { orderId: 'sub_1', amountMinor: 1_299 }, money: 'EUR' },
    ...{ line: `line_${viewer}`, secret: 'nobody’s business' },
  });
  const affected = await tableWith(table, [
    item('2026-11-19', '23:00:00.000', 'ada'),
    item('2026-11-20', '23:00:00.000', 'bea'),
    item('2026-11-22', '01:00:00.000', 'cleo'),
    item('2026-11-22', '03:00:00.000', 'dan'),
  ]);
  const days = { ...question, from: '2026-11-19T22:00:00.000Z', until: '2026-11-22T02:00:00.000Z' };
  expect(await allOf(affected, days)).toEqual(
    ['ada', 'bea', 'cleo'].map((viewer) => ({
      customer: { id: viewer, email: `${viewer}@example.com` },
      purchase: { orderId: 'sub_1', amountMinor: 1_299, currency: 'EUR' },
      serviceId: `line_${viewer}`,
    })),
  );
});

it.each(['seconds', 'milliseconds'] as const)(
  'times in %s: a use that went on into the outage is one',
  async (holds) => {
    const at = (time: string): number => Date.parse(`2026-11-20T${time}:00Z`) / (holds === 'seconds' ? 1_000 : 1);
    const table: UsageTable = {
      partitionKey: { name: 'service', value: '{service}' },
      sortKey: { name: 'began', holds },
      endedAt: { name: 'ended', longestMinutes: 300 },
    };
    const use = (serviceId: string, began: string, ended: string | undefined) => ({
      ...{ service: 'streaming', serviceId, began: at(began) },
      ...(ended !== undefined && { ended: at(ended) }),
    });
    const affected = await tableWith(table, [
      use('over', '08:00', '09:59'),
      use('into', '08:01', '10:01'),
      use('within', '10:30', '10:31'),
      use('nobody-knows', '11:00', undefined),
      use('too-late', '12:01', '13:00'),
    ]);
    expect(await allOf(affected)).toEqual([{ serviceId: 'into' }, { serviceId: 'within' }]);
  },
);

it('a table that cannot be asked is asked again, and nobody is named meanwhile', async () => {
  const missing = new DynamoAffected(client, 'no-such-table', plain);
  await expect(missing.page(question)).rejects.toThrow(/cannot be asked \(ResourceNotFoundException\)/);
});

it.each<[string, object, RegExp]>([
  ['one partition for all services', { partitionKey: { name: 'day', value: '{day}' } }, /\{service\}/],
  ['a prefix before a number', { sortKey: { name: 't', holds: 'seconds', prefix: 'U#' } }, /prefix/],
  ['an attribute that is nothing', { attributes: { 'customer.shoeSize': 'size' } }, /nothing that is asked for/],
])('%s is no description of a table', (_, changed, why) => {
  const read = usageTableSchema.safeParse({ ...plain, ...changed });
  expect(JSON.stringify(read.error?.issues)).toMatch(why);
});

const page = outagePageSchema.parse({
  ...{ service: 'streaming', outageId: 'outage-streaming-1', evidence: ['cloudwatch/streaming-5xx'], page: 1 },
  ...{ startedAt: question.from, endedAt: question.until },
});

const entry = fc.record({
  customer: fc.integer({ min: 1, max: 6 }),
  minutes: fc.integer({ min: -120, max: 240 }),
  service: fc.constantFrom('streaming', 'streaming-2', 'billing'),
  lacks: fc.constantFrom(undefined, undefined, 'customer', 'serviceId', 'purchase'),
});

it('whoever is told of an outage used that service in that time, by the team’s own words, and is told once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 14 }), async (entries) => {
      const items = entries.map(({ customer, minutes, service, lacks }, index) => ({
        service,
        usedAt: `${new Date(Date.parse(question.from) + minutes * 60_000).toISOString()}#${index}`,
        customer: { id: `cus_${customer}` },
        serviceId: `line_${customer}`,
        purchase: {
          ...{ orderId: `sub_${customer}`, paymentId: `ch_${customer}`, amountMinor: 2_499, currency: 'EUR' },
          purchasedAt: '2026-11-01T00:00:00Z',
        },
        ...(lacks !== undefined && { [lacks]: undefined }),
      }));
      const run = new OutageRun({ eventsPerSecond: 0.3 }, []);
      run.now = new Date('2026-11-20T12:30:00Z');
      const ports = { ...run.ports, affected: await tableWith(plain, items) };
      await spreadOutage(page, ports);
      for (let next = run.waiting.shift(); next; next = run.waiting.shift()) {
        run.now = new Date(Math.max(run.now.getTime(), next.at));
        await spreadOutage(next.page, ports);
      }
      const named = entries.filter(
        ({ minutes, service, lacks }) =>
          service === 'streaming' && minutes >= 0 && minutes < 120 && lacks === undefined,
      );
      const remedies = new Set(run.published.map(({ remedyId }) => remedyId));
      const customers = run.published.map(({ detail }) => (detail as { customer: { id: string } }).customer.id);
      expect(new Set(customers)).toEqual(new Set(named.map(({ customer }) => `cus_${customer}`)));
      expect(remedies.size).toBe(new Set(customers).size);
    }),
    { numRuns: 60 },
  );
});

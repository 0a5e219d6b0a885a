import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { remedyAt } from '../../lambdas/ledger/dynamo/dynamo-remedy';
import { Ed25519Sealer } from '../../lambdas/ledger/seal/ed25519-seals';
import type { PublicSealKeys } from '../../lambdas/ledger/seal/key-ring';
import { contentOfRecord } from '../../lambdas/ledger/seal/sealed-content';
import { SecretsManagerRing } from '../../lambdas/ledger/seal/secretsmanager-ring';
import * as z from 'zod';
import { shiftInstants } from '../../local/demo/script/shift-to-now';
import { anotherStory, storiesOf, type CurrentStory } from '../../local/demo/script/stories';
import { TestSystem, type Failed } from './test-system';
import { expectRemedy, recordOf } from './expected-remedy';

// Stories of the catalog that take another course: time passes, a person approves, the order system refuses or does not
// respond. What a test changes in the system (a silent partner, records of another time) is not seen by the suite of
// the catalog.

const hourMs = 60 * 60 * 1000;
const stories = storiesOf(new Date());
let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({});
});
afterAll(() => system.local.stop());

function storyOf(id: string): CurrentStory {
  const story = stories.find((known) => known.id === id);
  if (!story) throw new Error(`The catalog has no story ${id}.`);
  return story;
}

describe('a merchant has 48 hours to answer', () => {
  let failed: Failed;
  beforeAll(async () => {
    failed = await system.publishFailure(storyOf('merchant-never-answered').entry);
  });

  it('until then the remedy is held, and its record says until when', async () => {
    const { hold } = await recordOf(system, failed);
    expect(hold?.awaits?.what).toBe('the merchant’s answer');
    const leftMs = Date.parse(hold?.awaits?.until ?? '') - Date.now();
    expect(leftMs).toBeGreaterThan(47 * hourMs);
    expect(leftMs).toBeLessThan(48 * hourMs);
    await system.runSweep();
    expect((await recordOf(system, failed)).state).toBe('held');
  });

  it('after that, the whole price is refunded, nothing has to be returned, and the merchant bears the loss', async () => {
    await hoursPass(failed, 49);
    await system.runSweep();
    await system.runSweep();
    await expectRemedy(system, failed, {
      state: 'issued',
      refund: { amount: 1_850, currency: 'gbp' },
      recovery: { bearer: 'merchant', partyId: 'merchant_3310', amountMinor: 1_850, currency: 'GBP' },
      mail: ['“To the Lighthouse” was sold to you as “like new”', 'You need not send anything back'],
    });
  });

  it('a failure that is published only after that is not held', async () => {
    const late = await system.publishFailure(anotherStory('ItemNotAsDescribed', new Date(), 49 * hourMs).entry);
    await expectRemedy(system, late, {
      state: 'issued',
      refund: { amount: 1_850, currency: 'gbp' },
      recovery: { bearer: 'merchant', partyId: 'merchant_3310', amountMinor: 1_850, currency: 'GBP' },
      mail: ['have heard nothing'],
    });
  });
});

describe('withdrawn content is paid back at once, and its mail waits until a person approves the words', () => {
  let overnight: Failed;
  let single: Failed;
  beforeAll(async () => {
    overnight = await system.publishFailure(storyOf('book-deleted-overnight').entry);
    single = await system.publishFailure(storyOf('game-vanished').entry);
  });

  it('the money is given, and no mail leaves', async () => {
    await expectRemedy(system, overnight, {
      state: 'issued',
      refund: { amount: 99, currency: 'usd' },
      credits: [{ accountId: 'acct_911', amountMinor: 3_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
    });
  });

  const message = 'We deleted a book that was yours.\n\nIt was thoughtless, and we will not do it again.';

  it('an approval of the incident gives its message to all its customers, signed by the executive', async () => {
    const { answer } = await system.callOperatorApi('alice', 'GET', 'incidents/rights-2026-118');
    const { cohort: seen } = z
      .object({ cohort: z.object({ remedies: z.literal(0), amounts: z.array(z.never()), words: z.literal(1) }) })
      .parse(answer);
    const approval = { why: 'the message is right', message, seen };
    const { status } = await system.callOperatorApi('alice', 'POST', 'incidents/rights-2026-118/approve', approval);
    expect(status).toBe(200);
    await system.runSweep();
    await system.runSweep();
    await expectRemedy(system, overnight, {
      state: 'issued',
      refund: { amount: 99, currency: 'usd' },
      credits: [{ accountId: 'acct_911', amountMinor: 3_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
      mail: [
        `\n\n${message}\n\n`,
        'We’ve refunded $0.99 to the card you paid with.',
        '$30.00 of credit',
        '\n\nHenrik Solberg\nChief Executive\n',
      ],
      mailLacks: /the message is right|Maya Lindqvist/,
    });
  });

  it('an approval of one remedy leaves the text of the failure type', async () => {
    const { customerId, remedyId } = single;
    const path = `remedies/${customerId}/${remedyId}/approve`;
    const { status } = await system.callOperatorApi('alice', 'POST', path, { why: 'the text is right' });
    expect(status).toBe(200);
    await system.runSweep();
    await system.runSweep();
    await expectRemedy(system, single, {
      state: 'issued',
      refund: { amount: 14_900, currency: 'sek' },
      credits: [{ accountId: 'cus_944', amountMinor: 30_000, currency: 'SEK', state: 'booked' }],
      mail: ['You had paid for it, and it was yours.', 'Henrik Solberg'],
      mailLacks: /the text is right/,
    });
  });
});

describe('a replacement that cannot be sent becomes a refund', () => {
  it.each(['out-of-stock', 'too-late'] as const)('the order system refuses it: %s', async (reason) => {
    const { orderSystem } = system.local.partners;
    orderSystem.refuseNext(reason);
    const failed = await system.publishFailure(
      ofAnotherCustomer(storyOf('console-for-christmas'), `refused_${reason}`),
    );
    expect(await system.mailsTo(failed)).toEqual([]);
    await system.runSweep();
    await system.runSweep();
    await expectRemedy(system, failed, {
      state: 'issued',
      refund: { amount: 18_900, currency: 'gbp' },
      replacements: [{ state: 'refused', reason }],
      recovery: { bearer: 'carrier', amountMinor: 18_900 },
      mail: ['We could not send you a new one. We’ve refunded £189.00'],
      mailLacks: /on its way and arrives/,
    });
  });

  it('the order system does not respond for four hours: the request is withdrawn', async () => {
    const { orderSystem } = system.local.partners;
    orderSystem.silence();
    const failed = await system.publishFailure(ofAnotherCustomer(storyOf('console-for-christmas'), 'unanswered'));
    orderSystem.silence(false);
    await system.runSweep();
    await expectRemedy(system, failed, { state: 'pending', replacements: [{ state: 'received' }] });
    await hoursPass(failed, 5);
    for (let minute = 0; minute < 3; minute++) await system.runSweep();
    await expectRemedy(system, failed, {
      state: 'issued',
      refund: { amount: 18_900, currency: 'gbp' },
      replacements: [{ state: 'withdrawn' }],
      recovery: { bearer: 'carrier', amountMinor: 18_900 },
      mail: ['We could not send you a new one. We’ve refunded £189.00'],
    });
  });
});

/** The same story of another customer. */
function ofAnotherCustomer(story: CurrentStory, name: string) {
  const schema = z.object({ customer: z.looseObject({}), purchase: z.looseObject({}), parcel: z.looseObject({}) });
  const { customer, purchase, parcel } = schema.parse(story.entry.Detail);
  return {
    ...story.entry,
    Detail: {
      ...story.entry.Detail,
      customer: { ...customer, id: `cus_${name}`, email: `${name}@example.com` },
      purchase: { ...purchase, orderId: `ord_${name}` },
      parcel: { ...parcel, shipmentId: `shp_${name}` },
    },
  };
}

function sealer(): Ed25519Sealer {
  const { template, endpoints } = system.local;
  const { environment = {} } =
    template.functions.find((one) => one.environment['SEAL_SECRET_NAME'] && one.environment['SEAL_KEYS']) ?? {};
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint: endpoints.secrets, region: template.region, credentials });
  const ring = new SecretsManagerRing(client, environment['SEAL_SECRET_NAME'] ?? '');
  return new Ed25519Sealer(JSON.parse(environment['SEAL_KEYS'] ?? '{}') as PublicSealKeys, ring, () => new Date());
}

/** Moves all times in the remedy record that many hours back, and seals it as our functions do. */
async function hoursPass({ remedyId, customerId }: Failed, hours: number): Promise<void> {
  const items = (await system.storedItems()).map((item) => unmarshall(item));
  const isOf = (key: unknown): boolean => typeof key === 'string' && key.includes(remedyId);
  const [item] = items.filter(({ sk }) => isOf(sk) && String(sk).startsWith('REMEDY#'));
  if (!item) throw new Error(`There is no record of ${remedyId}.`);
  const client = system.databaseFor(system.functionOf('sweep'));
  // On a list other instants stand behind the time.
  const dueAt = String(item['dueAt']).split(' ');
  const moved = shiftInstants({ ...item, dueAt }, -hours * hourMs);
  const { seal: _outdated, ...shifted }: Record<string, unknown> = { ...moved, dueAt: moved.dueAt.join(' ') };
  const seal = await sealer().seal(contentOfRecord(remedyAt(shifted, { remedyId, customerId })));
  const Item = marshall({ ...shifted, seal });
  await client.send(new PutItemCommand({ TableName: system.local.tableName, Item }));
  client.destroy();
}

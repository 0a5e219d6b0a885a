import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { catalog } from '../../lambdas/failures/catalog';
import { anotherStory, storiesOf, type CurrentStory } from '../../local/demo/script/stories';
import { shiftInstants } from '../../local/demo/script/shift-to-now';
import { Company, type Failed } from './company';

// What each story of the catalog comes to, from the event on the bus to the customer's mail, with what the payment provider and
// the company's other systems received. All stories share one system, on which nothing runs by the clock.

const hourMs = 60 * 60 * 1000;

/** What a story comes to. What is not named is not given. */
interface Given {
  readonly state: 'issued' | 'held' | 'pending';
  /** In minor units. */
  readonly refund?: { readonly amount: number; readonly currency: string };
  readonly orders?: readonly object[];
  readonly calls?: readonly object[];
  readonly credits?: readonly object[];
  readonly recovery?: object;
  /** What the mail says. No mail is sent where it is missing. */
  readonly mail?: readonly string[];
  /** What the mail must not say. */
  readonly silentOn?: RegExp;
}

const given: Readonly<Record<string, Given>> = {
  'A rented film stuttered, and nobody complained': {
    state: 'issued',
    refund: { amount: 399, currency: 'gbp' },
    mail: ['Dear Zoë Park,', '“Paris, Texas”', 'I’ve given you back £3.99.'],
  },
  'Wi-Fi bought on a flight died half-way': {
    state: 'issued',
    refund: { amount: 1_900, currency: 'usd' },
    mail: ['flight XY 204', 'I’ve given you back $19.00.', 'There is nothing you need to do.'],
    silentOn: /https?:|form\b|call us|\+\d/,
  },
  'Wi-Fi bought on a flight never came up, because the modem of that aircraft was broken': {
    state: 'issued',
    refund: { amount: 1_800, currency: 'jpy' },
    mail: ['it never worked', '1,800.'],
  },
  'A console ordered for Christmas never came, though the carrier’s papers say it was delivered': {
    state: 'issued',
    orders: [{ sku: 'console-handheld-blue', quantity: 1, to: 'David Okafor', giftWrap: false, state: 'shipped' }],
    recovery: { bearer: 'carrier', partyId: 'carrier_northway', amountMinor: 18_900, currency: 'GBP' },
    mail: ['The carrier’s papers say otherwise.', 'A new one is on its way and arrives by', 'You are charged nothing'],
    silentOn: /console/i,
  },
  'Two of many gifts vanished on their way to two recipients, and the buyer is about to travel': {
    state: 'issued',
    orders: [
      {
        sku: 'scarf-wool-red',
        to: 'Ruth Marsh, 14 Elm Street, Portland, ME 04101, United States',
        giftWrap: true,
        state: 'shipped',
      },
      {
        sku: 'train-set-wood',
        to: 'Sam Ortiz, 220 Mesa Road, Tucson, AZ 85701, United States',
        giftWrap: true,
        state: 'shipped',
      },
    ],
    recovery: { bearer: 'carrier', partyId: 'carrier_eastline', amountMinor: 13_200, currency: 'USD' },
    mail: ['The two parcels to the addresses you gave', 'gift-wrapped', 'straight to the address you gave'],
    silentOn: /scarf|train|Ruth|Ortiz|Elm Street|Mesa Road/i,
  },
  'The last one in stock burnt in a depot': {
    state: 'issued',
    refund: { amount: 8_990, currency: 'eur' },
    recovery: { bearer: 'carrier', partyId: 'carrier_mittelpost', amountMinor: 8_990, currency: 'EUR' },
    mail: ['I cannot send you a new one.', 'I’ve given you back 89,90'],
  },
  'A child’s present was taken from the porch': {
    state: 'issued',
    orders: [{ sku: 'telescope-kids', express: true, giftWrap: true, to: 'Priya Raman', state: 'shipped' }],
    calls: [{ channel: 'phone', at: '+12025550147', name: 'Priya Raman', deadlineSeconds: 60, state: 'done' }],
    recovery: { bearer: 'platform', amountMinor: 5_999, currency: 'USD' },
    mail: ['A new one is on its way by express', 'Somebody from my team is calling you'],
    silentOn: /telescope/i,
  },
  'Boots were taken from the stairs, from a customer who left no phone number': {
    state: 'issued',
    orders: [{ sku: 'boots-42', express: true, giftWrap: false, to: 'Léa Tremblay', state: 'shipped' }],
    calls: [{ channel: 'facebook', at: 'lea.tremblay.example', deadlineSeconds: 60, state: 'done' }],
    recovery: { bearer: 'platform', amountMinor: 11_800, currency: 'CAD' },
    mail: ['“Bottes d’hiver”', 'by express', 'Somebody from my team is writing to you'],
  },
  'A “like new” book was not, and the merchant never answered': { state: 'held' },
  'A leather bag was of canvas, and the merchant has something to say about it': { state: 'held' },
  'A reader broke in the hands of its owner, by the owner’s own foot': {
    state: 'issued',
    orders: [{ sku: 'reader-6in', returnLabel: true, to: 'Grace Lindqvist', state: 'shipped' }],
    recovery: { bearer: 'platform', amountMinor: 8_999, currency: 'GBP' },
    mail: ['in your own hands makes no difference', 'A new one is on its way', 'A prepaid label for the old one'],
  },
  'An iron teapot came broken, and there is no other one': {
    state: 'issued',
    refund: { amount: 6_800, currency: 'jpy' },
    recovery: { bearer: 'carrier', amountMinor: 6_800, currency: 'JPY' },
    mail: ['“鉄瓶” reached you broken.', 'I cannot send you a new one.', 'You need not send the old one back.'],
  },
  'A kettle stopped heating after two weeks': {
    state: 'issued',
    orders: [{ sku: 'kettle-17', returnLabel: true, to: 'Ana Souza', state: 'shipped' }],
    recovery: { bearer: 'platform', amountMinor: 18_990, currency: 'BRL' },
    mail: ['We sold it to you like that', 'A new one is on its way'],
  },
  'A book that people had paid for was deleted from their devices overnight': { state: 'held' },
  'A game vanished from one library, and its owner noticed': { state: 'held' },
  'A present will not make it in time, and there is another way to get it': {
    state: 'issued',
    refund: { amount: 795, currency: 'usd' },
    credits: [{ accountId: 'wallet_808', amountMinor: 1_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
    mail: [
      'I’ve given you back $7.95.',
      'I’ve put $10.00 of credit on your account',
      'There is another way to have it in time',
      'in our shop on State Street',
    ],
  },
  'A parcel sent free of charge is stuck in the snow': {
    state: 'issued',
    credits: [{ accountId: 'cus_823', amountMinor: 1_000, currency: 'EUR', basis: 'goodwill', state: 'booked' }],
    mail: ['We expect it by', 'I’ve put 10,00'],
    silentOn: /given you back/,
  },
  'A subscription was down for hours': {
    state: 'issued',
    refund: { amount: 33, currency: 'eur' },
    mail: ['9 hours 15 minutes', 'I’ve given you back 0,33'],
  },
  'A broken line waited a week for its repair': {
    state: 'issued',
    refund: { amount: 667, currency: 'gbp' },
    mail: ['7 days 3 hours to repair it', 'I’ve given you back £6.67.'],
  },
  'Somebody was to come and install it, and nobody came': {
    state: 'issued',
    credits: [{ accountId: 'cus_1590', amountMinor: 1_500, currency: 'NZD', basis: 'goodwill', state: 'booked' }],
    mail: ['nobody came', 'I’ve put $15.00 of credit'],
  },
  'A song about a broken guitar, after nine months of being passed around': {
    state: 'issued',
    calls: [
      {
        channel: 'twitter',
        at: 'corrigansings',
        deadlineSeconds: 300,
        budgetMinor: 3_000,
        currency: 'CAD',
        state: 'done',
      },
    ],
    mail: ['should not have had to say it in public', 'A person answers you within 5 minutes, where you wrote.'],
  },
  'A post after two weeks without an answer': {
    state: 'issued',
    calls: [
      {
        channel: 'facebook',
        at: 'aylin.demir',
        deadlineSeconds: 300,
        budgetMinor: 2_000,
        currency: 'EUR',
        state: 'done',
      },
    ],
    mail: ['A person answers you within 5 minutes, where you wrote.'],
    silentOn: /<b>|Seit zwei Wochen/,
  },
};

const stories = storiesOf(new Date());
let company: Company;
const told = new Map<string, Failed>();

beforeAll(async () => {
  company = await Company.open({});
  const failed = await company.fail(...stories.map(({ entry }) => entry));
  stories.forEach(({ title }, index) => {
    const one = failed[index];
    if (one) told.set(title, one);
  });
}, 180_000);
afterAll(() => company.system.stop());

function failedOf(title: string): Failed {
  const failed = told.get(title);
  if (!failed) throw new Error(`nobody told “${title}”`);
  return failed;
}

const partSchema = z.object({
  part: z.object({ kind: z.string() }),
  outcome: z.object({ state: z.string(), reason: z.string().optional() }),
});
const recordSchema = z.object({
  record: z.object({
    state: z.string(),
    reasons: z.array(z.string()),
    parts: z.array(partSchema),
    hold: z.object({ awaits: z.object({ what: z.string(), until: z.string() }).optional() }).optional(),
    history: z.array(z.object({ why: z.string() })),
  }),
});

async function recordOf({ customerId, remedyId }: Failed): Promise<z.infer<typeof recordSchema>['record']> {
  const { answer } = await company.ask('carol', 'GET', `remedies/${customerId}/${remedyId}`);
  return recordSchema.parse(answer).record;
}

/** The lines of a book that are about one remedy. */
function about<Line extends { readonly remedyId: string }>(book: readonly Line[], { remedyId }: Failed): Line[] {
  return book.filter((line) => line.remedyId === remedyId);
}

/** So many, each with at least that. */
function likeAll(wanted: readonly object[]): unknown[] {
  return wanted.map((one): unknown => expect.objectContaining(one));
}

/** Compares everything that anybody received for a failure with what it was to come to. */
async function expectGiven(failed: Failed, wanted: Given): Promise<void> {
  const { refund, orders = [], calls = [], credits = [], recovery, mail, silentOn } = wanted;
  expect((await recordOf(failed)).state).toBe(wanted.state);
  const refunds = await company.refundsOf(failed);
  expect(refunds.map(({ amount, currency, status }) => ({ amount, currency, status }))).toEqual(
    refund ? [{ ...refund, status: 'succeeded' }] : [],
  );
  const { partners } = company.system;
  expect(about(partners.orderSystem.received, failed)).toEqual(likeAll(orders));
  expect(about(partners.callbackTeam.received, failed)).toEqual(likeAll(calls));
  expect(about(partners.creditSystem.received, failed)).toEqual(likeAll(credits));
  expect(about(partners.financeSystem.recoveries, failed).map((line) => line.recovery)).toEqual(
    recovery ? [expect.objectContaining(recovery)] : [],
  );
  const mails = await company.mailsTo(failed);
  expect(mails).toHaveLength(mail ? 1 : 0);
  for (const words of mail ?? []) expect(mails[0]?.body.text).toContain(words);
  if (silentOn) for (const { subject, body } of mails) expect(`${subject}\n${body.text}`).not.toMatch(silentOn);
}

it('every story of every failure type is looked at here', () => {
  expect(Object.keys(given).sort()).toEqual(
    catalog.flatMap(({ stories: ofType }) => ofType.map(({ title }) => title)).sort(),
  );
});

describe.each(catalog.map(({ type }) => type))('%s', (type) => {
  const ofType = stories.filter((story) => story.type === type).map(({ title }) => title);
  it.each(ofType)('%s', async (title) => {
    const wanted = given[title];
    if (!wanted) throw new Error(`nobody said what “${title}” comes to`);
    await expectGiven(failedOf(title), wanted);
  });
});

describe('a call is promised within a minute, and comes', () => {
  it.each([
    'A child’s present was taken from the porch',
    'Boots were taken from the stairs, from a customer who left no phone number',
  ])('%s', (title) => {
    const [call] = about(company.system.partners.callbackTeam.received, failedOf(title));
    expect(call?.tookMs).toBeLessThan(60_000);
  });
});

describe('a merchant has 48 hours to answer', () => {
  const [title] = stories.flatMap((story) => (story.type === 'ItemNotAsDescribed' ? story.title : []));

  it('until then it is held, and says until when', async () => {
    const { hold } = await recordOf(failedOf(title ?? ''));
    expect(hold?.awaits?.what).toBe('the merchant’s answer');
    const leftMs = Date.parse(hold?.awaits?.until ?? '') - Date.now();
    expect(leftMs).toBeGreaterThan(47 * hourMs);
    expect(leftMs).toBeLessThan(48 * hourMs);
    await company.minute();
    expect((await recordOf(failedOf(title ?? ''))).state).toBe('held');
  });

  it('when they are over, the whole price is back, nothing is to be returned, and the merchant bears it', async () => {
    const failed = failedOf(title ?? '');
    await hoursPass(failed, 49);
    await company.minute();
    await company.minute();
    await expectGiven(failed, {
      state: 'issued',
      refund: { amount: 1_850, currency: 'gbp' },
      recovery: { bearer: 'merchant', partyId: 'merchant_3310', amountMinor: 1_850, currency: 'GBP' },
      mail: ['“To the Lighthouse” was sold to you as “like new”', 'You need not send anything back'],
    });
  });

  it('who is told of it only then need not wait at all', async () => {
    const failed = await company.failOnce(anotherStory('ItemNotAsDescribed', new Date(), 49 * hourMs).entry);
    await expectGiven(failed, {
      state: 'issued',
      refund: { amount: 1_850, currency: 'gbp' },
      recovery: { bearer: 'merchant', partyId: 'merchant_3310', amountMinor: 1_850, currency: 'GBP' },
      mail: ['have heard nothing'],
    });
  });
});

describe('what was taken back from its owners', () => {
  const [overnight = '', single = ''] = stories.flatMap(({ type, title }) =>
    type === 'ContentWithdrawn' ? title : [],
  );
  const words = 'We deleted a book that was yours.\n\nIt was thoughtless, and we will not do it again.';

  it('one word for the whole incident, in the words that were approved, signed by the executive', async () => {
    const approval = { why: 'the words are right', words };
    const { status } = await company.ask('alice', 'POST', 'incidents/rights-2026-118/approve', approval);
    expect(status).toBe(200);
    await company.minute();
    await company.minute();
    await expectGiven(failedOf(overnight), {
      state: 'issued',
      refund: { amount: 99, currency: 'usd' },
      credits: [{ accountId: 'acct_911', amountMinor: 3_000, currency: 'USD', basis: 'goodwill', state: 'booked' }],
      mail: [
        `\n\n${words}\n\n`,
        'I’ve given you back $0.99.',
        '$30.00 of credit',
        '\n\nHenrik Solberg\nChief Executive\n',
      ],
      silentOn: /the words are right|Maya Lindqvist/,
    });
  });

  it('a single one, in the words of the failure type', async () => {
    const { customerId, remedyId } = failedOf(single);
    const { status } = await company.ask('alice', 'POST', `remedies/${customerId}/${remedyId}/approve`, {});
    expect(status).toBe(200);
    await company.minute();
    await company.minute();
    await expectGiven(failedOf(single), {
      state: 'issued',
      refund: { amount: 14_900, currency: 'sek' },
      credits: [{ accountId: 'cus_944', amountMinor: 30_000, currency: 'SEK', state: 'booked' }],
      mail: ['You had paid for it, and it was yours.', 'Henrik Solberg'],
    });
  });
});

describe('where no new one can be sent after all', () => {
  const [console] = stories.filter(({ type }) => type === 'ParcelLost');

  it.each(['out-of-stock', 'too-late'] as const)(
    'the order system says %s: the price is back instead',
    async (reason) => {
      const { orderSystem } = company.system.partners;
      orderSystem.refuseNext(reason);
      const failed = await company.failOnce(another(console, `refused_${reason}`));
      expect(await company.mailsTo(failed)).toEqual([]);
      await company.minute();
      await company.minute();
      await expectGiven(failed, {
        state: 'issued',
        refund: { amount: 18_900, currency: 'gbp' },
        orders: [{ state: 'refused', reason }],
        recovery: { bearer: 'carrier', amountMinor: 18_900 },
        mail: ['We could not send you a new one, so I’ve given you back £189.00.'],
        silentOn: /on its way and arrives/,
      });
    },
  );

  it('the order system says nothing for four hours: it is asked for nothing any more, and the price is back', async () => {
    const { orderSystem } = company.system.partners;
    orderSystem.silence();
    const failed = await company.failOnce(another(console, 'unanswered'));
    orderSystem.silence(false);
    await company.minute();
    await expectGiven(failed, { state: 'pending', orders: [{ state: 'received' }] });
    await hoursPass(failed, 5);
    for (let minute = 0; minute < 3; minute++) await company.minute();
    await expectGiven(failed, {
      state: 'issued',
      refund: { amount: 18_900, currency: 'gbp' },
      orders: [{ state: 'withdrawn' }],
      recovery: { bearer: 'carrier', amountMinor: 18_900 },
      mail: ['We could not send you a new one, so I’ve given you back £189.00.'],
    });
  });
});

/** The same, of a customer of its own. */
function another(story: CurrentStory | undefined, name: string) {
  if (!story) throw new Error('there is no such story');
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

/** Nobody can turn the clock of the functions, so what is recorded comes to lie so many hours further back. */
async function hoursPass({ remedyId }: Failed, hours: number): Promise<void> {
  const items = (await company.stored()).map((item) => unmarshall(item));
  const isOf = (key: unknown): boolean => typeof key === 'string' && key.includes(remedyId);
  const [item] = items.filter(({ sk }) => isOf(sk) && String(sk).startsWith('REMEDY#'));
  if (!item) throw new Error(`${remedyId} is not recorded`);
  const { dynamodb } = company.system.endpoints;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamodb, region: company.system.template.region, credentials });
  const Item = marshall(shiftInstants(item, -hours * hourMs));
  await client.send(new PutItemCommand({ TableName: company.system.tableName, Item }));
  client.destroy();
}

import {
  DeleteItemCommand,
  GetItemCommand,
  paginateScan,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
  type AttributeValue,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { newCustomerRecord, withCommitment } from '../../lambdas/ledger/customer-record';
import { addressBudget } from '../../lambdas/ledger/budget';
import { defaultLimits } from '../../lambdas/model/limits';
import { DynamoBudgets } from '../../lambdas/ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { LedgerItemError, type Item } from '../../lambdas/ledger/dynamo/dynamo-items';
import { keyOf } from '../../lambdas/ledger/dynamo/dynamo-keys';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { DynamoStatement } from '../../lambdas/ledger/dynamo/dynamo-statement';
import { DynamoWaitingList } from '../../lambdas/ledger/dynamo/dynamo-waiting-list';
import { DynamoBudgetUses } from '../../lambdas/ledger/dynamo/shown/dynamo-budget-uses';
import { DynamoCustomerHistories } from '../../lambdas/ledger/dynamo/shown/dynamo-customer-histories';
import { openedIncident } from '../../lambdas/ledger/incident/incident';
import { controlsOfFirstMode, modeFor, switched, type Mode } from '../../lambdas/model/controls';
import type { Engine } from '../../local/emulator/engine/engine';
import {
  commitmentFor,
  heldRecord,
  issuedRecord,
  noticeOf,
  pendingRecord,
  stored,
} from '../contract-suites/ledger-samples';
import { tombstoneAt } from '../fakes/tombstone-at';
import { describeLedgerStores, type LedgerStores } from '../contract-suites/ledger-store-contracts';
import { createLedgerTable, tableName } from './ledger-table';

function storesIn(client: DynamoDBClient, table = tableName): LedgerStores {
  return {
    ledger: new DynamoLedger(client, table),
    waiting: new DynamoWaitingList(client, table),
    incidents: new DynamoIncidents(client, table),
    controls: new DynamoControls(client, table),
    budgets: new DynamoBudgets(client, table),
    statement: new DynamoStatement(client, table),
  };
}

/** What the ledger in DynamoDB promises beside what every ledger does, on any engine. */
export function describeDynamoLedger(name: string, start: () => Promise<Engine>): void {
  let engine: Engine;
  let client: DynamoDBClient;
  let stores: LedgerStores;

  beforeAll(async () => {
    engine = await start();
    client = await createLedgerTable(engine);
    stores = storesIn(client);
  });
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  describeLedgerStores(name, () => stores);

  async function everything(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of paginateScan({ client }, { TableName: tableName })) items.push(...(page.Items ?? []));
    return items;
  }

  /** What is asked of the database meanwhile. */
  async function requestsOf(work: () => Promise<unknown>): Promise<unknown[]> {
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        asked.push(args.input);
        return next(args);
      },
      { step: 'initialize', name: 'asked' },
    );
    await work();
    client.middlewareStack.remove('asked');
    return asked;
  }

  it('puts an entry on the index of the waiting while it waits, and only then', async () => {
    const { ledger } = stores;
    const held = heldRecord('cus_waiting', { remedyId: 'rem_0c' });
    const waiting = async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, IndexName: 'waiting' }));
      return Items.filter((item) => item['pk']?.S === 'CUSTOMER#cus_waiting');
    };
    await ledger.saveRemedy(held);
    expect(await waiting()).toEqual([
      expect.objectContaining({
        waiting: { S: 'held#c' },
        dueAt: { S: '2026-11-22T08:45:00.000Z held 2026-11-20T20:45:00.000Z GBP399' },
        sk: { S: 'REMEDY#rem_0c' },
      }),
    ]);
    await ledger.saveRemedy({ ...held, version: 2, dueAt: undefined });
    expect(await waiting()).toEqual([]);
  });

  it('gives a time to live to envelopes and to counters of one address, and to nothing else', async () => {
    const { ledger } = stores;
    const envelope = { customerId: 'cus_ttl', failure: {}, detectedAt: '2026-11-20T20:45:00.000Z' };
    const expiresAt = '2027-02-18T20:45:00.000Z';
    await ledger.keepEnvelope({ ...envelope, remedyId: 'rem_a', expiresAt });
    await ledger.keepEnvelope({ ...envelope, remedyId: 'rem_b', expiresAt });
    const message = { customerId: 'cus_ttl', remedyId: 'rem_b', messageId: 'm1', text: 'We looked at it.', expiresAt };
    await ledger.keepMessage(message);
    const isCounter = (item: Item) => item['pk']?.S?.startsWith('BUDGET#') === true;
    const expiring = (await everything()).filter((item) => 'expiresAtSeconds' in item && !isCounter(item));
    expect(expiring.map((item) => item['sk']?.S?.split('#')[0])).toEqual(expiring.map(() => 'ENVELOPE'));
    const ours = expiring.filter((item) => item['pk']?.S === 'CUSTOMER#cus_ttl');
    expect(ours.map((item) => item['expiresAtSeconds']?.N)).toEqual(['1802983500', '1802983500', '1802983500']);
  });

  it('keeps nothing of a person in an envelope that was erased', async () => {
    const { ledger } = stores;
    const failure = { customer: { name: 'Zoë Park', email: 'zoe@example.com' } };
    const at = '2026-11-20T20:45:00.000Z';
    await ledger.keepEnvelope({ customerId: 'cus_gone', remedyId: 'rem_a', failure, detectedAt: at, expiresAt: at });
    await ledger.eraseEnvelopes('cus_gone', { until: at, at });
    const key = { pk: { S: 'CUSTOMER#cus_gone' }, sk: { S: 'ENVELOPE#rem_a' } };
    const { Item: left } = await client.send(new GetItemCommand({ TableName: tableName, Key: key }));
    expect(left).toMatchObject({ erasedAt: { S: at } });
    expect(JSON.stringify(left)).not.toMatch(/Zoë|example\.com/);
  });

  it('keeps what would have been given beside the customer’s account, the first time it was decided', async () => {
    const { decision } = commitmentFor('rem_a');
    const shadow = { customerId: 'cus_shadow', remedyId: 'rem_a', type: 'T', decision, occurredAt: 'then' };
    await stores.ledger.keepShadow({ ...shadow, decidedAt: 'first' });
    await stores.ledger.keepShadow({ ...shadow, decidedAt: 'later' });
    const kept = (await everything()).filter((item) => item['pk']?.S === 'CUSTOMER#cus_shadow');
    expect(kept.map((item) => unmarshall(item))).toMatchObject([{ sk: 'SHADOW#rem_a', ...shadow, decidedAt: 'first' }]);
  });

  it('reads what was written a moment ago: every read asks for strong consistency', async () => {
    const { ledger, incidents, controls } = stores;
    const asked = await requestsOf(async () => {
      await ledger.read('cus_1', 'rem_a');
      await ledger.readRemedy('cus_1', 'rem_a');
      await ledger.readEnvelope('cus_1', 'rem_a');
      await ledger.readMails({ customerId: 'cus_1', remedyId: 'rem_a' }, ['apology']);
      await ledger.readNotice({ customerId: 'cus_1', remedyId: 'rem_a', template: 'apology' });
      await ledger.eraseEnvelopes('cus_1', tombstoneAt(new Date(0)));
      await incidents.readIncident('INC-1');
      await controls.readControls();
      await controls.controlsHistory();
    });
    const one = expect.objectContaining({ ConsistentRead: true });
    const together = { RequestItems: { [tableName]: one } };
    expect(asked).toEqual([together, one, one, together, one, one, one, one, one, one]);
  });

  it('reads account, entry and controls in one request', async () => {
    const all = { controls: true, apology: true };
    expect(await requestsOf(() => stores.ledger.read('cus_1', 'rem_a', all))).toHaveLength(1);
  });

  it('reads all that the mails of a remedy are made of in one request, the notices first', async () => {
    const of = { customerId: 'cus_1', remedyId: 'rem_a' };
    const [asked, ...more] = await requestsOf(() => stores.ledger.readMails(of, ['resolution', 'apology']));
    expect(more).toEqual([]);
    const { Keys = [] } = (asked as BatchGetItemCommandInput).RequestItems?.[tableName] ?? {};
    const inOrder = ['NOTICE#rem_a#resolution', 'NOTICE#rem_a#apology', 'REMEDY#rem_a', 'ENVELOPE#rem_a'];
    expect(Keys.map(({ sk }) => sk?.S)).toEqual(inOrder);
  });

  it('reads its statement page by page, without holding the whole table', async () => {
    const { decision } = commitmentFor('rem_a');
    const long = commitmentFor('rem_a', { decision: { ...decision, reasons: ['why '.repeat(80_000)] } });
    for (let n = 0; n < 4; n++)
      await stores.ledger.saveCustomerRecord(withCommitment(newCustomerRecord(`cus_paged_${n}`), long));
    const asked = await requestsOf(async () => {
      for await (const _ of stores.statement.items());
    });
    expect(asked.length).toBeGreaterThan(1);
  });

  it('shows everything about a customer under one key', async () => {
    await stores.ledger.saveRemedy(issuedRecord('cus_one_key'));
    const key = { pk: { S: 'CUSTOMER#cus_one_key' }, sk: { S: 'REMEDY#rem_a' } };
    expect((await client.send(new GetItemCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });

  it('guesses nothing where an item is stored in a format it does not know, and says which', async () => {
    const key = { pk: { S: 'CUSTOMER#cus_new' }, sk: { S: 'REMEDY#rem_a' } };
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { ...key, itemFormat: { N: '4' }, version: { N: '1' } } }),
    );
    const refusal = 'CUSTOMER#cus_new REMEDY#rem_a is stored in format 4; this code reads 1, 2, 3';
    await expect(stores.ledger.readRemedy('cus_new', 'rem_a')).rejects.toThrow(new LedgerItemError(refusal));
    expect(String(new LedgerItemError(refusal))).toBe(`LedgerItemError: ${refusal}`);
    expect((await client.send(new GetItemCommand({ TableName: tableName, Key: key }))).Item).toBeDefined();
  });

  it('asks once more only where another customer was first with a folded form', async () => {
    const asked: string[] = [];
    const send = (command: PutItemCommand): Promise<unknown> => {
      asked.push(command.constructor.name);
      return client.send(command);
    };
    const counting = new DynamoLedger({ send } as unknown as DynamoDBClient, tableName);
    await counting.saveCustomerRecord(withCommitment(newCustomerRecord('cus_spelt'), commitmentFor('rem_a')));
    await counting.read('cus_spelt', 'rem_a', { controls: true, apology: true, orderId: 'ord_1' });
    await counting.read('cus_unspelt', 'rem_a', { controls: true, apology: true, orderId: 'ord_1' });
    expect(asked).toEqual(['PutItemCommand', 'BatchGetItemCommand', 'BatchGetItemCommand']);
    await counting.read('CUS_SPELT', 'rem_a', { controls: true, apology: true, orderId: 'ord_1' });
    expect(asked.slice(3)).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand']);
  });

  it('writes the format beside everything it keeps', async () => {
    const { ledger, incidents } = stores;
    const at = '2026-11-20T20:45:00.000Z';
    await ledger.saveRemedy(issuedRecord('cus_format'));
    await ledger.saveCustomerRecord(withCommitment(newCustomerRecord('cus_format'), commitmentFor('rem_a')));
    await ledger.keepEnvelope({
      ...{ customerId: 'cus_format', remedyId: 'rem_a' },
      failure: {},
      detectedAt: at,
      expiresAt: at,
    });
    await incidents.openIncident(openedIncident('INC-format', at, 48));
    const kept = (await everything()).filter((item) =>
      [item['pk']?.S, item['customerId']?.S].some((id) => id?.endsWith('format')),
    );
    const formats = kept.map((item) => [item['sk']?.S?.split('#')[0], item['itemFormat']?.N]);
    expect(Object.fromEntries(formats)).toEqual({ CUSTOMER: '1', ENVELOPE: '2', INCIDENT: '1', REMEDY: '2' });
  });

  it('moves the format where a function of before would take for a time what is none, and find nothing due', async () => {
    const { ledger } = stores;
    const executing = { ...pendingRecord('cus_place', 'rem_c'), state: 'executing' } as const;
    const records = [pendingRecord('cus_place', 'rem_a'), heldRecord('cus_place', { remedyId: 'rem_b' }), executing];
    for (const record of records) await ledger.saveRemedy(record);
    const kept = (await everything()).filter((item) => item['pk']?.S === 'CUSTOMER#cus_place');
    const formats = kept.map((item) => [item['sk']?.S, item['itemFormat']?.N]);
    expect(Object.fromEntries(formats)).toEqual({ 'REMEDY#rem_a': '3', 'REMEDY#rem_b': '3', 'REMEDY#rem_c': '2' });
    for (const item of kept) {
      const readsAsTime = !Number.isNaN(Date.parse(item['dueAt']?.S ?? ''));
      expect([item['sk']?.S, readsAsTime]).toEqual([item['sk']?.S, item['itemFormat']?.N === '2']);
    }
    await expect(ledger.readRemedy('cus_place', 'rem_a')).resolves.toEqual(records[0]);
  });

  it('leaves out of a record what follows from the rest of it, and reads one that an earlier version wrote whole', async () => {
    const { ledger } = stores;
    const record = issuedRecord('cus_short');
    await ledger.saveRemedy(record);
    const key = { pk: { S: 'CUSTOMER#cus_short' }, sk: { S: 'REMEDY#rem_a' } };
    const { Item: stored } = await client.send(new GetItemCommand({ TableName: tableName, Key: key }));
    const text = JSON.stringify(stored);
    expect(text.split(record.paymentId)).toHaveLength(2);
    expect(text).not.toMatch(/keySince|pollCount/);
    await expect(ledger.readRemedy('cus_short', 'rem_a')).resolves.toEqual(record);
    const { customerId: _customerId, remedyId: _remedyId, ...whole } = record;
    const { pk, sk } = unmarshall(key);
    const item = marshall({ pk, sk, itemFormat: 1, ...whole }, { removeUndefinedValues: true });
    await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    await expect(ledger.readRemedy('cus_short', 'rem_a')).resolves.toEqual(record);
  });

  it('knows a key without a date from one that is as old as the commitment', async () => {
    const { ledger } = stores;
    const record = issuedRecord('cus_dates');
    const [first] = record.parts;
    if (!first) throw new Error('the sample has no part');
    const dates = [record.committedAt, '2026-11-21T00:00:00.000Z', undefined];
    const parts = dates.flatMap((keySince, index) =>
      [first.outcome, { state: 'planned' } as const].map((outcome, other) => {
        const number = 2 * index + other + 1;
        return { ...first, keySince, outcome, number, key: `rem_a_${number}` };
      }),
    );
    await ledger.saveRemedy({ ...record, parts });
    const read = await ledger.readRemedy('cus_dates', 'rem_a');
    expect(read?.parts.map(({ keySince }) => keySince)).toEqual(parts.map(({ keySince }) => keySince));
  });

  it('forgets the counter of one address, and wakes nobody for half of it', async () => {
    const halves: string[] = [];
    const budgets = new DynamoBudgets(client, tableName, ({ name }) => void halves.push(name));
    const now = new Date('2026-11-20T20:45:00Z');
    const [ofAddress, ofDay] = [
      addressBudget('victim@example.com', defaultLimits, now),
      { name: 'day/halves', what: 'a limit', limit: { remedies: 5, amountMinor: {} } },
    ];
    const nothing = { remedies: 1, amountMinor: 0, currency: 'GBP' };
    for (const budget of [ofAddress, ofDay]) {
      for (let n = 0; n < 5; n++) expect(await budgets.reserve(budget, nothing)).toBe(true);
      expect(await budgets.reserve(budget, nothing)).toBe(false);
    }
    expect(halves).toEqual(['day/halves']);
    const stored = (await everything()).filter((item) => JSON.stringify(item).includes(ofAddress.name));
    expect(stored.map((item) => item['expiresAtSeconds']?.N)).toEqual([String(now.getTime() / 1_000 + 2 * 86_400)]);
    expect(JSON.stringify(stored)).not.toContain('victim');
  });

  it('takes only a lost race for a lost race: what else goes wrong is thrown, and the event comes again', async () => {
    const { ledger, budgets } = storesIn(client, 'no-such-table');
    await expect(ledger.saveRemedy(issuedRecord('cus_1'))).rejects.toThrow(ResourceNotFoundException);
    const budget = { name: 'day/x', what: 'a limit', limit: { remedies: 1, amountMinor: { GBP: 1 } } };
    const spending = { remedies: 1, amountMinor: 1, currency: 'GBP' };
    await expect(budgets.reserve(budget, spending)).rejects.toThrow(ResourceNotFoundException);
  });

  describe('what is shown of a customer', () => {
    const committedAt = (minute: number): string => `2026-11-20T20:${minute}:00.000Z`;
    const histories = (): DynamoCustomerHistories => new DynamoCustomerHistories(client, tableName);

    async function lived(customerId: string, minutes: readonly number[], why = 'a sample'): Promise<void> {
      for (const minute of minutes) {
        const remedyId = `rem_${minute}`;
        const record = { ...issuedRecord(customerId, remedyId), committedAt: committedAt(minute), reasons: [why] };
        await stores.ledger.saveRemedy(record);
        await stores.ledger.saveNotice(noticeOf(customerId, { remedyId, trouble: 'bounced', state: 'bounced' }));
        await stores.ledger.keepEnvelope({
          customerId,
          remedyId,
          failure: { customer: { name: 'Zoë' } },
          detectedAt: record.detectedAt,
          expiresAt: committedAt(59),
        });
      }
    }

    it('are the remedies with their mails, the newest first, and no envelope is read for it', async () => {
      await lived('cus_shown', [31, 45, 12]);
      const read = JSON.stringify(await histories().historyOf('cus_shown', 10));
      const { remedies, notices, isComplete } = await histories().historyOf('cus_shown', 10);
      const { version: _version, ...known } = issuedRecord('cus_shown', 'rem_45');
      expect(remedies.map(({ remedyId }) => remedyId)).toEqual(['rem_45', 'rem_31', 'rem_12']);
      expect(known).toMatchObject(
        stored({ ...remedies[0], committedAt: known.committedAt, reasons: known.reasons }) as object,
      );
      expect(notices).toContainEqual({
        remedyId: 'rem_45',
        template: 'apology',
        state: 'bounced',
        at: issuedRecord('cus_shown').committedAt,
        trouble: 'bounced',
      });
      expect(notices).toHaveLength(3);
      expect(isComplete).toBe(true);
      expect(read).not.toContain('Zoë');
    });

    it('are the newest of whoever has more than are shown, and it says that there are more', async () => {
      await lived('cus_often', [10, 59, 11, 58, 12, 57, 13, 56]);
      const { remedies, notices, isComplete } = await histories().historyOf('cus_often', 3);
      expect(remedies.map(({ remedyId }) => remedyId)).toEqual(['rem_59', 'rem_58', 'rem_57']);
      expect(notices.map(({ remedyId }) => remedyId).sort()).toEqual(['rem_57', 'rem_58', 'rem_59']);
      expect(isComplete).toBe(false);
    });

    it('are all of them where they are more than a page of DynamoDB’s', async () => {
      await lived('cus_pages', [10, 11, 12, 13], 'why '.repeat(80_000));
      expect((await histories().historyOf('cus_pages', 10)).remedies).toHaveLength(4);
    });

    it('is nothing of nobody', async () => {
      const nothing = { remedies: [], notices: [], isComplete: true };
      expect(await histories().historyOf('cus_nobody', 10)).toEqual(nothing);
    });
  });

  describe('what is shown of budgets', () => {
    const limit = { remedies: 1_000, amountMinor: { GBP: 1_000_00, JPY: 100_000 }, referenceMinor: 1_000_00 };
    const uses = (): DynamoBudgetUses => new DynamoBudgetUses(client, tableName);

    it('is what is taken of each, also after some was given back, and nothing of those that nobody took of', async () => {
      const { budgets } = stores;
      const budget = { name: 'day/2026-01-01', what: 'a limit', limit };
      const reference = { amountMinor: 500, currency: 'USD' };
      await budgets.reserve(budget, { remedies: 4, amountMinor: 400, currency: 'GBP', reference });
      await budgets.reserve(budget, { remedies: 2, amountMinor: 3_000, currency: 'JPY' });
      await budgets.giveBack(budget.name, { remedies: 1, amountMinor: 100, currency: 'GBP', reference }, 'rem_a:2');
      expect(await uses().usesOf([budget.name, 'day/2026-01-02'])).toEqual(
        new Map([
          [
            budget.name,
            {
              remedies: 5,
              amounts: [
                { amountMinor: 300, currency: 'GBP' },
                { amountMinor: 3_000, currency: 'JPY' },
              ],
              inReference: [{ amountMinor: 0, currency: 'USD' }],
            },
          ],
        ]),
      );
    });

    it('is read a hundred at a time', async () => {
      const names = Array.from({ length: 201 }, (_, n) => `type/T${n}/2026-01-03`);
      const spending = { remedies: 1, amountMinor: 1, currency: 'GBP' };
      for (const name of [names[0], names[200]]) {
        await stores.budgets.reserve({ name: name ?? '', what: 'a limit', limit }, spending);
      }
      let found: ReadonlyMap<string, unknown> = new Map();
      const asked = await requestsOf(async () => (found = await uses().usesOf(names)));
      expect([...found.keys()]).toEqual([names[0], names[200]]);
      expect(asked).toHaveLength(3);
    });
  });

  describe('where DynamoDB answers a part only', () => {
    /** Names the entry as left unread, so many times in a row. */
    function leaveUnread(times: number): void {
      let left = times;
      client.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          if (left-- <= 0) return result;
          const Keys = [marshall(keyOf.remedyRecord('cus_partly', 'rem_a'))];
          const output = { ...result.output, UnprocessedKeys: { [tableName]: { Keys } } };
          const Responses = { [tableName]: [] };
          return { ...result, output: { ...output, Responses } };
        },
        { step: 'initialize', name: 'unread' },
      );
    }
    afterEach(() => client.middlewareStack.remove('unread'));

    it('asks for the rest', async () => {
      const record = issuedRecord('cus_partly');
      await stores.ledger.saveRemedy(record);
      leaveUnread(4);
      expect((await stores.ledger.read('cus_partly', 'rem_a')).record).toMatchObject({ version: 1, state: 'issued' });
    });

    it('asks for the rest of budgets too, and stops after five times', async () => {
      const uses = new DynamoBudgetUses(client, tableName);
      leaveUnread(4);
      await expect(uses.usesOf(['day/2026-01-04'])).resolves.toBeDefined();
      client.middlewareStack.remove('unread');
      leaveUnread(5);
      await expect(uses.usesOf(['day/2026-01-04'])).rejects.toThrow('left 1 budgets unread 5 times in a row');
    });

    it('and stops after five times, for a decision on half of an account would be a wrong one', async () => {
      leaveUnread(5);
      const asked = await requestsOf(async () => {
        await expect(stores.ledger.read('cus_partly', 'rem_a')).rejects.toThrow(
          new LedgerItemError('DynamoDB left a part of the customer record unread five times in a row'),
        );
      });
      expect(asked).toHaveLength(5);
    });
  });

  describe('where it is more than fits into one page of DynamoDB’s', () => {
    const long = 'why '.repeat(80_000);

    it('erases all envelopes of a customer', async () => {
      const { ledger } = stores;
      const remedyIds = ['rem_a', 'rem_b', 'rem_c', 'rem_d', 'rem_e'];
      const at = '2026-11-20T20:45:00.000Z';
      for (const remedyId of remedyIds) {
        await ledger.keepEnvelope({ customerId: 'cus_long', remedyId, failure: long, detectedAt: at, expiresAt: at });
      }
      expect(await ledger.eraseEnvelopes('cus_long', { until: at, at })).toBe(5);
      for (const remedyId of remedyIds) expect(await ledger.readEnvelope('cus_long', remedyId)).toBeUndefined();
    });

    it('lists every switch there was', async () => {
      const { controls } = stores;
      const first = await controls.readControls();
      for (let n = 0; n < 5; n++) {
        const before = await controls.readControls();
        const change = {
          target: 'all',
          setting: { mode: 'auto' },
          actor: 'ann',
          at: 'then',
          token: `long-${n}`,
        } as const;
        await controls.saveControls(switched(before, { ...change, why: long }), before);
      }
      const history = await controls.controlsHistory();
      expect(history.map(({ version }) => version)).toEqual(
        Array.from({ length: first.version + 5 }, (_, index) => index + 1),
      );
    });
  });

  it('begins in the mode of its deployment, and what was switched since wins, whatever the next deployment says', async () => {
    for (const { pk, sk } of (await everything()).filter((item) => item['pk']?.S === 'CONTROLS')) {
      await client.send(
        new DeleteItemCommand({ TableName: tableName, Key: { pk, sk } as Record<string, AttributeValue> }),
      );
    }
    const deployedIn = (mode: Mode) => {
      const first = controlsOfFirstMode(mode);
      const [ledger, controls] = [
        new DynamoLedger(client, tableName, first),
        new DynamoControls(client, tableName, first),
      ];
      const modesOf = async (type: string): Promise<readonly (Mode | undefined)[]> => {
        const { controls: together } = await ledger.read('cus_1', 'rem_a', { controls: true });
        return [together, await controls.readControls()].map(
          (read) => read && modeFor(read, { type, customerId: 'cus_1' }).mode,
        );
      };
      return { controls, modesOf };
    };
    const { controls, modesOf } = deployedIn('shadow');
    expect(await modesOf('ParcelLost')).toEqual(['shadow', 'shadow']);

    const why = { actor: 'ann', why: 'the canary sang', at: 'then', token: 'first-mode' };
    const before = await controls.readControls();
    await controls.saveControls(switched(before, { target: 'ParcelLost', setting: { mode: 'off' }, ...why }), before);
    expect(await modesOf('ParcelLost')).toEqual(['off', 'off']);
    // One type was switched, and all others stay as they began, also where the file says something else by now.
    expect(await deployedIn('auto').modesOf('ItemDamaged')).toEqual(['shadow', 'shadow']);

    const next = await controls.readControls();
    await controls.saveControls(switched(next, { target: 'all', setting: { mode: 'auto' }, ...why }), next);
    expect(await modesOf('ItemDamaged')).toEqual(['auto', 'auto']);
  });
}

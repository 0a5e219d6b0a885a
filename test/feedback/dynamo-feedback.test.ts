import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoConversations } from '../../lambdas/conversation/dynamo-conversations';
import { DynamoFeedback } from '../../lambdas/feedback/dynamo-feedback';
import { askedNow, type Feedback } from '../../lambdas/feedback/feedback';
import { eraseCustomer } from '../../lambdas/flow/operate/erase-customer';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { envelopeOf } from '../../lambdas/ledger/envelope';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../local/emulator/engine/engine';
import { issuedRecord } from '../contract-suites/ledger-samples';
import { filmFailure } from '../fakes/film-failure';
import { RecordingObserver } from '../fakes/recording-observer';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

const now = new Date('2026-11-29T10:00:00.000Z');
const of = { customerId: 'cus_1', remedyId: issuedRecord('cus_1').remedyId };
const answer: Feedback = {
  ...of,
  answer: 'no',
  by: 'page',
  at: now.toISOString(),
  version: 1,
  expiresAt: '2027-02-27T10:00:00.000Z',
};

let engine: Engine;
let client: DynamoDBClient;
let store: DynamoFeedback;
let ledger: DynamoLedger;

beforeAll(async () => {
  engine = await startDynalite();
  client = await createLedgerTable(engine);
  store = new DynamoFeedback(client, tableName);
  ledger = new DynamoLedger(client, tableName);
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

it('an answer is kept version by version, and of two who write at once one wins', async () => {
  expect(await store.read(of)).toBeUndefined();
  const first = await Promise.all([store.save(answer), store.save({ ...answer, answer: 'yes' })]);
  expect(first.toSorted()).toEqual(['saved', 'stale']);
  await expect(store.save({ ...answer, answer: 'yes', version: 2 })).resolves.toBe('saved');
  await expect(store.read(of)).resolves.toMatchObject({ answer: 'yes', version: 2 });
});

it('of two remedies that come to it at once one is asked about', async () => {
  const asked = [of, { ...of, remedyId: 'rem_2' }].map((one) => store.saveAsked(askedNow(undefined, one, now)));
  expect((await Promise.all(asked)).toSorted()).toEqual(['saved', 'stale']);
  const stored = await store.readAsked('cus_1');
  expect(stored).toMatchObject({ customerId: 'cus_1', version: 1 });
  if (stored)
    await expect(store.saveAsked({ ...stored, version: 2, refusedAt: now.toISOString() })).resolves.toBe('saved');
});

it('how a customer stands is read of all that was written to them and by them, and of nobody else', async () => {
  expect(await store.hindrancesOf('cus_1')).toEqual({ hasComplained: false, isTalking: false, isUnknown: false });
  const at = now.toISOString();
  const notice = { ...of, type: 'T', template: 'apology', recordVersion: 1, token: 't', history: [] } as const;
  await ledger.saveNotice({ ...notice, state: 'complained', at, version: 1 });
  const talk = { ...of, type: 'T', since: at, at, token: 't', reopened: 0, lines: [], history: [] };
  await new DynamoConversations(client, tableName).save({ ...talk, state: 'waiting', version: 1 });
  expect(await store.hindrancesOf('cus_1')).toEqual({ hasComplained: true, isTalking: true, isUnknown: false });
  expect(await store.hindrancesOf('cus_10')).toEqual({ hasComplained: false, isTalking: false, isUnknown: false });
});

it('an erasure forgets what was answered and who was asked, and the answer does not come back', async () => {
  await ledger.saveRemedy(issuedRecord('cus_1'));
  await ledger.keepEnvelope(
    envelopeOf(
      of,
      { failure: filmFailure({ customer: { id: 'cus_1' } }), detectedAt: issuedRecord('cus_1').detectedAt },
      now,
    ),
  );
  const seenAt = now.toISOString();
  const context = { ledger, observer: new RecordingObserver(), clock: () => now };
  await eraseCustomer({ customerId: 'cus_1', seenAt, actor: 'ann', why: 'asked for it' }, context);
  expect(await store.read(of)).toBeUndefined();
  expect(await store.readAsked('cus_1')).toBeUndefined();
  await expect(store.save(answer)).resolves.toBe('stale');
  // Whatever happens to them afterwards is another time.
  await expect(store.saveAsked(askedNow(undefined, { ...of, remedyId: 'rem_3' }, now))).resolves.toBe('saved');
});

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoConversations } from '../../../lambdas/conversation/dynamo-conversations';
import { writerIdOf } from '../../../lambdas/conversation/letter-keys';
import { takeLetter, type LetterContext } from '../../../lambdas/flow/converse/take-letter';
import { eraseCustomer, type EraseResult } from '../../../lambdas/flow/operate/erase-customer';
import { DynamoLedger } from '../../../lambdas/ledger/dynamo/dynamo-ledger';
import { envelopeOf } from '../../../lambdas/ledger/envelope';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../../local/emulator/engine/engine';
import { plainOwners } from '../../conversation/owners/plain-owners';
import { FakeConversationEvents } from '../../fakes/fake-conversation-events';
import { filmFailure } from '../../fakes/film-failure';
import { RecordingObserver } from '../../fakes/recording-observer';
import { createLedgerTable, tableName } from '../../ledger/ledger-table';

// What somebody wrote without saying that they are a customer, when that customer asks to be forgotten.

let engine: Engine;
let client: DynamoDBClient;
let ledger: DynamoLedger;
let context: LetterContext;
let now = new Date('2026-11-29T10:00:00.000Z');
let tokens = 0;

beforeEach(async () => {
  engine = await startDynalite();
  client = await createLedgerTable(engine);
  ledger = new DynamoLedger(client, tableName);
  now = new Date('2026-11-29T10:00:00.000Z');
  context = {
    ledger,
    conversations: new DynamoConversations(client, tableName),
    events: new FakeConversationEvents(),
    owners: plainOwners,
    observer: new RecordingObserver(),
    counts: { count: async () => 'counted' },
    clock: () => now,
    newToken: () => `token-${++tokens}`,
  };
});
afterEach(async () => {
  client.destroy();
  await engine.stop();
});

async function written(email: string, text: string): Promise<void> {
  expect(await takeLetter({ email, text }, context)).toEqual({ is: 'taken' });
  now = new Date(now.getTime() + 60_000);
}

/** What is still known of every letter that waits: its words and its address. */
async function letters(): Promise<string[]> {
  const keys = await context.conversations.waiting(100);
  const known = keys.map(async (of) => {
    const { lines = [] } = (await context.conversations.read(of)) ?? {};
    const ids = lines.map(({ id }) => id);
    const spoken = [...(await context.conversations.readSaid(of, ids)).values()].map(({ text }) => text);
    return JSON.stringify([spoken, await ledger.readEnvelope(of.customerId, of.remedyId)]);
  });
  return Promise.all(known);
}

function erase(customerId: string): Promise<EraseResult> {
  return eraseCustomer({ customerId, seenAt: now.toISOString(), actor: 'ann', why: 'they asked' }, context);
}

/** A customer whose remedy was mailed to this address. */
async function customerAt(email: string, customerId = 'cus_ada'): Promise<string> {
  const failure = filmFailure({ customer: { id: customerId, email } });
  const detectedAt = now.toISOString();
  await ledger.keepEnvelope(envelopeOf({ customerId, remedyId: 'rem_ada' }, { failure, detectedAt }, now));
  return customerId;
}

it('an erasure of a customer reaches the letters that came from their address, however it is spelled', async () => {
  await written('Ada@Example.com', 'my film stopped');
  await written('ada@example.com', 'and again');
  await written('eve@example.com', 'the otter was best');
  expect(await erase(await customerAt('ada@example.com'))).toMatchObject({ answer: 'done', erased: 3 });
  const known = (await letters()).join('\n');
  expect(known).not.toMatch(/ada@example\.com|my film stopped|and again/i);
  expect(known).toContain('the otter was best');
  expect(known).toContain('eve@example.com');
});

it('an erasure that dies on the way is ended by the next request: the address goes last', async () => {
  await written('ada@example.com', 'my film stopped');
  const customerId = await customerAt('ada@example.com');
  const eraseEnvelopes = jest.spyOn(ledger, 'eraseEnvelopes').mockRejectedValueOnce(new Error('throttled'));
  await expect(erase(customerId)).rejects.toThrow('throttled');
  eraseEnvelopes.mockRestore();
  expect((await letters()).join('')).toContain('my film stopped');
  expect(await erase(customerId)).toMatchObject({ answer: 'done', erased: 2 });
  expect((await letters()).join('')).not.toMatch(/ada@example\.com|my film stopped/);
  expect(await erase(customerId)).toMatchObject({ answer: 'done', erased: 0 });
});

it('what was written after the erasure is a letter like any other', async () => {
  await erase(await customerAt('ada@example.com'));
  now = new Date(now.getTime() + 60_000);
  await written('ada@example.com', 'I am here again');
  expect((await letters()).join('')).toContain('I am here again');
});

it('a letter of an address that no customer has is erased by the id of its writer, as its conversation shows it', async () => {
  await written('mo@example.com', 'the otter was best');
  const [of] = await context.conversations.waiting(1);
  expect(of?.customerId).toBe(writerIdOf('mo@example.com'));
  expect(await erase(of?.customerId ?? '')).toMatchObject({ answer: 'done', erased: 1 });
  expect((await letters()).join('')).not.toMatch(/mo@example\.com|otter/);
});

import { DynamoAnswers } from '../../lambdas/channels/answers/dynamo-answers';
import type { AnswerRecord, AnswerStore } from '../../lambdas/channels/port/answer-store';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { MemoryAnswers } from '../fakes/memory-answers';
import { createLedgerTable, tableName } from '../ledger/ledger-table';

const first: AnswerRecord = {
  key: 'k1',
  network: 'messenger',
  state: 'sending',
  answerHash: 'h1',
  attempts: 1,
  at: '2026-11-29T10:00:00.000Z',
  version: 1,
};

/** What the flow relies on: of two who begin or go on together one is told that the other was quicker. */
async function keepsItsPromises(store: AnswerStore): Promise<void> {
  await expect(store.find('k1')).resolves.toBeUndefined();
  const begun = await Promise.all([store.save(first), store.save(first)]);
  expect(begun.sort()).toEqual(['saved', 'stale']);
  await expect(store.find('k1')).resolves.toEqual(first);
  const sent: AnswerRecord = { ...first, state: 'sent', reference: 'mid.1', version: 2 };
  const ended = await Promise.all([store.save(sent), store.save({ ...sent, reference: 'mid.2' })]);
  expect(ended.sort()).toEqual(['saved', 'stale']);
  await expect(store.save(first)).resolves.toBe('stale');
  await expect(store.find('k1')).resolves.toMatchObject({ state: 'sent', version: 2 });
  await expect(store.find('k2')).resolves.toBeUndefined();
}

it('the table remembers an answer', async () => {
  const engine = await startDynalite();
  const client = await createLedgerTable(engine);
  try {
    await keepsItsPromises(new DynamoAnswers(client, tableName));
  } finally {
    client.destroy();
    await engine.stop();
  }
});

it('so does the store in memory that other tests use', async () => {
  await keepsItsPromises(new MemoryAnswers());
});

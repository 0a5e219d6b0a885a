import { DynamoRatesOfOthers } from '../../../lambdas/fulfilment/pace/dynamo-rates-of-others';
import type { RatesOfOthers } from '../../../lambdas/fulfilment/pace/rates-of-others';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import { MemoryRatesOfOthers, type Announcements } from '../../fakes/memory-rates-of-others';
import { createLedgerTable, tableName } from '../../ledger/ledger-table';

const beganMs = Date.parse('2026-11-20T20:00:00Z');
let nowMs = beganMs;
const clock = (): Date => new Date(nowMs);

type NewOne = (functionId: string) => RatesOfOthers;

async function inDynamo(): Promise<{ newOne: NewOne; stop: () => Promise<void> }> {
  const engine = await startDynalite();
  const client = await createLedgerTable(engine);
  const stop = async (): Promise<void> => {
    client.destroy();
    await engine.stop();
  };
  return { newOne: (functionId) => new DynamoRatesOfOthers(client, tableName, functionId, clock), stop };
}

async function inMemory(): Promise<{ newOne: NewOne; stop: () => Promise<void> }> {
  const announcements: Announcements = new Map();
  return {
    newOne: (functionId) => new MemoryRatesOfOthers(announcements, functionId, clock),
    stop: async () => undefined,
  };
}

describe.each([
  ['in DynamoDB', inDynamo],
  ['in memory', inMemory],
])('the rates of others, %s', (_where, start) => {
  let newOne: NewOne;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ newOne, stop } = await start());
  });
  afterAll(() => stop());
  beforeEach(() => {
    nowMs = beganMs;
  });

  it('a function hears how often each of the others asks, by the last that it told', async () => {
    expect(await newOne('first').exchange('an account', 4)).toEqual([]);
    expect(await newOne('second').exchange('an account', 7.25)).toEqual([4]);
    expect(await newOne('first').exchange('an account', 5)).toEqual([7.25]);
    expect((await newOne('third').exchange('an account', 1)).toSorted()).toEqual([5, 7.25]);
  });

  it('nothing is heard of who asks another service', async () => {
    await newOne('first').exchange('one account', 4);
    expect(await newOne('second').exchange('another account', 4)).toEqual([]);
  });

  it('who tells nothing any more has no share, and a function that is long gone comes in nobody’s way', async () => {
    await newOne('first').exchange('a quiet account', 4);
    nowMs += 10_000;
    const second = newOne('second');
    expect(await second.exchange('a quiet account', 4)).toEqual([4]);
    for (let times = 0; times < 20; times++) {
      nowMs += 5_000;
      expect(await second.exchange('a quiet account', 4)).toEqual([]);
    }
    expect(await newOne('first').exchange('a quiet account', 3)).toEqual([4]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation, changedSource, sourceOf } from './bundle';
import { coverage, happensSeldom } from './coverage';
import { runSeedsKept } from './kept-progress';
import { runSeeds, traceSeed } from './worker-pool';
import { runMutantGroup } from './run-mutants';
import { mutantGroups, nameOfMutant } from './mutant-groups';
import { marshall as quickMarshall, unmarshall as quickUnmarshall } from './quick-marshall';
import * as quick from './quick-commands';
import * as real from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** How many worlds every test run goes through. Forty times as many are `worlds.proof.ts`. */
const seeds = 250;

describe('simulated worlds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  const bundle = join(folder, 'simulation.cjs');

  beforeAll(() => bundleSimulation(bundle));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('lose no money, pay none twice and none over a limit, and come across nearly everything that can go wrong', async () => {
    const report = await runSeeds(bundle, { from: 1, seeds, stopsAtFailure: true });
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seeds);
    expect(coverage(report.counts).missed.filter((what) => !happensSeldom.includes(what))).toEqual([]);
  });

  it('of one seed are the same world every time', async () => {
    const [first, second] = [await traceSeed(bundle, 7), await traceSeed(bundle, 7)];
    expect(first.trace.length).toBeGreaterThan(50);
    expect(second.trace).toEqual(first.trace);
    const [other] = [await traceSeed(bundle, 8)];
    expect(other.trace).not.toEqual(first.trace);
  });

  it('are run on where a run was stopped, and never for other code', async () => {
    const kept = { file: join(folder, 'kept.json'), every: 3 };
    const order = { from: 1, seeds: 7, stopsAtFailure: true };
    await runSeedsKept(bundle, { ...order, seeds: 3 }, kept);
    const report = await runSeedsKept(bundle, order, kept);
    const atOnce = await runSeeds(bundle, order);
    expect(report.seeds).toBe(7);
    expect(new Map([...report.counts].sort())).toEqual(new Map([...atOnce.counts].sort()));
    const again = await runSeedsKept(bundle, order, kept);
    expect(again).toEqual(report);
    const other = join(folder, 'other.cjs');
    writeFileSync(other, `${readFileSync(bundle, 'utf8')}\n`);
    await expect(runSeedsKept(other, order, kept)).rejects.toThrow('the worlds of other code');
  });

  it('notice a flow that is broken on purpose', async () => {
    const group = mutantGroups.find(({ name }) => name === 'new key on retry');
    if (!group) throw new Error('the list of mutants has no new key on retry');
    const result = await runMutantGroup(group, { bundle: join(folder, 'mutant.cjs'), sound: bundle, seeds: 1_000 });
    expect(result.violation).toContain('invariant');
  });
});

describe('the list of mutants', () => {
  it.each(mutantGroups.flatMap(({ mutants }) => mutants))('$name still finds the line it breaks', (mutant) => {
    const source = sourceOf(mutant.file);
    expect(changedSource(source, mutant)).not.toBe(source);
  });

  it('has each of those that hide one another by its name', () => {
    const named = mutantGroups.map(({ name }) => name.split(' + ').toSorted());
    expect(mutantGroups.map(({ mutants }) => mutants.map(({ name }) => name).toSorted())).toEqual(named);
  });

  it('is named to whoever asks for one that is not on it, and that one is not passed over in silence', () => {
    expect(nameOfMutant('owner not asked')).toBe('owner not asked');
    expect(() => nameOfMutant('owner of a payment not asked')).toThrow(/\n {2}owner not asked\n/);
  });
});

describe('the quick way to store values in a simulated table', () => {
  const stored = {
    text: 'é',
    empty: '',
    amountMinor: 1_234,
    negative: -5,
    share: 0.25,
    yes: true,
    nothing: null,
    list: ['a', 1, { deep: [undefined, { deeper: false }] }],
    missing: undefined,
  };

  it('is the way of the real one', () => {
    const real = marshall(stored, { removeUndefinedValues: true });
    expect(quickMarshall(stored, { removeUndefinedValues: true })).toEqual(real);
    expect(quickUnmarshall(real)).toEqual(unmarshall(real));
  });

  it('refuses what the real one refuses', () => {
    for (const value of [{ missing: undefined }, { when: new Date(0) }, { large: 2 ** 60 }]) {
      expect(() => marshall(value)).toThrow();
      expect(() => quickMarshall(value)).toThrow();
    }
  });
});

describe('the quick commands and errors of a simulated database', () => {
  const facts = { message: 'no', $metadata: { requestId: 'r' } };

  it('carry what they were given, as the real ones', () => {
    const input = { TableName: 'ledger', Key: {}, Item: {}, RequestItems: {} };
    const pairs = [
      [new quick.BatchGetItemCommand(input), new real.BatchGetItemCommand(input)],
      [new quick.GetItemCommand(input), new real.GetItemCommand(input)],
      [new quick.PutItemCommand(input), new real.PutItemCommand(input)],
      [new quick.QueryCommand(input), new real.QueryCommand(input)],
      [new quick.ScanCommand(input), new real.ScanCommand(input)],
      [new quick.UpdateItemCommand(input), new real.UpdateItemCommand(input)],
    ] as const;
    for (const [one, other] of pairs) expect(one.input).toEqual(other.input);
  });

  it('make no client that could reach anything', () => {
    expect(() => new quick.DynamoDBClient().send()).toThrow('a DynamoDB of its own');
  });

  it('fail by the same names, on the same side', () => {
    const pairs = [
      [new quick.ConditionalCheckFailedException(facts), new real.ConditionalCheckFailedException(facts)],
      [new quick.InternalServerError(facts), new real.InternalServerError(facts)],
      [new quick.ProvisionedThroughputExceededException(facts), new real.ProvisionedThroughputExceededException(facts)],
    ] as const;
    for (const [one, other] of pairs) {
      const { name, message, $fault, $metadata } = other;
      expect(one).toMatchObject({ name, message, $fault, $metadata });
    }
  });
});

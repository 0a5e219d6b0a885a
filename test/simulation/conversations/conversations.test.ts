import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSimulation, changedSource, sourceOf } from '../bundle';
import { runMutantGroup } from '../run-mutants';
import { runSeeds, traceSeed } from '../worker-pool';
import { mutantsOfConversations } from './mutants-of-conversations';
import { neverHappened } from './what-has-to-happen';

const worker = 'conversations/worker.ts';

/** How many worlds every test run goes through. Many more are `conversations.proof.ts`. */
const seeds = 300;

describe('worlds of customers who write and people who answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conversations-'));
  const bundle = join(folder, 'sound.cjs');

  beforeAll(() => bundleSimulation(bundle, [], worker));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('send no answer twice, none after a complaint or an erasure, and lose no mail', async () => {
    const report = await runSeeds(bundle, { from: 1, seeds, stopsAtFailure: true });
    expect(report.failures).toEqual([]);
    expect(report.seeds).toBe(seeds);
    expect(neverHappened(report.counts)).toEqual([]);
  });

  it('of one seed are the same world every time', async () => {
    const [first, second] = [await traceSeed(bundle, 7), await traceSeed(bundle, 7)];
    expect(first.trace.length).toBeGreaterThan(50);
    expect(second.trace).toEqual(first.trace);
  });

  it('notice a flow that is broken on purpose', async () => {
    const group = mutantsOfConversations.find(({ name }) => name === 'what somebody has is answered by another');
    if (!group) throw new Error('the list of mutants has no such one');
    const result = await runMutantGroup(group, { bundle: join(folder, 'mutant.cjs'), sound: bundle, seeds: 300 });
    expect(result.violation).toContain('invariant');
  });
});

describe('the list of mutants of conversations', () => {
  it.each(mutantsOfConversations.flatMap(({ mutants }) => mutants))(
    '$name still finds the line it breaks',
    (mutant) => {
      const source = sourceOf(mutant.file);
      expect(changedSource(source, mutant)).not.toBe(source);
    },
  );
});

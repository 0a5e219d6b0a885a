import * as z from 'zod';
import { fixedEntryOf } from '../../publisher/fixed-entry-of';
import { publish } from '../../local/demo/publish';
import { startLocalSystem } from '../../local/system/local-system';
import { playbackFailure, TestSystem, type Failed } from './test-system';
import { PageVisitor } from './trouble/page-visitor';

// What customers read after they were told what was given, through the real functions, the inbox, the console and the
// command. Time that has passed for one test has passed for all.

const detailSchema = z.looseObject({ playback: z.looseObject({}), purchase: z.looseObject({}) });

/** What an entry carries, as the bus has it. */
function entryDetailOf(text: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

const dayMs = 24 * 60 * 60_000;
const incidentId = 'encoder-7';
const source = 'com.example.video';

let system: TestSystem;
let hurt: readonly Failed[];
beforeAll(async () => {
  system = await TestSystem.open({ console: true }, startLocalSystem);
  const viewers = [801, 802, 803, 804];
  hurt = await Promise.all(
    viewers.map((viewer) => system.publishFailure(playbackFailure(viewer, 399, { incidentId }))),
  );
});
afterAll(() => system.local.stop());

async function sweepTwice(): Promise<void> {
  for (const _ of [1, 2]) await system.runSweep();
}

async function subjectsTo(failed: Failed | undefined): Promise<string[]> {
  return failed ? (await system.mailsTo(failed)).map(({ subject }) => subject) : [];
}

const mended = 'What went wrong for you is fixed';
const refundThere = 'Your refund of £3.99 should be there by now';

it('what an incident cost is on the list of what is not mended, in the console and for the command', async () => {
  const visitor = await PageVisitor.signIn(system.local.endpoints.console ?? '', '/unmended');
  const { text } = await visitor.get('/unmended');
  expect(text).toContain(`${incidentId} `);
  expect(text).toContain('£15.96');
  expect(text).toContain('not mended');
  const listed = await system.runCommand('carol', 'incidents', 'unmended');
  const [line = ''] = listed.stdout.split('\n').filter((row) => row.startsWith(incidentId));
  expect(line).toContain(' 4 ');
  expect(line).toContain('15.96');
  expect(line).toContain('not mended');
});

it('once it is mended and a person lets the mails go, those read why whom nothing hurt since, and who was not erased', async () => {
  const fixedAt = new Date().toISOString();
  const fixed = { schemaVersion: 1, incidentId, cause: 'software', fixedAt, by: 'team-playback' } as const;
  const entry = fixedEntryOf(fixed, { source, busName: system.local.busName });
  const [published] = await publish(
    [{ Source: entry.Source, DetailType: entry.DetailType, Detail: entryDetailOf(entry.Detail) }],
    system.local,
  );
  expect(published).toMatchObject({ accepted: true });
  await system.local.idle();
  const [first, second, third, fourth] = hurt;
  const again = playbackFailure(803);
  const { Detail: detail } = again;
  const { playback, purchase } = detailSchema.parse(detail);
  await system.publishFailure({
    ...again,
    Detail: {
      ...detail,
      playback: { ...playback, rentalId: 'rent_803_b' },
      purchase: { ...purchase, orderId: 'ord_803_b' },
    },
  });
  const erased = await system.runCommand('carol', 'erase', fourth?.customerId ?? '', '--why', 'they asked for it');
  expect(erased).toMatchObject({ code: 0 });
  await sweepTwice();
  for (const one of hurt) expect(await subjectsTo(one)).not.toContain(mended);

  const visitor = await PageVisitor.signIn(system.local.endpoints.console ?? '', '/unmended');
  expect((await visitor.get('/unmended')).text).toContain('by team-playback');
  const decided = await system.runCommand('alice', 'incidents', 'tell', incidentId, '--why', 'they should know');
  expect(decided).toMatchObject({ code: 0, stdout: expect.stringContaining('4 mails leave within minutes') });
  await sweepTwice();
  expect(await subjectsTo(first)).toContain(mended);
  expect(await subjectsTo(second)).toContain(mended);
  expect(await subjectsTo(third)).not.toContain(mended);
  expect(await subjectsTo(fourth)).not.toContain(mended);
  const read = first ? await system.mailsTo(first) : [];
  const { body } = read.find(({ subject }) => subject === mended) ?? {};
  expect(body?.text).toContain('It was caused by a fault in our software.');
  expect((await visitor.get('/unmended')).text).not.toContain(incidentId);
});

it('a refund that should be there is asked about once, where nobody speaks against it', async () => {
  const [first, , third, fourth] = hurt;
  expect(await subjectsTo(third)).not.toContain(refundThere);
  system.local.passTime(19 * dayMs);
  await sweepTwice();
  for (const failed of [first, third]) {
    expect((await subjectsTo(failed)).filter((subject) => subject === refundThere)).toHaveLength(1);
  }
  expect(await subjectsTo(fourth)).not.toContain(refundThere);
  system.local.passTime(19 * dayMs);
  await sweepTwice();
  expect((await subjectsTo(first)).filter((subject) => subject === refundThere)).toHaveLength(1);
});

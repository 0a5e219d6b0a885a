import * as z from 'zod';
import { publish } from '../../local/demo/publish';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// A hold is sent back to the system that published it, which answers: through real functions, the bus and the table.

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({});
});
afterAll(() => system.local.stop());
afterEach(() => system.local.partners.productSystems.silence(false));

/** More than goes back without a person. */
const large = 250_00;

const shownSchema = z.object({
  record: z.object({
    state: z.string(),
    hold: z.object({
      deadline: z.string(),
      asked: z.optional(
        z.array(
          z.object({ inquiryId: z.string(), isSent: z.optional(z.boolean()), answeredAt: z.optional(z.string()) }),
        ),
      ),
    }),
  }),
  envelope: z.object({ inquiries: z.optional(z.record(z.string(), z.object({ answer: z.optional(z.string()) }))) }),
});

async function shown({ customerId, remedyId }: Failed) {
  const { answer } = await system.callOperatorApi('carol', 'GET', `remedies/${customerId}/${remedyId}`);
  return shownSchema.parse(answer);
}

const ask = async ({ customerId, remedyId }: Failed, question: string) =>
  system.runCommand('ann', 'holds', 'ask', customerId, remedyId, '--question', question, '--why', 'the log is unclear');

it('the player looks it up and answers: whoever decides reads it beside the hold, whose clock has gone on', async () => {
  const failed = await system.publishFailure(playbackFailure(71, large));
  expect(failed.result).toBe('held');
  const before = await shown(failed);
  expect(await ask(failed, 'Was it paused?')).toMatchObject({
    code: 0,
    stdout: `com.example.video is asked about ${failed.remedyId}. Its deadline stays as it is.\n`,
  });
  const { record, envelope } = await shown(failed);
  const [asked] = record.hold.asked ?? [];
  expect(record.state).toBe('held');
  expect(record.hold.deadline).toBe(before.record.hold.deadline);
  expect(asked?.answeredAt).toBeDefined();
  const answer = envelope.inquiries?.[asked?.inquiryId ?? '']?.answer;
  expect(answer).toMatch(
    /^We published VideoPlaybackFailed of order ord_71 once, at 20.*\nLogged: .*stalledSeconds \d+/,
  );
  expect(answer).toMatch(/\nrent_71 is valid until 20/);
  const { stdout } = await system.runCommand('ann', 'holds', 'show', failed.customerId, failed.remedyId);
  expect(stdout).toMatch(
    /ann asked com\.example\.video .*: Was it paused\?\ncom\.example\.video answered .*: We published/,
  );
  expect(await system.refundsOf(failed)).toEqual([]);
  const approve = ['holds', 'approve', failed.customerId, failed.remedyId, '--why', 'the player agrees'];
  expect(await system.runCommand('ann', ...approve)).toMatchObject({ code: 0 });
  await system.runSweep();
  expect(await system.refundsOf(failed)).toMatchObject([{ amount: large }]);
});

it('while the player says nothing, the list says for whom the hold waits and since when', async () => {
  system.local.partners.productSystems.silence();
  const failed = await system.publishFailure(playbackFailure(72, large));
  await ask(failed, 'Was it paused?');
  const { stdout } = await system.runCommand('ann', 'holds', 'list');
  expect(stdout).toMatch(new RegExp(`${failed.remedyId}.*waits for com\\.example\\.video since 20`));
  expect(system.local.partners.productSystems.received.at(-1)).toMatchObject({
    remedyId: failed.remedyId,
    question: 'Was it paused?',
    state: 'received',
  });
});

it('an answer of another source reaches the function, and does not stand on the hold; the right one still does', async () => {
  const { productSystems } = system.local.partners;
  productSystems.silence();
  const failed = await system.publishFailure(playbackFailure(73, large));
  await ask(failed, 'Was it paused?');
  const { customerId, remedyId, inquiryId, answerType } = productSystems.received.at(-1) ?? never();
  const says = async (Source: string, answer: string) => {
    const Detail = { schemaVersion: 1, customerId, remedyId, inquiryId, answer };
    expect(await publish([{ Source, DetailType: answerType, Detail }], system.local)).toMatchObject([
      { accepted: true },
    ]);
    await system.local.idle();
    return shown(failed);
  };
  const other = await says('com.example.shop', 'Give them all of it.');
  expect(other.record.hold.asked).toMatchObject([{ inquiryId, isSent: true }]);
  expect(other.record.hold.asked?.[0]?.answeredAt).toBeUndefined();
  const right = await says('com.example.video', 'It stalled four times.');
  expect(right.envelope.inquiries).toMatchObject({ [inquiryId]: { answer: 'It stalled four times.' } });
});

function never(): never {
  throw new Error('nobody was asked');
}

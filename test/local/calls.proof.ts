import * as z from 'zod';
import { storiesOf, type CurrentStory } from '../../local/demo/script/stories';
import { TestSystem, type Failed } from './test-system';

// What customers read of calls and answers, through the real functions and the inbox. Time that has passed for one test
// has passed for all.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let system: TestSystem;
let passedMs = 0;
beforeAll(async () => {
  system = await TestSystem.open({});
});
afterAll(() => system.local.stop());

function passTime(ms: number): void {
  passedMs += ms;
  system.local.passTime(ms);
}

/** That long after what the functions take for now. */
function after(ms: number): string {
  return new Date(Date.now() + passedMs + ms).toISOString();
}

async function sweepTwice(): Promise<void> {
  for (const _ of [1, 2]) await system.runSweep();
}

async function mailsTo(failed: Failed): Promise<string[]> {
  return (await system.mailsTo(failed)).map(({ subject, body }) => `${subject}\n${body.text}`);
}

/** A story of the catalog, as it happened to somebody else. */
function storyOf(id: string, customerId: string): CurrentStory['entry'] {
  const story = storiesOf(new Date()).find((known) => known.id === id);
  if (!story) throw new Error(`The catalog has no story ${id}.`);
  const detail = z.looseObject({ customer: z.looseObject({}), purchase: z.looseObject({}) }).parse(story.entry.Detail);
  const customer = { ...detail.customer, id: customerId, email: `${customerId}@example.com` };
  return {
    ...story.entry,
    Detail: { ...detail, customer, purchase: { ...detail.purchase, orderId: `ord_${customerId}` } },
  };
}

/** As a mail to somebody in Los Angeles writes a time of day. */
function clockThere(at: string): string {
  const clock = new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'America/Los_Angeles' });
  return clock.format(new Date(at)).replace(/\s/gu, ' ');
}

const plain = (text: string | undefined): string => text?.replace(/[\u2066-\u2069]/gu, '').replace(/\s+/gu, ' ') ?? '';

it('a call is promised with its time where somebody accepted it before the mail left', async () => {
  const { callbackTeam, orderSystem } = system.local.partners;
  orderSystem.silence();
  callbackTeam.silence();
  const failed = await system.publishFailure(storyOf('present-from-porch', 'cus_promised'));
  const by = after(60 * hourMs);
  await callbackTeam.acceptLeft(by);
  await system.local.idle();
  orderSystem.silence(false);
  expect(await mailsTo(failed)).toEqual([]);
  // No new one came in time, so the money goes back, and the mail leaves with what is known by then.
  for (let hours = 0; (await mailsTo(failed)).length === 0 && hours < 48; hours += 6) {
    passTime(6 * hourMs);
    await sweepTwice();
  }
  const [apology, ...others] = await mailsTo(failed);
  expect(others).toEqual([]);
  expect(plain(apology)).toContain(`Somebody from my team calls you by ${clockThere(by)}`);
});

describe('a call that is accepted after the mail has left', () => {
  let failed: Failed;
  let by: string;

  it('is not in that mail, and told once with its time', async () => {
    const { callbackTeam } = system.local.partners;
    callbackTeam.silence();
    failed = await system.publishFailure(storyOf('present-from-porch', 'cus_late'));
    const [apology, ...others] = await mailsTo(failed);
    expect(others).toEqual([]);
    expect(apology).not.toMatch(/calls you/);
    by = after(45 * minuteMs);
    for (const _ of ['once', 'and once more']) {
      await callbackTeam.acceptLeft(by);
      await system.local.idle();
    }
    const [, second, ...more] = await mailsTo(failed);
    expect(more).toEqual([]);
    expect(plain(second)).toMatch(/^We’ll call you by /);
    expect(plain(second)).toContain(`calls you by ${clockThere(by)}`);
    expect(plain(second)).toContain('There is nothing you need to do.');
  });

  it('is taken back where nobody was reached', async () => {
    const { callbackTeam } = system.local.partners;
    await callbackTeam.missLeft();
    await system.local.idle();
    await sweepTwice();
    const [, , missed, ...more] = await mailsTo(failed);
    expect(more).toEqual([]);
    expect(plain(missed)).toMatch(/^We tried to call you and did not reach you/);
    expect(plain(missed)).toContain(`would call you by ${clockThere(by)}`);
  });
});

it('an answer to a complaint that somebody takes on late is told in the language of the customer', async () => {
  const { callbackTeam } = system.local.partners;
  callbackTeam.silence();
  const failed = await system.publishFailure(storyOf('post-without-answer', 'cus_answer'));
  expect(await mailsTo(failed)).toHaveLength(1);
  await callbackTeam.acceptLeft(after(45 * minuteMs));
  await system.local.idle();
  const [, second, ...more] = await mailsTo(failed);
  expect(more).toEqual([]);
  expect(plain(second)).toMatch(
    /^Wir schreiben Ihnen spätestens am [^]+ hat jemand aus meinem Team Ihr Anliegen übernommen/,
  );
  expect(plain(second)).toMatch(/schreibt Ihnen außerdem, spätestens am [^,]+, [^,]+, um \d+:\d+ Uhr, /);
});

it('who was erased is not told, however soon somebody accepts', async () => {
  const { callbackTeam } = system.local.partners;
  await callbackTeam.missLeft();
  const failed = await system.publishFailure(storyOf('present-from-porch', 'cus_erased'));
  expect(await mailsTo(failed)).toHaveLength(1);
  const erase = { why: 'they asked', seenAt: after(0) };
  expect((await system.callOperatorApi('erin', 'POST', `customers/${failed.customerId}/erase`, erase)).status).toBe(
    200,
  );
  await callbackTeam.acceptLeft(after(45 * minuteMs));
  await system.local.idle();
  expect(await mailsTo(failed)).toHaveLength(1);
});

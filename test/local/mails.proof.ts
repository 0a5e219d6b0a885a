import Stripe from 'stripe';
import * as z from 'zod';
import { anotherStory, storiesOf, type CurrentStory } from '../../local/demo/script/stories';
import { TestSystem, playbackFailure, type Failed, type Mail } from './test-system';

// What customers read, each kind of mail once through the real functions and the inbox. The tests run in order: time
// that has passed for one has passed for all.

const minuteMs = 60_000;

/** Who waits for a minute is told, a hold has an hour, and the second failure comes with a gesture. */
const limits = JSON.stringify({
  perRemedy: { GBP: 20_000, EUR: 20_000 },
  perIncident: { remedies: 1, amountMinor: { GBP: 100_000 } },
  announceAfterMinutes: 1,
  holdHours: 1,
});
const repeats = { withinDays: 30, from: 2, then: 'goodwill', goodwillMinor: { GBP: 500 }, ownerFrom: 3, ownerHours: 1 };
const policies = JSON.stringify({
  VideoPlaybackFailed: { repeats },
  ServiceOutage: { unreachableCard: 'credit' },
  // No partner is waited for.
  DeliveryLate: { goodwillMinor: { GBP: 0 } },
});

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({ context: { limits, policies } });
});
afterAll(() => system.local.stop());

async function sweepTwice(): Promise<void> {
  for (const _ of [1, 2]) await system.runSweep();
}

/** A correction comes after the mail that it corrects, however long the mail service takes to tell of that one. */
async function sweepUntilCorrected(failed: Failed): Promise<void> {
  for (let sweeps = 0; sweeps < 8 && (await system.mailsTo(failed)).length < 2; sweeps++) await system.runSweep();
}

/** Everything that this customer has read, the subject before each text. */
async function textsTo(failed: Failed): Promise<string[]> {
  return (await system.mailsTo(failed)).map(({ subject, body }: Mail) => `${subject}\n${body.text}`);
}

function storyOf(id: string): CurrentStory {
  const story = storiesOf(new Date()).find((known) => known.id === id);
  if (!story) throw new Error(`The catalog has no story ${id}.`);
  return story;
}

/** The same, as it happened to somebody else. */
function ofCustomer(entry: CurrentStory['entry'], id: string): CurrentStory['entry'] {
  const detail = z
    .looseObject({ customer: z.looseObject({}), purchase: z.looseObject({}), parcel: z.looseObject({}) })
    .parse(entry.Detail);
  return {
    ...entry,
    Detail: {
      ...detail,
      customer: { ...detail.customer, id, email: `${id}@example.com` },
      purchase: { ...detail.purchase, orderId: `ord_${id}` },
      parcel: { ...detail.parcel, shipmentId: `shp_${id}` },
    },
  };
}

/** As a mail to somebody in Chicago writes a day. */
function dayInChicago(at: string): string {
  const day = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'America/Chicago' } as const;
  return new Intl.DateTimeFormat('en-US', day).format(new Date(at));
}

/** Another film of one viewer. */
function filmOf(viewer: number, rental: string): ReturnType<typeof playbackFailure> {
  const published = playbackFailure(viewer);
  const { purchase, playback } = z
    .object({ purchase: z.looseObject({}), playback: z.looseObject({}) })
    .parse(published.Detail);
  return {
    ...published,
    Detail: {
      ...published.Detail,
      purchase: { ...purchase, orderId: `ord_${rental}` },
      playback: { ...playback, rentalId: rental },
    },
  };
}

describe('a company of several brands', () => {
  const own = /up to my drivers and me[^]+My drivers and I read every answer/;
  const ofAll = /our job and nobody else’s[^]+I or a colleague will read it/;

  it('one with words of its own speaks with them, and all others with those of everybody', async () => {
    const [lost] = storiesOf(new Date(), ['ParcelLost']);
    const { entry } = anotherStory('ParcelLost', new Date());
    if (!lost) throw new Error('no parcel was ever lost');
    const ofBrand = { ...lost.entry, Detail: { ...lost.entry.Detail, brand: 'parcels' } };
    expect(await textsTo(await system.publishFailure(ofBrand))).toEqual([expect.stringMatching(own)]);
    expect(await textsTo(await system.publishFailure(entry))).toEqual([expect.stringMatching(ofAll)]);
  });

  it('a brand that nobody set up is written to as if there was none, and the log has one warning', async () => {
    const warned: string[] = [];
    system.local.on((event) => {
      const line = event.kind === 'log' ? JSON.stringify(event.content) : '';
      if (line.includes('UnknownBrandError')) warned.push(line);
    });
    const failed = await system.publishFailure(playbackFailure(3, 399, { brand: 'parcel' }));
    expect(await textsTo(failed)).toEqual([expect.stringMatching(/Maya Lindqvist[^]+Example Films/)]);
    expect(warned).toEqual([expect.stringContaining('no brand is called \\"parcel\\"')]);
  });
});

/** How a refund ends after it succeeded, as Stripe has it: a closed card, our own balance, somebody of the company. */
const endings = {
  'closed card': 'test_helpers/refunds/ID/expire',
  'our balance': 'test_helpers/refunds/ID/expire?failure_reason=insufficient_funds',
  'our cancellation': 'refunds/ID/cancel',
} as const;

/** It fails, as Stripe reports. */
async function failRefundOf(failed: Failed, ending: keyof typeof endings = 'closed card'): Promise<void> {
  const [refund] = await system.refundsOf(failed);
  if (!refund) throw new Error('nothing was refunded');
  const ended = await system.provider.rawRequest('POST', `/v1/${endings[ending].replace('ID', refund.id)}`);
  const object = { ...refund, ...z.object({ status: z.string(), failure_reason: z.string() }).parse(ended) };
  const created = Math.floor(Date.now() / 1_000);
  const event = { id: `evt_${refund.id}`, object: 'event', type: 'refund.failed', created, data: { object } };
  const body = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: 'whsec_local' });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  expect((await fetch(system.webhookUrl, { method: 'POST', body, headers })).status).toBe(200);
  await system.local.idle();
}

it('who paid by a debit of SEPA reads that it goes to their bank account', async () => {
  const failed = await system.publishFailure(storyOf('subscriber-stalled').entry, 'src_sepa_debit');
  const [text, ...others] = await textsTo(failed);
  expect(others).toEqual([]);
  expect(text).toMatch(/to your bank account\.[^]+Your bank statement shows it as a refund from/);
  expect(text?.replace(/\s+/gu, ' ')).toContain('shared among 30 films, so this is the least that we give back.');
});

it('what was behind it is said, where the event says so', async () => {
  const entry = playbackFailure(60);
  const failed = await system.publishFailure({ ...entry, Detail: { ...entry.Detail, cause: 'equipment' } });
  expect(await textsTo(failed)).toEqual([expect.stringContaining('It was caused by equipment of ours that broke')]);
});

describe('what is told once, however much of it there is', () => {
  it('two new things of one parcel are one sentence, with the one day on which both arrive', async () => {
    const { entry } = storyOf('gifts-to-two-recipients');
    const detail = z.looseObject({ purchase: z.looseObject({}) }).parse(entry.Detail);
    const inPounds = { ...detail, purchase: { ...detail.purchase, currency: 'GBP' } };
    const [text, ...others] = await textsTo(await system.publishFailure({ ...entry, Detail: inPounds }));
    expect(others).toEqual([]);
    expect(text).toMatch(/^New ones are on their way/);
    expect(text?.match(/Two new ones are on their way/g)).toHaveLength(1);
    expect(text?.match(/arrive by/g)).toHaveLength(1);
    expect(text).toMatch(/Your reference is \S+, and this is about your order \S+ of \w+ \d+, \d{4}/);
  });

  it.each([
    ['a day', 24],
    ['no day, but hours', 3],
  ])('a parcel that is late by %s is said to come on the next day, or later on the same one', async (_, hours) => {
    const { entry } = storyOf('present-too-late');
    const detail = z.looseObject({ parcel: z.looseObject({}), purchase: z.looseObject({}) }).parse(entry.Detail);
    const purchase = { ...detail.purchase, currency: 'GBP' };
    const promisedBy = `${new Date(Date.now() + 3 * 24 * 60 * minuteMs).toISOString().slice(0, 10)}T18:00:00.000Z`;
    const expectedBy = new Date(Date.parse(promisedBy) + hours * 60 * minuteMs).toISOString();
    const late = { ...entry, Detail: { ...detail, purchase, parcel: { ...detail.parcel, promisedBy, expectedBy } } };
    const failed = await system.publishFailure(ofCustomer(late, `cus_late_${hours}`));
    const [text, ...others] = await textsTo(failed);
    expect(others).toEqual([]);
    const comes = hours < 24 ? 'later on that day' : `by ${dayInChicago(expectedBy)} now`;
    const promised = `We promised you your parcel by ${dayInChicago(promisedBy)}, and it will not be there in time.`;
    expect(text?.replace(/\s+/gu, ' ')).toContain(`${promised} We expect it ${comes}.`);
  });

  it('a title however long leaves a subject that a phone shows whole, and the letter says all of it', async () => {
    const title = 'The Curious Case of the Clockmaker Who Would Not Be Hurried, Part Two: Extended Cut';
    const entry = playbackFailure(61);
    const { playback } = z.object({ playback: z.looseObject({}) }).parse(entry.Detail);
    const failed = await system.publishFailure({
      ...entry,
      Detail: { ...entry.Detail, playback: { ...playback, title } },
    });
    const [mail, ...others] = await system.mailsTo(failed);
    expect(others).toEqual([]);
    expect(mail?.subject.length).toBeLessThanOrEqual(60);
    expect(mail?.subject).toMatch(/^We’ve refunded £3\.99/);
    expect(mail?.body.text.replace(/\s+/gu, ' ')).toContain(title);
  });
});

describe('a refund that failed after its mail', () => {
  it('is corrected, with the true cause', async () => {
    const failed = await system.publishFailure(playbackFailure(10));
    await failRefundOf(failed);
    await sweepUntilCorrected(failed);
    const [apology, correction, ...others] = await textsTo(failed);
    expect(others).toEqual([]);
    expect(apology).toMatch(/^We’ve refunded £3\.99/);
    expect(correction).toMatch(/^Your £3\.99 did not arrive after all[^]+The card or account that you paid with/);
  });

  it.each([
    [11, 'our cancellation'],
    [12, 'our balance'],
  ] as const)('is corrected as our own doing and not the bank’s: %s, %s', async (viewer, ending) => {
    const failed = await system.publishFailure(playbackFailure(viewer));
    await failRefundOf(failed, ending);
    await sweepUntilCorrected(failed);
    const [, correction, ...others] = await textsTo(failed);
    expect(others).toEqual([]);
    expect(correction).toMatch(/^Your £3\.99 did not arrive after all[^]+That is our doing, and not your bank’s\./);
    expect(correction).not.toMatch(/card or account/);
  });

  it('and is told of once more when it was made good another way', async () => {
    const failed = await system.publishFailure(storyOf('line-waited-for-repair').entry);
    await failRefundOf(failed);
    for (const _ of [1, 2]) await sweepTwice();
    const texts = await textsTo(failed);
    expect(texts[0]).toMatch(/^We’ve refunded £6\.67[^]+to the card you paid with/);
    expect(texts.at(-1)).toMatch(/^You have £6\.67 of credit\. It is made right after all/);
    expect(texts.at(-1)).toMatch(
      /did not work the first time\. It does now[^]+We could not make it good the way we meant/,
    );
  });
});

let third: Failed;
let pending: Failed;

it('what a person writes to all of an incident is signed by the executive, whose money was held with it or not', async () => {
  const viewers = [50, 51].map((viewer) => playbackFailure(viewer, 399, { incidentId: 'cdn-1' }));
  const failures = await system.publishFailures(...viewers);
  const held = failures.find(({ result }) => result === 'held');
  if (!held) throw new Error('nothing was held');
  const { answer } = await system.callOperatorApi('alice', 'GET', 'incidents/cdn-1');
  const { cohort: seen } = z.looseObject({ cohort: z.looseObject({}) }).parse(answer);
  const approval = { why: 'the network was down', message: 'Our network was down that evening.', seen };
  const { status } = await system.callOperatorApi('alice', 'POST', 'incidents/cdn-1/approve', approval);
  expect(status).toBe(200);
  await sweepTwice();
  const [text, ...others] = await textsTo(held);
  expect(others).toEqual([]);
  expect(text).toMatch(/Our network was down that evening\.[^]+£3\.99[^]+Henrik Solberg\nChief Executive/);
});

describe('the second and the third time', () => {
  it('the second says that it is one, and comes with the gesture of the options', async () => {
    await system.publishFailure(filmOf(20, 'rent_20a'));
    const second = await system.publishFailure(filmOf(20, 'rent_20b'));
    const [, text] = await textsTo(second);
    expect(text).toMatch(/£5\.00 of credit/);
    expect(text).toContain('it is the second time in 30 days');
  });

  it('the third is paid at once, and its mail waits for its owner', async () => {
    third = await system.publishFailure(filmOf(20, 'rent_20c'));
    expect((await system.getRemedy(third)).record.state).toBe('issued');
    expect(await system.refundsOf(third)).toHaveLength(1);
    expect(await textsTo(third)).toHaveLength(2);
    const list = await system.runCommand('alice', 'notices', 'list', '--trouble', 'unwritten');
    expect(list.stdout).toContain(third.remedyId);
  });

  it('what the partner refuses of a gesture is told, and so is what comes of it', async () => {
    await system.publishFailure(filmOf(21, 'rent_21a'));
    system.local.partners.creditSystem.refuseNext('other');
    const partly = await system.publishFailure(filmOf(21, 'rent_21b'));
    await sweepTwice();
    expect((await system.getRemedy(partly)).record.state).toBe('needs-attention');
    const [, partial] = await textsTo(partly);
    expect(partial).toMatch(/^We’ve refunded £3\.99\. A person sees to the rest/);
    const place = `remedies/${partly.customerId}/${partly.remedyId}/retry`;
    expect((await system.callOperatorApi('alice', 'POST', place, { why: 'it works again' })).status).toBe(200);
    await sweepTwice();
    const [, , resolution, ...others] = await textsTo(partly);
    expect(others).toEqual([]);
    expect(resolution).toMatch(/The rest of what I wrote to you about has been done too[^]+£5\.00/);
  });
});

describe('what waits', () => {
  let held: Failed;
  let refused: Failed;

  it('is told of after as long as the options say: a person looks, the seller may answer', async () => {
    const { orderSystem } = system.local.partners;
    [held, refused] = (await system.publishFailures(playbackFailure(30, 25_000), playbackFailure(31, 25_000))) as [
      Failed,
      Failed,
    ];
    const bySeller = await system.publishFailure(storyOf('merchant-never-answered').entry);
    orderSystem.silence();
    pending = await system.publishFailure(ofCustomer(storyOf('console-for-christmas').entry, 'cus_40'));
    orderSystem.silence(false);
    system.local.passTime(minuteMs + 1_000);
    await sweepTwice();
    expect(await textsTo(held)).toEqual([
      expect.stringMatching(/^A person is looking at your order[^]+hear from me by/),
    ]);
    expect(await textsTo(bySeller)).toEqual([
      expect.stringMatching(/^We’re waiting for the seller’s answer[^]+has until/),
    ]);
  });

  it('is answered where a person refuses it and writes nothing', async () => {
    const place = `remedies/${refused.customerId}/${refused.remedyId}/reject`;
    expect((await system.callOperatorApi('alice', 'POST', place, { why: 'it was paused' })).status).toBe(200);
    await system.runSweep();
    const [, refusal] = await textsTo(refused);
    expect(refusal).toMatch(/^About what went wrong with your purchase[^]+They have looked/);
    expect(refusal).not.toContain('paused');
  });

  it('is told of once more before its clock ends', async () => {
    system.local.passTime(46 * minuteMs);
    await sweepTwice();
    const [, delay, ...others] = await textsTo(held);
    expect(others).toEqual([]);
    expect(delay).toMatch(/^We’re still looking at your order[^]+It has not been forgotten/);
  });
});

it('a third time that its owner did not write of ends in a plain notice of what was given', async () => {
  system.local.passTime(61 * minuteMs);
  await sweepTwice();
  const [, , plain, ...others] = await textsTo(third);
  expect(others).toEqual([]);
  expect(plain).toMatch(/^We’ve refunded £3\.99/);
});

it('what is on its way for an hour is said to be, with what was asked for', async () => {
  expect(await textsTo(pending)).toEqual([expect.stringMatching(/on its way[^]+that has not been confirmed yet/)]);
});

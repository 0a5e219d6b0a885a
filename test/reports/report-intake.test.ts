import { recordOf } from '../../lambdas/ledger/record-of';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { commitmentFor } from '../contract-suites/ledger-samples';
import { referenceOf } from '../../lambdas/model/remedy-id';
import { ReportWorld } from './report-world';

let world: ReportWorld;
beforeEach(() => {
  world = new ReportWorld();
});

const lost = { orderId: 'ord_shop_1', lineId: '1', mishap: 'neverCame' } as const;

async function report(
  link: string,
  change: Partial<{
    orderId: string;
    lineId: string;
    formToken: string;
    mishap: 'neverCame' | 'missing' | 'stolen' | 'outage' | 'damaged';
    answer: string;
  }> = {},
): Promise<IntakeAnswer> {
  const formToken = await world.links.formToken(link, world.now);
  return world.answer({ ask: 'report', link, formToken, ...lost, ...change });
}

it('a report is published once for each time that it is sent, and names the same remedy', async () => {
  const link = await world.linkFor('cus_shop_1');
  const [first, second] = [await report(link), await report(link)];
  expect(first).toMatchObject({ is: 'reported' });
  expect(second).toEqual(first);
  expect(world.published.map(({ type }) => type)).toEqual(['ParcelLost', 'ParcelLost']);
});

it('nobody reports the order of somebody else, whatever they send', async () => {
  const link = await world.linkFor('cus_shop_2');
  expect(await report(link)).toEqual({ is: 'refused', why: 'unknown-line' });
  expect(world.published).toEqual([]);
  expect(new Set(world.asked.map(({ customerId }) => customerId))).toEqual(new Set(['cus_shop_2']));
});

it('a link of one order is of no other order of the same customer, and the shop is not even asked', async () => {
  const link = await world.linkFor('cus_shop_5', 'ord_shop_5');
  const answer = await world.answer({ ask: 'choices', link, orderId: 'ord_shop_6', lineId: '1' });
  expect(answer).toEqual({ is: 'refused', why: 'unknown-line' });
  expect(world.asked).toEqual([]);
});

it.each([
  ['without a form that was shown', { formToken: 'made-up' }, 'form-old'],
  ['of what cannot have happened to it', { mishap: 'outage' as const }, 'unknown-line'],
  ['of a line that was not bought', { lineId: '9' }, 'unknown-line'],
])('a report %s is refused, and nothing is published', async (_, change, why) => {
  expect(await report(await world.linkFor('cus_shop_1'), change)).toEqual({ is: 'refused', why });
  expect(world.published).toEqual([]);
  expect(world.steps).toContainEqual({ step: 'report-refused', why });
});

it('too many reports are refused before they are published', async () => {
  world.most = 1;
  const link = await world.linkFor('cus_shop_1');
  await report(link);
  expect(await report(link)).toEqual({ is: 'refused', why: 'too-many' });
  expect(world.published).toHaveLength(1);
});

it('where the shop is silent nothing is reported, and what came of a report is told all the same', async () => {
  world.isShopSilent = true;
  const link = await world.linkFor('cus_shop_1');
  expect(await report(link)).toEqual({ is: 'refused', why: 'shop-silent' });
  expect(world.steps).toContainEqual({ step: 'shop-silent', why: 'it is closed' });
  const outcome = await world.answer({ ask: 'outcome', link, remedyId: 'rem_1', askedMs: 0, waitMs: 0, locale: 'de' });
  expect(outcome).toMatchObject({ is: 'outcome', headline: 'Wir haben es erhalten', isOpen: true });
});

it('while nothing is in the ledger the page looks again, and after a minute says how to reach a person', async () => {
  const link = await world.linkFor('cus_shop_1');
  const ask = (askedMs: number) => world.answer({ ask: 'outcome', link, remedyId: 'rem_1', askedMs, waitMs: 1_500 });
  const startedAt = world.now.getTime();
  expect(await ask(0)).toMatchObject({ isOpen: true });
  expect(world.now.getTime() - startedAt).toBeLessThanOrEqual(1_500);
  const late = await ask(60_000);
  expect(late).toMatchObject({ isOpen: false, locale: 'en' });
  expect(JSON.stringify(late)).toContain('answer any of our mails');
});

describe('somebody waits for the answer', () => {
  const outcome = async (waitMs = 1_500) => {
    const link = await world.linkFor('cus_shop_1');
    const startedAt = world.now.getTime();
    const answer = await world.answer({ ask: 'outcome', link, remedyId: 'rem_1', askedMs: 0, waitMs, locale: 'en' });
    return { answer, tookMs: world.now.getTime() - startedAt };
  };

  it.each(['shop', 'ledger'] as const)(
    'a %s that does not answer is not waited for, and nothing is promised',
    async (who) => {
      world.takesMs[who] = 3_600_000;
      const { answer, tookMs } = await outcome();
      expect(tookMs).toBeLessThanOrEqual(1_500);
      expect(answer).toMatchObject({ is: 'outcome', headline: 'We have it', isOpen: true });
      expect(JSON.stringify(answer)).not.toMatch(/refund|on its way|nothing follows/i);
    },
  );

  it('a ledger that answers within half a second is heard, however long it took before', async () => {
    const record = replaced('rem_1');
    world.records.set('cus_shop_1/rem_1', record);
    world.takesMs.ledger = 450;
    const { answer, tookMs } = await outcome(0);
    expect(tookMs).toBe(450);
    expect(answer).toMatchObject({ headline: 'A new one is on its way', isOpen: false });
  });

  it('a report is taken after three questions, one after another: the shop, the count, the bus', async () => {
    Object.assign(world.takesMs, { shop: 100, counts: 10, bus: 1 });
    const link = await world.linkFor('cus_shop_1');
    const startedAt = world.now.getTime();
    expect(await report(link)).toMatchObject({ is: 'reported' });
    expect(world.now.getTime() - startedAt).toBe(111);
  });
});

/** A new one is on its way for a parcel of which the carrier says that it is lost. */
function replaced(remedyId: string, covers: readonly string[] = ['parcel/shp_shop_1/1']): RemedyRecord {
  const shipment = { carrier: 'Northway', trackingNumber: 'NW1', arrivesBy: '2026-12-03T18:00:00Z' };
  const part = {
    kind: 'replacement',
    orderId: 'ord_shop_1',
    lineId: '1',
    sku: 'console-handheld-blue',
    quantity: 1,
    worthMinor: 18_900,
    currency: 'GBP',
    express: false,
    giftWrap: false,
    returnLabel: false,
    answerWithinSeconds: 3_600,
  } as const;
  const decision = {
    outcome: 'give',
    parts: [part],
    covers: covers.map((what) => ({ what })),
    reasons: ['the carrier says that it is lost'],
    policyVersion: 'ParcelLost/1',
  } as const;
  const at = world.now.toISOString();
  const facts = {
    customerId: 'cus_shop_1',
    type: 'ParcelLost',
    subject: 'shp_1',
    occurrence: '1',
    evidence: 'detected',
    occurredAt: at,
    detectedAt: at,
  } as const;
  const outcome = { state: 'succeeded', providerRef: 'send_1', shipment } as const;
  return recordOf(commitmentFor(remedyId, { orderId: 'ord_shop_1', decision }), facts, [outcome], { at, token: 't' });
}

describe('somebody tells of a loss by another name than a machine did before', () => {
  const outcomeOf = async (reported: IntakeAnswer, link: string, askedMs = 0): Promise<unknown> => {
    if (reported.is !== 'reported') throw new Error('nothing was reported');
    const { is: _, ...about } = reported;
    return world.answer({ ask: 'outcome', link, ...about, askedMs, waitMs: 0 });
  };

  async function lostBefore(change: (record: RemedyRecord) => RemedyRecord = (record) => record) {
    const link = await world.linkFor('cus_shop_1', 'ord_shop_1');
    const lostToo = await report(link);
    if (lostToo.is !== 'reported') throw new Error('nothing was reported');
    world.records.set(`cus_shop_1/${lostToo.remedyId}`, change(replaced(lostToo.remedyId)));
    return { link, reported: await report(link, { mishap: 'stolen' }), lostId: lostToo.remedyId };
  }

  it('and reads what covers it already, by when it arrives, and the reference of that', async () => {
    const { link, reported, lostId } = await lostBefore();
    const outcome = await outcomeOf(reported, link);
    expect(outcome).toMatchObject({ is: 'outcome', headline: 'A new one is on its way', isOpen: false });
    const text = JSON.stringify(outcome);
    expect(text).toContain('We already know of this.');
    expect(text).toMatch(/arrives by .*3 December/);
    expect(text).toContain(referenceOf(lostId));
    expect(text).not.toContain('nothing follows');
  });

  it('but reads of what they were given for this very report, once there is that', async () => {
    const { link, reported } = await lostBefore();
    if (reported.is !== 'reported') throw new Error('nothing was reported');
    world.records.set(`cus_shop_1/${reported.remedyId}`, { ...replaced(reported.remedyId), type: 'ParcelStolen' });
    const text = JSON.stringify(await outcomeOf(reported, link));
    expect(text).not.toContain('We already know of this.');
    expect(text).toContain(referenceOf(reported.remedyId));
  });

  it.each<[string, (record: RemedyRecord) => RemedyRecord]>([
    ['was rejected', (record) => ({ ...record, state: 'rejected' })],
    ['makes nothing good', (record) => ({ ...record, covers: undefined })],
    ['is of another order than the link', (record) => ({ ...record, orderId: 'ord_shop_9' })],
  ])('and reads nothing of a remedy that %s', async (_, change) => {
    const { link, reported } = await lostBefore(change);
    expect(await outcomeOf(reported, link)).toMatchObject({ headline: 'We have it', isOpen: true });
    expect(JSON.stringify(await outcomeOf(reported, link, 60_000))).toContain('nothing follows');
  });
});

describe('two things were in one parcel, and somebody tells of one of them', () => {
  const [reader, lamp] = ['parcel/shp_shop_4/1', 'parcel/shp_shop_4/2'];
  const reportOf = async (mishap: 'neverCame' | 'missing' | 'stolen') => {
    const link = await world.linkFor('cus_shop_4', 'ord_shop_4');
    const reported = await report(link, { orderId: 'ord_shop_4', lineId: '1', mishap });
    if (reported.is !== 'reported') throw new Error('nothing was reported');
    const { is: _, ...about } = reported;
    const read = async (askedMs = 0): Promise<string> => {
      const shown = { ask: 'outcome', link, ...about, askedMs, waitMs: 0, locale: 'en' } as const;
      return JSON.stringify(await world.answer(shown));
    };
    return { remedyId: reported.remedyId, read };
  };
  const given = (remedyId: string, covers: readonly string[]) => {
    const record = { ...replaced(remedyId, covers), orderId: 'ord_shop_4' };
    world.records.set(`cus_shop_4/${remedyId}`, record);
  };

  it('what is given for both is said to be about the parcel', async () => {
    const { remedyId, read } = await reportOf('neverCame');
    given(remedyId, [reader, lamp]);
    expect(await read()).toContain('This is about the parcel, and not only about this one thing in it.');
  });

  it('what is given for this one alone is said without a word of the parcel', async () => {
    const { remedyId, read } = await reportOf('missing');
    given(remedyId, [reader]);
    expect(await read()).toMatch(/A new one is on its way/);
    expect(await read()).not.toContain('parcel');
  });

  it('a remedy for the other one is not named', async () => {
    const lost = await reportOf('neverCame');
    given(lost.remedyId, [lamp]);
    const stolen = await reportOf('stolen');
    expect(await stolen.read(60_000)).toContain('So far nothing follows from it');
  });

  it('and where this one was made good before, that is named, and not what the rest of the parcel gets', async () => {
    const missing = await reportOf('missing');
    given(missing.remedyId, [reader]);
    const { remedyId, read } = await reportOf('neverCame');
    given(remedyId, [lamp]);
    const text = await read();
    expect(text).toContain('We already know of this.');
    expect(text).toContain(referenceOf(missing.remedyId));
    expect(text).not.toContain(referenceOf(remedyId));
  });
});

it('a broken thing has no other name, so no other remedy is looked at', async () => {
  const reported = await report(await world.linkFor('cus_shop_1'), { mishap: 'damaged', answer: 'transit' });
  expect(reported).toEqual({ is: 'reported', remedyId: expect.any(String) as string });
});

it('an expired link is answered as that, and an invalid one as nothing more', async () => {
  const link = await world.linkFor('cus_shop_1');
  expect(await world.answer({ ask: 'orders', link: `${link}x` })).toEqual({ is: 'refused', why: 'link-invalid' });
  world.now = new Date(world.now.getTime() + 3_600_000);
  expect(await world.answer({ ask: 'orders', link })).toEqual({ is: 'refused', why: 'link-expired' });
  expect(world.asked).toEqual([]);
});

import * as fc from 'fast-check';
import type { RefundPart } from '../../lambdas/model/remedy';
import {
  commitmentOf,
  givenSince,
  mayLackLines,
  newCustomerRecord,
  withCommitment,
  withLease,
  withClosed,
  withReopened,
  type ClosedCommitment,
  type Commitment,
} from '../../lambdas/ledger/customer-record';
import {
  isStillRefundable,
  refundableAmount,
  refundableAmountOfLine,
} from '../../lambdas/ledger/given/refundable-amount';

const day = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-20T20:45:00Z');

function commitment(
  remedyId: string,
  change: Partial<Commitment> & { readonly amountMinor?: number; readonly currency?: string } = {},
): Commitment {
  const { amountMinor = 399, currency = 'GBP', ...rest } = change;
  return {
    remedyId,
    orderId: 'ord_9',
    lineId: '1',
    paymentId: 'ch_1',
    paid: { amountMinor, currency },
    decision: {
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor, currency, paymentId: 'ch_1' }],
      reasons: [],
      policyVersion: 'v',
    },
    committedAt: new Date(now).toISOString(),
    token: 't',
    leaseUntil: new Date(now).toISOString(),
    ...rest,
  };
}

it('taking a claim over changes who holds it and nothing of what was promised', () => {
  const customerRecord = withCommitment(
    withCommitment(newCustomerRecord('cus'), commitment('rem_a')),
    commitment('rem_b'),
  );
  const taken = withLease(customerRecord, 'rem_b', { token: 'other', leaseUntil: '2027-01-01T00:00:00.000Z' });
  expect(commitmentOf(taken, 'rem_b')).toEqual({
    ...commitment('rem_b'),
    token: 'other',
    leaseUntil: '2027-01-01T00:00:00.000Z',
  });
  expect(commitmentOf(taken, 'rem_a')).toEqual(commitment('rem_a'));
  expect(taken.version).toBe(3);
});

it('the room of a line is what was paid for it less the sum of what was given for it, in its currency', () => {
  const amount = fc.record({
    amountMinor: fc.nat({ max: 1_000_000 }),
    currency: fc.constantFrom('GBP', 'JPY'),
    lineId: fc.constantFrom('1', '2'),
    held: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 20 }), (amounts) => {
      const customerRecord = amounts.reduce((all, { held, ...change }, index) => {
        const given = commitment(`rem_${index}`, change);
        return withCommitment(all, held ? { ...given, decision: { ...given.decision, outcome: 'hold' } } : given);
      }, newCustomerRecord('cus'));
      const expected = amounts.filter(({ held, lineId, currency }) => !held && lineId === '1' && currency === 'GBP');
      const line = { lineId: '1', paymentId: 'ch_1', amountMinor: 5_000, currency: 'GBP' };
      const given = expected.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect(refundableAmount(customerRecord, { orderId: 'ord_9', ...line })).toBe(5_000 - given);
      expect(refundableAmount(customerRecord, { orderId: 'ord_other', ...line })).toBe(5_000);
    }),
  );
});

it('what was held counts as given from when it is sent on its way, and not before', () => {
  const given = commitment('rem_a');
  const held: Commitment = { ...given, decision: { ...given.decision, outcome: 'hold' } };
  const customerRecord = withCommitment(newCustomerRecord('cus'), held);
  const line = { orderId: 'ord_9', lineId: '1', paymentId: 'ch_1', amountMinor: 399, currency: 'GBP' };
  const releasedAt = new Date(now + 40 * day).toISOString();
  expect(refundableAmount(customerRecord, line)).toBe(399);

  const counted = { asOf: 2, isGiven: true, parts: held.decision.parts };
  const reopened = withReopened(customerRecord, { ...held, releasedAt, counted });
  expect(reopened.version).toBe(customerRecord.version + 1);
  expect(refundableAmount(reopened, line)).toBe(0);
  expect(givenSince(reopened, new Date(now + 30 * day), 'GBP')).toEqual({ remedies: 1, amountMinor: 399 });
  expect(givenSince(customerRecord, new Date(0), 'GBP')).toEqual({ remedies: 0, amountMinor: 0 });
});

it('what gave nothing counts no longer, until it is sent on its way again', () => {
  const customerRecord = [commitment('rem_a'), commitment('rem_b', { lineId: '2' })].reduce(
    withCommitment,
    newCustomerRecord('cus'),
  );
  const line = { orderId: 'ord_9', lineId: '1', paymentId: 'ch_1', amountMinor: 399, currency: 'GBP' };
  const nothing = withReopened(customerRecord, {
    ...commitment('rem_a'),
    counted: { asOf: 3, isGiven: false, parts: [] },
  });
  expect(nothing.version).toBe(customerRecord.version + 1);
  expect(refundableAmount(nothing, line)).toBe(399);
  expect(givenSince(nothing, new Date(0), 'GBP')).toEqual({ remedies: 1, amountMinor: 399 });
  const counted = { asOf: 5, isGiven: true, parts: commitment('rem_a').decision.parts };
  expect(refundableAmount(withReopened(nothing, { ...commitment('rem_a'), counted }), line)).toBe(0);
});

describe('a closed commitment', () => {
  const counted = (asOf: number, parts = commitment('rem_a').decision.parts) => ({
    ...{ asOf, isGiven: parts.length > 0, parts },
  });
  const closed = (remedyId: string): ClosedCommitment => ({ ...commitment(remedyId), counted: counted(1) });
  const line = { orderId: 'ord_9', lineId: '1', paymentId: 'ch_1', amountMinor: 1_000, currency: 'GBP' };
  const lineOfA = closed('rem_a');
  const at = { now: new Date(now), keptDays: 30, lines: [lineOfA] };
  const open = [commitment('rem_a'), commitment('rem_b')].reduce(withCommitment, newCustomerRecord('cus'));

  it('counts once, wherever it is read: open or as a line of its order', () => {
    const gone = withClosed(open, [lineOfA], at);
    expect(gone.commitments).toEqual([commitment('rem_b')]);
    for (const record of [
      { ...open, ofOrder: [closed('rem_a')] },
      { ...gone, ofOrder: [closed('rem_a')] },
      { ...gone, lately: [], ofOrder: [closed('rem_a')] },
    ]) {
      expect(refundableAmount(record, line)).toBe(202);
      expect(givenSince(record, new Date(now - 30 * day), 'GBP')).toEqual({ remedies: 2, amountMinor: 798 });
    }
  });

  it('is looked for again where the lines of its order are older than the customer record', () => {
    const gone = withClosed(open, [lineOfA], at);
    expect(mayLackLines(gone, 'ord_9')).toBe(true);
    expect(mayLackLines(gone, 'ord_other')).toBe(false);
    expect(mayLackLines({ ...gone, ofOrder: [lineOfA] }, 'ord_9')).toBe(false);
    const reopened = withReopened({ ...gone, ofOrder: [lineOfA] }, { ...commitment('rem_a'), counted: counted(2) });
    expect(mayLackLines(reopened, 'ord_9')).toBe(false);
    const newer = { ...lineOfA, counted: counted(3) };
    const again = withClosed(reopened, [newer], { ...at, lines: [newer] });
    expect(mayLackLines({ ...again, ofOrder: [lineOfA] }, 'ord_9')).toBe(true);
    expect(mayLackLines(withClosed(open, [lineOfA], { ...at, lines: [] }), 'ord_9')).toBe(false);
  });

  it('gives back once what it gave after all not, however often that is said', () => {
    const gone = { ...withClosed(open, [lineOfA], at), ofOrder: [closed('rem_a')] };
    const nothing = withReopened(gone, { ...commitment('rem_a'), counted: counted(2, []) });
    const again = withReopened(nothing, { ...commitment('rem_a'), counted: counted(2, []) });
    for (const record of [nothing, again, { ...again, ofOrder: [closed('rem_a')] }]) {
      expect(refundableAmount(record, line)).toBe(601);
      expect(givenSince(record, new Date(now - 30 * day), 'GBP')).toEqual({ remedies: 1, amountMinor: 399 });
    }
  });

  it('is in the sums of the company’s day, and leaves them there', () => {
    const inTokyo = { ...at, timeZone: 'Asia/Tokyo' };
    const late = { ...closed('rem_a'), committedAt: '2026-11-20T20:45:00.000Z' };
    const gone = { ...withClosed(open, [late], inTokyo), ofOrder: [late] };
    expect(gone).toMatchObject({ timeZone: 'Asia/Tokyo', days: { '2026-11-21': { amountMinor: { GBP: 399 } } } });
    // Eleven in the evening there is another day than two hours later.
    const ofOpen = (since: string) => givenSince({ ...gone, commitments: [] }, new Date(since), 'GBP').remedies;
    expect([ofOpen('2026-11-21T14:00:00Z'), ofOpen('2026-11-21T16:00:00Z')]).toEqual([1, 0]);
    const nothing = withReopened(gone, { ...commitment('rem_a'), ...late, counted: counted(2, []) } as Commitment);
    expect(nothing.days['2026-11-21']?.amountMinor).toEqual({ GBP: 0 });
  });

  it('of a type that is limited by amount is in the sums of that type, beside those of records without them', () => {
    const gesture = { ...closed('rem_a'), type: 'GoodwillGiven' };
    const before = { '2026-11-20': { remedies: { GoodwillGiven: 1 }, amountMinor: { GBP: 100 } } };
    const gone = { ...withClosed({ ...open, days: before }, [gesture, closed('rem_b')], at), ofOrder: [gesture] };
    const since = new Date(now - 30 * day);
    expect(givenSince(gone, since, 'GBP', 'GoodwillGiven')).toEqual({ remedies: 2, amountMinor: 399 });
    expect(givenSince(gone, since, 'EUR', 'GoodwillGiven')).toEqual({ remedies: 2, amountMinor: 0 });
    expect(givenSince(gone, since, 'GBP')).toEqual({ remedies: 3, amountMinor: 898 });
    expect(Object.keys(gone.days['2026-11-20']?.ofType ?? {})).toEqual(['GoodwillGiven/GBP']);
    const nothing = withReopened(gone, { ...commitment('rem_a'), type: 'GoodwillGiven', counted: counted(2, []) });
    expect(givenSince(nothing, since, 'GBP', 'GoodwillGiven')).toEqual({ remedies: 1, amountMinor: 0 });
  });

  it('is in the sums for as long as anybody looks back, and no longer', () => {
    const old = { ...closed('rem_a'), committedAt: new Date(now - 31 * day).toISOString() };
    expect(Object.keys(withClosed(open, [old, closed('rem_b')], at).days)).toEqual(['2026-11-20']);
    expect(Object.keys(withClosed(open, [old], { ...at, keptDays: 31 }).days)).toEqual(['2026-10-20']);
  });
});

it('what a customer was given in a while counts every remedy, and money of one currency only', () => {
  const ago = (days: number) => new Date(now - days * day).toISOString();
  const customerRecord = [
    commitment('rem_old', { committedAt: ago(31) }),
    commitment('rem_edge', { committedAt: ago(30) }),
    commitment('rem_yen', { committedAt: ago(3), amountMinor: 500, currency: 'JPY' }),
    commitment('rem_new'),
  ].reduce(withCommitment, newCustomerRecord('cus'));
  expect(givenSince(customerRecord, new Date(now - 30 * day), 'GBP')).toEqual({ remedies: 3, amountMinor: 798 });
  expect(givenSince(customerRecord, new Date(now - 30 * day), 'JPY')).toEqual({ remedies: 3, amountMinor: 500 });
});

it('the same line number of another order takes no room', () => {
  const customerRecord = [
    commitment('rem_a'),
    commitment('rem_b', { orderId: 'ord_10' }),
    commitment('rem_c', { lineId: '2' }),
  ].reduce(withCommitment, newCustomerRecord('cus'));
  const line = { orderId: 'ord_9', lineId: '1', paymentId: 'ch_1', amountMinor: 500, currency: 'GBP' };
  expect(refundableAmount(customerRecord, line)).toBe(101);
  expect(customerRecord).toMatchObject({ customerId: 'cus', version: 3 });
});

it('what went back for one payment of an order leaves its other payments as they are, line by line and in whole', () => {
  const price = { amountMinor: 2_499, currency: 'GBP' };
  const month = (paymentId: string) => ({ orderId: 'ord_9', paymentId, ...price });
  const customerRecord = [
    commitment('rem_a', { lineId: undefined, paymentId: 'ch_july', amountMinor: 917, paid: price }),
    commitment('rem_b', { lineId: '1', paymentId: 'ch_august', amountMinor: 300 }),
  ].reduce(withCommitment, newCustomerRecord('cus'));
  expect(refundableAmount(customerRecord, month('ch_july'))).toBe(1_582);
  expect(refundableAmount(customerRecord, month('ch_august'))).toBe(2_199);
  expect(refundableAmount(customerRecord, month('ch_september'))).toBe(2_499);
  expect(refundableAmountOfLine(customerRecord, month('ch_july'), '1', 400)).toBe(400);
  expect(refundableAmountOfLine(customerRecord, month('ch_august'), '1', 400)).toBe(100);
});

describe('a failure of the whole order, and failures of its lines', () => {
  const order = { orderId: 'ord_9', paymentId: 'ch_1', amountMinor: 6_000, currency: 'GBP' };
  const refundOf = (amountMinor: number, lineId?: string): Commitment['decision'] => ({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor, currency: 'GBP', paymentId: 'ch_1', lineId }],
    reasons: [],
    policyVersion: 'v',
  });
  const ofOrder = (remedyId: string, decision: Commitment['decision']): Commitment =>
    commitment(remedyId, { lineId: undefined, amountMinor: 6_000, decision });

  it('what went back for the order leaves less room for its lines, and what went back for a line less for the order', () => {
    const late = withCommitment(newCustomerRecord('cus'), ofOrder('rem_late', refundOf(500)));
    expect(refundableAmountOfLine(late, order, '1', 2_000)).toBe(2_000);
    expect(refundableAmountOfLine(late, order, '1', 6_000)).toBe(5_500);
    const lost = withCommitment(late, commitment('rem_lost', { amountMinor: 5_400 }));
    expect(refundableAmount(lost, order)).toBe(100);
    expect(refundableAmount(lost, { ...order, lineId: '2', amountMinor: 2_000 })).toBe(100);
  });

  it('a part for one line of the order counts against that line', () => {
    const customerRecord = withCommitment(newCustomerRecord('cus'), ofOrder('rem_a', refundOf(1_500, '1')));
    expect(refundableAmountOfLine(customerRecord, order, '1', 2_000)).toBe(500);
    expect(refundableAmountOfLine(customerRecord, order, '2', 2_000)).toBe(2_000);
  });

  it('a thing that was sent again takes its room like money, and leaves room for money that a person approves', () => {
    const replacement = {
      kind: 'replacement',
      ...{ lineId: '1', sku: 'console', quantity: 1, worthMinor: 2_000, currency: 'GBP' },
      ...{ express: false, giftWrap: false, returnLabel: false, answerWithinSeconds: 3_600 },
    } as const;
    const sent = ofOrder('rem_a', { ...refundOf(0), parts: [replacement] });
    const customerRecord = withCommitment(newCustomerRecord('cus'), sent);
    expect(refundableAmountOfLine(customerRecord, order, '1', 2_000)).toBe(0);
    const again = commitment('rem_b', { amountMinor: 2_000 });
    expect(isStillRefundable(withCommitment(customerRecord, again), again)).toBe(true);
    expect(
      isStillRefundable(
        [again, commitment('rem_c', { amountMinor: 2_000 })].reduce(withCommitment, customerRecord),
        again,
      ),
    ).toBe(false);

    const orElse = { ...replacement, fallback: { ...refundOf(2_000, '1').parts[0] } as RefundPart };
    const perhaps = withCommitment(newCustomerRecord('cus'), ofOrder('rem_a', { ...refundOf(0), parts: [orElse] }));
    expect(isStillRefundable(withCommitment(perhaps, again), again)).toBe(false);
  });

  it('goodwill and what a schedule owes come on top and take no room', () => {
    const credit = (basis: 'goodwill' | 'schedule' | 'price') =>
      ({ kind: 'credit', amountMinor: 1_000, currency: 'GBP', accountId: 'cus', basis }) as const;
    const customerRecord = withCommitment(
      newCustomerRecord('cus'),
      ofOrder('rem_a', { ...refundOf(0), parts: [credit('goodwill'), credit('schedule'), credit('price')] }),
    );
    expect(refundableAmount(customerRecord, order)).toBe(5_000);
    expect(givenSince(customerRecord, new Date(0), 'GBP').amountMinor).toBe(3_000);
  });
});

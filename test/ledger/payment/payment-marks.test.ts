import fc from 'fast-check';
import {
  fraudWarnings,
  lostDisputes,
  openDispute,
  withMark,
  type PaymentMark,
  type PaymentMarks,
} from '../../../lambdas/ledger/payment/payment-marks';

const now = new Date('2026-11-20T10:00:00Z');
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

function marked(...marks: readonly PaymentMark[]): PaymentMarks {
  return marks.reduce<PaymentMarks>((all, mark) => withMark(all, 'ch_1', mark), {
    ...{ paymentId: 'ch_1', version: 0, marks: [] },
  });
}

const dispute = (days: number, isOpen: boolean, id = 'du_1'): PaymentMark => ({
  ...{ id, kind: 'dispute', isOpen, at: daysAgo(days) },
});
const warning = (days: number, isOpen = true): PaymentMark => ({
  ...{ id: 'issfr_1', kind: 'fraud-warning', isOpen, at: daysAgo(days) },
});

it('a dispute counts until a bank has decided it, in whatever order that is heard', () => {
  expect(openDispute(marked(dispute(9, true)))).toMatchObject({ id: 'du_1' });
  expect(openDispute(marked(dispute(9, true), dispute(2, false)))).toBeUndefined();
  expect(openDispute(marked(dispute(2, false), dispute(9, true)))).toBeUndefined();
  // Of one second the end comes last.
  expect(openDispute(marked(dispute(2, false), dispute(2, true)))).toBeUndefined();
  expect(openDispute(marked(dispute(2, false), dispute(1, true, 'du_2')))).toMatchObject({ id: 'du_2' });
});

it('a dispute that is lost is told from one that is won, in whatever order that is heard', () => {
  const ended = (days: number, end?: PaymentMark['ended'], id = 'du_1') => ({
    ...dispute(days, false, id),
    ended: end,
  });
  expect(lostDisputes(marked(dispute(9, true)))).toEqual([]);
  expect(lostDisputes(marked(dispute(9, true), ended(2, 'lost')))).toMatchObject([{ id: 'du_1' }]);
  expect(lostDisputes(marked(ended(2, 'lost'), dispute(9, true)))).toMatchObject([{ id: 'du_1' }]);
  expect(lostDisputes(marked(ended(2, 'lost'), ended(1, 'won')))).toEqual([]);
  expect(lostDisputes(marked(ended(2, 'lost'), ended(1, 'won', 'du_2')))).toMatchObject([{ id: 'du_1' }]);
  // Kept before it was kept how disputes end, and heard once more.
  expect(lostDisputes(marked(ended(2)))).toEqual([]);
  expect(lostDisputes(marked(ended(2), ended(2, 'lost')))).toMatchObject([{ id: 'du_1' }]);
});

it('a warning counts for as long as it can become a dispute, and until one was decided', () => {
  expect(fraudWarnings(marked(warning(119)), now)).toMatchObject([{ id: 'issfr_1' }]);
  expect(fraudWarnings(marked(warning(121)), now)).toEqual([]);
  expect(fraudWarnings(marked(warning(9), warning(8, false)), now)).toEqual([]);
  expect(fraudWarnings(marked(warning(9), dispute(5, true)), now)).toHaveLength(1);
  expect(fraudWarnings(marked(warning(9), dispute(5, true), dispute(2, false)), now)).toEqual([]);
  expect(fraudWarnings(marked(dispute(12, false), warning(9)), now)).toHaveLength(1);
});

it('what is known is the same in any order, and however often it is said', () => {
  const mark = fc.record({
    id: fc.constantFrom('du_1', 'du_2', 'issfr_1'),
    isOpen: fc.boolean(),
    ended: fc.constantFrom(undefined, 'won', 'lost'),
    at: fc.constantFrom(daysAgo(3), daysAgo(2), daysAgo(1)),
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (given, picks) => {
      const marks = given.map((one): PaymentMark => ({
        ...one,
        ended: one.isOpen ? undefined : one.ended,
        kind: one.id.startsWith('du') ? 'dispute' : 'fraud-warning',
      }));
      const shuffled = marks
        .map((one) => ({ one, at: Number(picks.next().value) }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      const known = (all: PaymentMarks) => all.marks.map((one) => JSON.stringify(one)).toSorted();
      expect(known(marked(...shuffled, ...marks))).toEqual(known(marked(...marks)));
    }),
  );
});

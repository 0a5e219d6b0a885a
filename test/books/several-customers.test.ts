import type { RemedyPart } from '../../lambdas/model/remedy';
import { sentenceOf } from '../../lambdas/books/finding';
import { SeveralCustomers } from '../../lambdas/books/several-customers';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import { gift, replacement } from '../fakes/parts';
import { consistentBooks, scope } from './books';

const money = { amountMinor: 300, currency: 'GBP' };
const credit = { ...gift, accountId: 'acc_1' };

/** A remedy of one part that was given, or not. */
function remedyOf(
  customerId: string,
  part: RemedyPart,
  change: Partial<RemedyRecord> = {},
  hoursAgo = 10,
): RemedyRecord {
  const sample = { remedyId: `rem_${customerId}`, customerId, end: 'issued', ...money, hoursAgo } as const;
  const record = consistentBooks([sample]).records.get(sample.remedyId);
  if (!record) throw new Error('it is not in the books');
  const parts = record.parts.map((one) => ({ ...one, part }));
  return { ...record, orderId: `ord_${customerId}`, ...change, parts: change.parts ?? parts };
}

function sentences(...records: readonly RemedyRecord[]): string[] {
  const several = new SeveralCustomers(scope);
  for (const record of records) several.handleRecord(record);
  return [...several.findings()].map(sentenceOf);
}

it('one credit account that was filled for two customers is found, with both named', () => {
  expect(sentences(remedyOf('cus_a', credit), remedyOf('cus_b', credit))).toEqual([
    'of credit account acc_1 something was given to several customers, cus_a, cus_b: rem_cus_a, rem_cus_b',
  ]);
});

it('one line that was sent again to two customers is found, and two orders whose lines have one number are not', () => {
  const ofOrder = { orderId: 'ord_9' };
  expect(sentences(remedyOf('cus_a', replacement, ofOrder), remedyOf('cus_b', replacement, ofOrder))).toEqual([
    'of line 1 of order ord_9 something was given to several customers, cus_a, cus_b: rem_cus_a, rem_cus_b',
  ]);
  expect(sentences(remedyOf('cus_a', replacement), remedyOf('cus_b', replacement))).toEqual([]);
});

it('customers who are credited on accounts of their own are none of it', () => {
  const own = (id: string): RemedyRecord => remedyOf(id, { ...credit, accountId: id });
  expect(sentences(own('cus_a'), own('cus_b'))).toEqual([]);
});

it('nor is what was refused, what a person approved, and what was found days ago', () => {
  const first = remedyOf('cus_a', credit);
  const refused = remedyOf('cus_b', credit);
  const parts = refused.parts.map((one) => ({ ...one, outcome: { state: 'declined', reason: 'other' } as const }));
  const approvals = [{ actor: 'ann', at: '2026-11-21T20:00:00Z', why: 'they share it' }];
  const hold = {
    deadline: '',
    escalateAt: '',
    escalations: 0,
    approvalsNeeded: 1,
    withIncident: false,
    approvals,
  } as const;
  expect(sentences(first, remedyOf('cus_b', credit, { parts }))).toEqual([]);
  expect(sentences(first, remedyOf('cus_b', credit, { hold }))).toEqual([]);
  expect(sentences(remedyOf('cus_a', credit, {}, 200), remedyOf('cus_b', credit, {}, 190))).toEqual([]);
});

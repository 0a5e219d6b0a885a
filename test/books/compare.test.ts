import { newCustomerRecord } from '../../lambdas/ledger/customer-record';
import fc from 'fast-check';
import { StatementForbiddenError, type ProviderRefund } from '../../lambdas/fulfilment/port/provider-statement';
import { compare } from '../../lambdas/books/compare';
import { sentenceOf, type FindingKind } from '../../lambdas/books/finding';
import { reportOf, textOf } from '../../lambdas/books/report';
import {
  compareBooks,
  consistentBooks,
  ends,
  entryOf,
  hoursAgo,
  paymentOf,
  recordsOf,
  refOf,
  scope,
  streamOf,
  type Books,
  type RemedySample,
} from './books';

const kept = { minor: 399, currency: 'GBP' };
const target: RemedySample = {
  remedyId: 'rem_target',
  customerId: 'cus_target',
  end: 'issued',
  amountMinor: kept.minor,
  currency: kept.currency,
  hoursAgo: 10,
};

/** Remedies of a few customers. What waits is young, for the sweep would have looked at it by now. */
const others = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 10_000 }),
      customer: fc.integer({ min: 1, max: 4 }),
      end: fc.constantFrom(...ends),
      amountMinor: fc.integer({ min: 1, max: 5_000 }),
      currency: fc.constantFrom('GBP', 'JPY', 'KWD'),
      young: fc.double({ min: 1.5, max: 20, noNaN: true }),
      old: fc.double({ min: 1.5, max: 200, noNaN: true }),
    }),
    { selector: ({ number }) => number, maxLength: 12 },
  )
  .map((all): RemedySample[] =>
    all.map(({ number, customer, end, amountMinor, currency, young, old }) => {
      const waits = end === 'pending' || end === 'held' || end === 'unknown';
      const facts = { remedyId: `rem_${number}`, customerId: `cus_${customer}`, end, amountMinor, currency };
      return { ...facts, hoursAgo: waits ? young : old };
    }),
  );

/** A ledger may be read in any order. */
const shuffled = (books: Books, seed: number): ReturnType<typeof recordsOf> => {
  const records = recordsOf(books);
  const key = (index: number): number => Math.abs(Math.sin(seed + index) * 10_000) % 1;
  return records
    .map((record, index) => ({ record, at: key(index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => record);
};

it('finds nothing in consistent books, in whatever order the ledger is read', async () => {
  await fc.assert(
    fc.asyncProperty(others, fc.integer({ min: 1, max: 1000 }), async (reported, seed) => {
      const books = consistentBooks([...reported, target]);
      const { findings, compared } = await compareBooks(books, shuffled(books, seed));
      expect(findings).toEqual([]);
      expect(compared.ledgerRecords).toBe(reported.length + 1);
      expect(compared.ledgerPartsInWindow).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

const refundNow = (books: Books): ProviderRefund => {
  const refund = books.refunds.get(refOf(target.remedyId));
  if (!refund) throw new Error('the target has no refund');
  return refund;
};
const change = (books: Books, by: Partial<ProviderRefund>): void => {
  books.refunds.set(refOf(target.remedyId), { ...refundNow(books), ...by });
};
const unmarked = (refund: ProviderRefund): ProviderRefund => {
  const { remedyId: _r, partNumber: _p, customerId: _c, ...bare } = refund;
  return bare;
};
const reenter = (books: Books, end: RemedySample['end']): void => {
  const commitment = books.commitments.get(target.remedyId);
  if (commitment) books.records.set(target.remedyId, entryOf({ ...target, end }, commitment));
};

const corruptions: [FindingKind, string, (books: Books) => void][] = [
  ['paid-not-at-provider', 'the refund is gone', (books) => books.refunds.delete(refOf(target.remedyId))],
  [
    'paid-not-at-provider',
    'the ledger has it pending, and there is no refund',
    (books) => {
      reenter(books, 'pending');
      books.refunds.delete(refOf(target.remedyId));
    },
  ],
  [
    'at-provider-not-in-ledger',
    'a refund of a remedy that nobody claimed',
    (books) => books.refunds.set('re_x', { ...refundNow(books), providerRef: 're_x', remedyId: 'rem_x' }),
  ],
  [
    'at-provider-not-in-ledger',
    'a refund of a part that the remedy does not have',
    (books) => books.refunds.set('re_x', { ...refundNow(books), providerRef: 're_x', partNumber: 2 }),
  ],
  ['amount-differs', 'a minor unit more', (books) => change(books, { amountMinor: kept.minor + 1 })],
  ['currency-differs', 'euros instead of pounds', (books) => change(books, { currency: 'EUR' })],
  ['payment-differs', 'the payment of somebody else', (books) => change(books, { paymentIds: ['pay_x', 'pi_x'] })],
  [
    'paid-but-failed-at-provider',
    'it failed',
    (books) => change(books, { state: 'failed', reason: 'card-unreachable' }),
  ],
  ['paid-but-pending-at-provider', 'it is only pending', (books) => change(books, { state: 'pending' })],
  ['paid-at-provider-but-not-in-ledger-state', 'the ledger does not know', (books) => reenter(books, 'unknown')],
  ['paid-at-provider-but-not-in-ledger-state', 'the ledger has it declined', (books) => reenter(books, 'declined')],
  [
    'paid-at-provider-but-not-in-ledger-state',
    'the ledger has it late-failed',
    (books) => reenter(books, 'late-failed'),
  ],
  ['paid-at-provider-but-not-in-ledger-state', 'a person rejected it', (books) => reenter(books, 'rejected')],
  [
    'two-refunds-for-one-part',
    'it was refunded again',
    (books) => books.refunds.set('re_x', { ...refundNow(books), providerRef: 're_x' }),
  ],
  [
    'refund-by-hand',
    'somebody refunded in the dashboard',
    (books) =>
      books.refunds.set(
        're_x',
        unmarked({ ...refundNow(books), providerRef: 're_x', paymentIds: [paymentOf(target.remedyId)] }),
      ),
  ],
  [
    'disputed-and-refunded',
    'the bank asks the same payment back',
    ({ disputes }) => {
      const money = { amountMinor: kept.minor, currency: kept.currency };
      const paymentIds = ['ch_other', paymentOf(target.remedyId)];
      disputes.push({ disputeRef: 'du_1', paymentIds, ...money, status: 'needs_response', createdAt: hoursAgo(5) });
    },
  ],
  ['commitment-without-record', 'the entry is gone', (books) => books.records.delete(target.remedyId)],
  [
    'over-order',
    'the line cost less than was promised back',
    ({ records }) => {
      const record = records.get(target.remedyId);
      if (record) records.set(target.remedyId, { ...record, paid: { ...record.paid, amountMinor: kept.minor - 1 } });
    },
  ],
  [
    'several-customers',
    'another customer has a remedy of the same payment, which covers both',
    ({ records, refunds }) => {
      const half = { ...target, remedyId: 'rem_x', customerId: 'cus_x' };
      const spoilt = consistentBooks([half]);
      const record = spoilt.records.get('rem_x');
      const refund = spoilt.refunds.get(refOf('rem_x'));
      if (!record || !refund) return;
      const paymentId = paymentOf(target.remedyId);
      const parts = record.parts.map((one) => ({ ...one, part: { ...one.part, paymentId } as typeof one.part }));
      records.set('rem_x', { ...record, parts, paymentId, lineId: '2', history: record.history });
      refunds.set(refund.providerRef, { ...refund, paymentIds: [paymentId] });
    },
  ],
  [
    'foreign-write',
    'its seal is none of ours',
    ({ records }) => {
      const record = records.get(target.remedyId);
      if (record) records.set(target.remedyId, { ...record, doubt: 'foreign' });
    },
  ],
  [
    'stuck',
    'nobody looked for more than a day',
    ({ records }) => {
      const record = records.get(target.remedyId);
      if (record) records.set(target.remedyId, { ...record, dueAt: hoursAgo(25) });
    },
  ],
];

it.each(corruptions)('finds %s and nothing else: %s', async (kind, _how, corrupt) => {
  await fc.assert(
    fc.asyncProperty(others, fc.integer({ min: 1, max: 1000 }), async (reported, seed) => {
      const books = consistentBooks([...reported, target]);
      corrupt(books);
      const { findings } = await compareBooks(books, shuffled(books, seed));
      expect(findings.map((finding) => finding.kind)).toEqual([kind]);
      for (const finding of findings) expect(sentenceOf(finding)).toMatch(/rem_target|rem_x/);
    }),
    { numRuns: 25 },
  );
});

it('has a test for every kind of difference', () => {
  const kinds: Record<FindingKind, true> = {
    'paid-not-at-provider': true,
    'at-provider-not-in-ledger': true,
    'amount-differs': true,
    'currency-differs': true,
    'payment-differs': true,
    'paid-but-failed-at-provider': true,
    'paid-but-pending-at-provider': true,
    'paid-at-provider-but-not-in-ledger-state': true,
    'two-refunds-for-one-part': true,
    'refund-by-hand': true,
    'disputed-and-refunded': true,
    'commitment-without-record': true,
    'over-order': true,
    'several-customers': true,
    'not-readable': true,
    'cancelled-not-at-provider': true,
    'refunded-and-cancelled': true,
    'foreign-write': true,
    'erasure-undone': true,
    stuck: true,
  };
  const elsewhere = ['not-readable', 'erasure-undone', 'cancelled-not-at-provider', 'refunded-and-cancelled'];
  const tested = [...corruptions.map(([kind]) => kind), ...elsewhere];
  expect(new Set(tested)).toEqual(new Set(Object.keys(kinds)));
});

describe('a customer who was erased', () => {
  const at = hoursAgo(5);
  const tombstone = { at, until: at };
  const erasure = { customerId: 'cus_gone', at };
  const customer = { ...newCustomerRecord('cus_gone'), tombstone };

  async function kindsIn(...items: Parameters<typeof compareBooks>[1] & object): Promise<string[]> {
    const { findings } = await compareBooks(consistentBooks([]), items);
    return findings.map(({ kind }) => kind);
  }

  it('and whose record says so is no difference, in whatever order they are read', async () => {
    expect(await kindsIn({ customer }, { erasure })).toEqual([]);
    expect(await kindsIn({ erasure }, { customer })).toEqual([]);
  });

  it.each([
    ['says nothing of it any more', newCustomerRecord('cus_gone')],
    ['says that it reached less far', { ...customer, tombstone: { at, until: hoursAgo(50) } }],
    ['says what an erasure before it said', { ...customer, tombstone: { at: hoursAgo(9), until: hoursAgo(9) } }],
  ])('is found where the record %s', async (_, changed) => {
    expect(await kindsIn({ erasure }, { customer: changed })).toEqual(['erasure-undone']);
  });

  it('is found where there is no record, and by a hash of an address', async () => {
    const { findings } = await compareBooks(consistentBooks([]), [{ erasure: { customerId: 'zoe@example.com', at } }]);
    expect(findings.map(sentenceOf)).toEqual([
      expect.stringMatching(/^sha256:\w+ was erased at .* somebody else wrote it$/),
    ]);
  });

  it('just now is compared on the next day', async () => {
    expect(await kindsIn({ erasure: { ...erasure, at: hoursAgo(0.01) } })).toEqual([]);
  });
});

describe('a payment that was cancelled before anything was taken', () => {
  const paymentId = paymentOf(target.remedyId);

  async function compared(isCancelled: (paymentId: string) => Promise<boolean>, ...refunds: ProviderRefund[]) {
    const books = consistentBooks([target]);
    const record = books.records.get(target.remedyId);
    if (!record) throw new Error('the target has no record');
    const parts = record.parts.map((one) => {
      if (one.part.kind !== 'refund') throw new Error('the target is a refund');
      const { amountMinor, currency } = one.part;
      return { ...one, part: { kind: 'cancellation', amountMinor, currency, paymentId, fallback: one.part } as const };
    });
    books.records.set(target.remedyId, { ...record, parts });
    const commitment = books.commitments.get(target.remedyId);
    if (!commitment) throw new Error('the target has no commitment');
    const decision = { ...commitment.decision, parts: parts.map(({ part }) => part) };
    books.commitments.set(target.remedyId, { ...commitment, decision });
    const ledger = streamOf(recordsOf(books));
    return compare({ refunds: streamOf(refunds), disputes: streamOf(books.disputes), ledger, isCancelled }, scope);
  }

  const byHand: ProviderRefund = {
    ...{ providerRef: 're_x', paymentIds: [paymentId], amountMinor: kept.minor, currency: kept.currency },
    ...{ createdAt: hoursAgo(4), state: 'succeeded' },
  };

  it('needs no refund, and the provider says that it is cancelled', async () => {
    const { findings, compared: counted } = await compared(async () => true);
    expect(findings).toEqual([]);
    expect(counted.ledgerPartsInWindow).toBe(1);
  });

  it('and is not at the provider is a finding', async () => {
    const { findings } = await compared(async () => false);
    expect(findings).toMatchObject([{ kind: 'cancelled-not-at-provider', remedyId: 'rem_target', paymentId }]);
    expect(findings.map(sentenceOf)[0]).toMatch(/^part 1 of rem_target says that nothing was taken of pay_rem_target/);
  });

  it('and was refunded as well is a finding', async () => {
    const { findings } = await compared(async () => true, byHand);
    expect(findings).toMatchObject([{ kind: 'refunded-and-cancelled', remedyId: 'rem_target', providerRef: 're_x' }]);
  });

  it('may stand among the refunds as what released it', async () => {
    const { findings } = await compared(async () => true, { ...byHand, isRelease: true });
    expect(findings).toEqual([]);
  });

  it('cannot be asked for with a key that may not read payments, and the finding says so', async () => {
    const { findings } = await compared(() => Promise.reject(new StatementForbiddenError('rak_payment_intent_read')));
    expect(findings).toEqual([{ kind: 'not-readable', list: 'payments', permission: 'rak_payment_intent_read' }]);
  });
});

describe('where the key lacks a permission', () => {
  const forbidden = (permission?: string) =>
    (async function* (): AsyncGenerator<never> {
      throw new StatementForbiddenError(permission);
    })();
  const without = async (books: Books, change: Partial<Parameters<typeof compare>[0]>) =>
    compare(
      {
        refunds: streamOf(books.refunds.values()),
        disputes: streamOf(books.disputes),
        ledger: streamOf(recordsOf(books)),
        ...change,
      },
      scope,
    );

  it('to read disputes, refunds are compared, and a finding names the permission', async () => {
    const books = consistentBooks([target]);
    books.refunds.delete(refOf('rem_target'));
    const { findings } = await without(books, { disputes: forbidden('rak_dispute_read') });
    expect(findings.map(({ kind }) => kind)).toEqual(['not-readable', 'paid-not-at-provider']);
    expect(findings.map(sentenceOf)[0]).toBe(
      "the provider's disputes were not compared, because the key lacks the permission rak_dispute_read: give it to the key",
    );
  });

  it('to read refunds, nothing is said of them, and the ledger and the disputes are compared', async () => {
    const books = consistentBooks([target]);
    books.disputes.push({
      ...{ disputeRef: 'du_1', paymentIds: [paymentOf('rem_target')], amountMinor: kept.minor },
      ...{ currency: kept.currency, status: 'needs_response', createdAt: hoursAgo(5) },
    });
    const { findings, compared } = await without(books, { refunds: forbidden() });
    expect(findings.map(({ kind }) => kind)).toEqual(['disputed-and-refunded', 'not-readable']);
    expect(compared).toMatchObject({ providerRefunds: 0, ledgerPartsInWindow: 0, ledgerRecords: 1 });
  });
});

describe('at the edges of the window', () => {
  const at = (age: number): RemedySample => ({ ...target, hoursAgo: age });
  const kindsIn = async (books: Books): Promise<FindingKind[]> =>
    (await compareBooks(books)).findings.map(({ kind }) => kind);

  it('two clocks that are a little apart are no difference', async () => {
    const books = consistentBooks([at(71.9)]);
    change(books, { createdAt: hoursAgo(72.1) });
    expect(await kindsIn(books)).toEqual([]);
  });

  it.each([0.9, 73, 2000])('what was paid %d hours ago, outside of it, is not missed at the provider', async (age) => {
    const books = consistentBooks([at(age)]);
    books.refunds.clear();
    expect(await kindsIn(books)).toEqual([]);
  });

  it('what may have been refunded before it or in it is not missed', async () => {
    const books = consistentBooks([at(60)]);
    const record = books.records.get(target.remedyId);
    if (!record) throw new Error('no entry');
    const parts = record.parts.map((part) => ({ ...part, keySince: hoursAgo(73) }));
    books.records.set(target.remedyId, { ...record, parts });
    books.refunds.clear();
    expect(await kindsIn(books)).toEqual([]);
  });

  it('a wider window finds what is older', async () => {
    const books = consistentBooks([at(2000)]);
    change(books, { state: 'failed' });
    expect(await kindsIn(books)).toEqual([]);
    const wide = { ...scope, window: { from: new Date(hoursAgo(3000)), until: scope.window.until } };
    const { findings } = await compareBooks(books, recordsOf(books), wide);
    expect(findings.map(({ kind }) => kind)).toEqual(['paid-but-failed-at-provider']);
  });

  it('a claim that is still being carried out is no difference, though its refund is there', async () => {
    const books = consistentBooks([at(6.9)]);
    books.records.clear();
    expect(await kindsIn(books)).toEqual([]);
  });

  it('what is written while it runs is left to the next run', async () => {
    const books = consistentBooks([at(10)]);
    reenter(books, 'late-failed');
    const record = books.records.get(target.remedyId);
    if (!record) throw new Error('no entry');
    const line = { version: 9, at: hoursAgo(-0.01), state: 'needs-attention', why: 'just now' } as const;
    books.records.set(target.remedyId, { ...record, history: [...record.history, line] });
    expect(await kindsIn(books)).toEqual([]);
  });
});

it('the refund that lost its marks is known by its reference, and not taken for one by hand', async () => {
  const books = consistentBooks([target]);
  books.refunds.set(refOf(target.remedyId), unmarked(refundNow(books)));
  expect((await compareBooks(books)).findings).toEqual([]);
});

it('a refund by hand of a payment that we never gave anything for is none of ours', async () => {
  const books = consistentBooks([target]);
  books.refunds.set('re_x', unmarked({ ...refundNow(books), providerRef: 're_x', paymentIds: ['pay_elsewhere'] }));
  const { findings, compared } = await compareBooks(books);
  expect([findings, compared.providerRefunds, compared.providerRefundsOfOurs]).toEqual([[], 2, 1]);
});

describe('the report', () => {
  it('says how much was compared', async () => {
    const report = reportOf(await compareBooks(consistentBooks([target])), scope);
    expect(report.verdict).toBe('agree');
    expect(textOf(report)).toBe(
      'No differences. From 2026-11-19T04:30:00.000Z to 2026-11-22T03:30:00.000Z. ' +
        'At the provider: 1 refunds, 1 of them ours; 0 disputes. In the ledger: 1 parts; in all 1 records, 1 commitments.',
    );
  });

  it('that compared nothing does not look clean', async () => {
    const report = reportOf(await compareBooks(consistentBooks([{ ...target, hoursAgo: 2000 }])), scope);
    expect(report.verdict).toBe('nothing-compared');
    expect(textOf(report)).toContain('this proves nothing');
  });

  it('names each difference with ids and amounts', async () => {
    const books = consistentBooks([target]);
    change(books, { amountMinor: 400 });
    expect(textOf(reportOf(await compareBooks(books), scope))).toContain(
      'amount-differs: refund re_rem_target of 4.00 GBP is for part 1 of rem_target, for which the ledger says 3.99 GBP',
    );
  });
});

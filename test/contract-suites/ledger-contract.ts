import { newCustomerRecord, withCommitment, type CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { Envelope } from '../../lambdas/ledger/envelope';
import type { Ledger } from '../../lambdas/ledger/port/ledger';
import { noticeTemplates } from '../../lambdas/ledger/notice/notice';
import { moveNotice } from '../../lambdas/ledger/notice/notice-transitions';
import { withApproval, withHold, withParts } from '../../lambdas/ledger/transitions';
import { at, commitmentFor, heldRecord, nextCustomer, issuedRecord, noticeOf, stored } from './ledger-samples';

/** What every ledger promises, whatever it is made of. */
export function describeLedgerContract(name: string, ledger: () => Ledger): void {
  describe(`${name}: the account`, () => describeCustomerRecord(ledger));
  describe(`${name}: the entry`, () => describeRecord(ledger));
  describe(`${name}: the notice`, () => describeNotice(ledger));
  describe(`${name}: the approval`, () => describeApproval(ledger));
  describe(`${name}: the envelope`, () => describeEnvelope(ledger));
  describe(`${name}: the shadow`, () => describeShadow(ledger));
}

function describeCustomerRecord(ledger: () => Ledger): void {
  it('of a customer nobody knows is empty, in version 0', async () => {
    const customerId = nextCustomer();
    expect(await ledger().read(customerId, 'rem_a')).toEqual({
      customerRecord: newCustomerRecord(customerId),
      record: undefined,
    });
  });

  it('is read as it was saved, claims, decisions and all', async () => {
    const customerRecord = withCommitment(newCustomerRecord(nextCustomer()), commitmentFor('rem_a'));
    expect(await ledger().saveCustomerRecord(customerRecord)).toBe('saved');
    expect((await ledger().read(customerRecord.customerId, 'rem_a')).customerRecord).toEqual(customerRecord);
  });

  it('is saved by one of fifty who read the same version, and is stale to the others', async () => {
    const customerId = nextCustomer();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        ledger().saveCustomerRecord(
          withCommitment(newCustomerRecord(customerId), commitmentFor('rem_a', { token: `token-${n}` })),
        ),
      ),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    const { customerRecord } = await ledger().read(customerId, 'rem_a');
    expect(customerRecord.commitments[0]?.token).toBe(`token-${results.indexOf('saved')}`);
  });

  it('never goes back: an older and a skipped version are stale', async () => {
    const customerId = nextCustomer();
    const first = withCommitment(newCustomerRecord(customerId), commitmentFor('rem_a'));
    const second = withCommitment(first, commitmentFor('rem_b'));
    await ledger().saveCustomerRecord(first);
    await ledger().saveCustomerRecord(second);
    const skipped: CustomerRecord = { ...second, version: 4 };
    for (const wrong of [first, second, skipped]) expect(await ledger().saveCustomerRecord(wrong)).toBe('stale');
    expect((await ledger().read(customerId, 'rem_a')).customerRecord).toEqual(second);
  });

  it('of one customer is not touched by another', async () => {
    const [one, other] = [nextCustomer(), nextCustomer()];
    await ledger().saveCustomerRecord(withCommitment(newCustomerRecord(one), commitmentFor('rem_a')));
    expect((await ledger().read(other, 'rem_a')).customerRecord.version).toBe(0);
  });

  it('of a customer who was first with a folded form is read along with that of another one, and stays its own', async () => {
    const [first, second] = [nextCustomer(), nextCustomer().toUpperCase()];
    const others = [first.toUpperCase(), first.replace('c', 'C')];
    const ofFirst = withCommitment(newCustomerRecord(first), commitmentFor('rem_a'));
    await ledger().saveCustomerRecord(ofFirst);
    for (const other of others) {
      const unknown = newCustomerRecord(other);
      // Whoever read before the first one was there has to read again.
      expect(await ledger().saveCustomerRecord(withCommitment(unknown, commitmentFor('rem_b')))).toBe('stale');
      const { customerRecord } = await ledger().read(other, 'rem_b');
      expect(customerRecord).toEqual({ ...unknown, firstSpelling: ofFirst });
      const saved = withCommitment(customerRecord, commitmentFor('rem_b', { token: other }));
      expect(await ledger().saveCustomerRecord(saved)).toBe('saved');
      expect(await ledger().saveCustomerRecord(saved)).toBe('stale');
      expect((await ledger().read(other, 'rem_b')).customerRecord).toEqual(saved);
    }
    expect((await ledger().read(first, 'rem_a')).customerRecord).toEqual(ofFirst);
    expect((await ledger().read(second, 'rem_a')).customerRecord).toEqual(newCustomerRecord(second));
  });

  it('is written first by one of fifty spellings', async () => {
    const customerId = `${nextCustomer()}_abcdef`;
    const spellings = Array.from({ length: 50 }, (_, bits) =>
      Array.from(customerId, (character, n) =>
        (bits >> (customerId.length - 1 - n)) & 1 ? character.toUpperCase() : character,
      ),
    ).map((letters) => letters.join(''));
    const results = await Promise.all(
      spellings.map((id) => ledger().saveCustomerRecord(withCommitment(newCustomerRecord(id), commitmentFor('rem_a')))),
    );
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
  });

  it('holds a hundred claims', async () => {
    const customerId = nextCustomer();
    let customerRecord = newCustomerRecord(customerId);
    for (let n = 0; n < 100; n++) customerRecord = withCommitment(customerRecord, commitmentFor(`rem_${n}`));
    await ledger().saveCustomerRecord({ ...customerRecord, version: 1 });
    expect((await ledger().read(customerId, 'rem_a')).customerRecord.commitments).toEqual(customerRecord.commitments);
  });
}

function describeRecord(ledger: () => Ledger): void {
  it('is read as it was saved, alone and together with the account', async () => {
    const customerId = nextCustomer();
    const record = issuedRecord(customerId);
    expect(await ledger().saveRemedy(record)).toBe('saved');
    expect(await ledger().readRemedy(customerId, 'rem_a')).toEqual(stored(record));
    const view = await ledger().read(customerId, 'rem_a');
    expect(view.record).toEqual(await ledger().readRemedy(customerId, 'rem_a'));
    expect(view.customerRecord.version).toBe(0);
  });

  it('is read without what only the table needs to know of it', async () => {
    const held = heldRecord(nextCustomer());
    await ledger().saveRemedy(held);
    expect(await ledger().readRemedy(held.customerId, 'rem_a')).toEqual(stored(held));
  });

  it('is another one for another remedy of the same customer', async () => {
    const customerId = nextCustomer();
    await ledger().saveRemedy(issuedRecord(customerId, 'rem_a'));
    expect(await ledger().readRemedy(customerId, 'rem_b')).toBeUndefined();
    expect((await ledger().read(customerId, 'rem_b')).record).toBeUndefined();
  });

  it('is recorded once, actor one of fifty', async () => {
    const record = issuedRecord(nextCustomer());
    const results = await Promise.all(Array.from({ length: 50 }, () => ledger().saveRemedy(record)));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
  });

  it('moves on by one version at a time', async () => {
    const record = issuedRecord(nextCustomer());
    const next = withParts(record, record.parts, 'told once more', { at, token: 'token-2' });
    expect(await ledger().saveRemedy(next)).toBe('stale');
    await ledger().saveRemedy(record);
    expect(await ledger().saveRemedy(next)).toBe('saved');
    expect(await ledger().saveRemedy(next)).toBe('stale');
    expect(await ledger().readRemedy(record.customerId, 'rem_a')).toMatchObject({
      version: 2,
      writtenBy: 'token-2',
      history: [{ version: 1 }, { version: 2 }],
    });
  });
}

function describeNotice(ledger: () => Ledger): void {
  it('is read as it was saved, alone and beside the record, the envelope and the other notices', async () => {
    const customerId = nextCustomer();
    const of = { customerId, remedyId: 'rem_a' };
    const [record, envelope] = [issuedRecord(customerId), envelopeFor(customerId)];
    const notices = noticeTemplates.map((template) => noticeOf(customerId, { template }));
    await ledger().saveRemedy(record);
    await ledger().keepEnvelope(envelope);
    for (const notice of notices) expect(await ledger().saveNotice(notice)).toBe('saved');
    const [apology, , , refusal] = notices.map(stored);
    expect(await ledger().readNotice({ ...of, template: 'apology' })).toEqual(apology);
    expect(await ledger().readMails(of, ['apology', 'refusal'])).toEqual({
      record: stored(record),
      envelope,
      notices: { apology, refusal },
    });
  });

  it('that nobody wrote is nothing, and so are a record and an envelope that are not there', async () => {
    const of = { customerId: nextCustomer(), remedyId: 'rem_a' };
    expect(await ledger().readNotice({ ...of, template: 'apology' })).toBeUndefined();
    expect(await ledger().readMails(of, noticeTemplates)).toEqual({
      record: undefined,
      envelope: undefined,
      notices: {},
    });
  });

  it('comes along with a read that wants it, and with no other', async () => {
    const customerId = nextCustomer();
    expect((await ledger().read(customerId, 'rem_a', { apology: true })).apology).toBeUndefined();
    const notice = noticeOf(customerId);
    await ledger().saveNotice(notice);
    expect((await ledger().read(customerId, 'rem_a', { apology: true })).apology).toEqual(stored(notice));
    expect(await ledger().read(customerId, 'rem_a')).not.toHaveProperty('apology');
  });

  it('of an erased customer comes without an envelope', async () => {
    const customerId = nextCustomer();
    await ledger().keepEnvelope(envelopeFor(customerId));
    await ledger().eraseEnvelopes(customerId, { until: at, at });
    expect((await ledger().readMails({ customerId, remedyId: 'rem_a' }, [])).envelope).toBeUndefined();
  });

  it('is begun by one of fifty, and moves on by one version at a time', async () => {
    const customerId = nextCustomer();
    const begun = Array.from({ length: 50 }, (_, n) => noticeOf(customerId, { token: `token-${n}` }));
    const results = await Promise.all(begun.map((notice) => ledger().saveNotice(notice)));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    const [first] = begun.filter((_, n) => results[n] === 'saved');
    if (!first) throw new Error('nobody began');
    const sent = moveNotice(first, { to: 'sent', why: 'taken', messageId: 'm-1' }, { at, token: 'token-x' });
    expect(await ledger().saveNotice({ ...sent, version: 3 })).toBe('stale');
    expect(await ledger().saveNotice(sent)).toBe('saved');
    expect(await ledger().saveNotice(sent)).toBe('stale');
    expect(await ledger().readNotice(first)).toEqual(stored(sent));
  });

  it('leaves the record, the customer record and the notices of other remedies and templates as they are', async () => {
    const record = issuedRecord(nextCustomer());
    const { customerId } = record;
    await ledger().saveRemedy(record);
    await ledger().saveNotice(noticeOf(customerId));
    expect(await ledger().readRemedy(customerId, 'rem_a')).toEqual(stored(record));
    expect((await ledger().read(customerId, 'rem_a')).customerRecord).toEqual(newCustomerRecord(customerId));
    expect(await ledger().readNotice({ customerId, remedyId: 'rem_a', template: 'correction' })).toBeUndefined();
    expect(await ledger().readNotice({ customerId, remedyId: 'rem_b', template: 'apology' })).toBeUndefined();
  });
}

function describeApproval(ledger: () => Ledger): void {
  const approvalBy = (record: RemedyRecord, actor: string): RemedyRecord =>
    withApproval(record, { actor, at, why: 'looked at it' }, { at, token: `attempt of ` });

  async function approvedByAnn(): Promise<RemedyRecord> {
    const held = heldRecord(nextCustomer());
    await ledger().saveRemedy(held);
    const once = approvalBy(held, 'ann');
    expect(await ledger().saveApproval(once, 'ann')).toBe('saved');
    return once;
  }

  it('of two different people approves what needs two', async () => {
    const once = await approvedByAnn();
    expect(await ledger().readRemedy(once.customerId, 'rem_a')).toMatchObject({ state: 'held', version: 2 });
    expect(await ledger().saveApproval(approvalBy(once, 'bob'), 'bob')).toBe('saved');
    expect(await ledger().readRemedy(once.customerId, 'rem_a')).toMatchObject({
      state: 'approved',
      hold: { approvals: [{ actor: 'ann' }, { actor: 'bob' }] },
    });
  });

  it('of the same person is refused by the store itself, also where everything else of the write is right', async () => {
    const once = await approvedByAnn();
    const twice = approvalBy(once, 'ann');
    expect(await ledger().saveApproval(twice, 'ann')).toBe('stale');
    expect(await ledger().readRemedy(once.customerId, 'rem_a')).toEqual(stored(once));
    // Word for word the same write is taken of somebody else, so that it was the person and nothing but.
    expect(await ledger().saveApproval(twice, 'bob')).toBe('saved');
  });

  it('still knows who approved after the hold was extended', async () => {
    const once = await approvedByAnn();
    const extended = withHold(once, { deadline: '2026-12-24T00:00:00.000Z' }, 'more time', { at, token: 'x' });
    await ledger().saveRemedy(extended);
    expect(await ledger().saveApproval(approvalBy(extended, 'ann'), 'ann')).toBe('stale');
  });

  it('of what is not held any more is refused by the store itself', async () => {
    const held = heldRecord(nextCustomer());
    await ledger().saveRemedy({ ...held, state: 'rejected', dueAt: undefined });
    expect(await ledger().saveApproval(approvalBy(held, 'ann'), 'ann')).toBe('stale');
    expect((await ledger().readRemedy(held.customerId, 'rem_a'))?.state).toBe('rejected');
  });

  it('of a version that somebody else moved on is stale', async () => {
    const held = heldRecord(nextCustomer());
    await ledger().saveRemedy(held);
    await ledger().saveRemedy(withHold(held, { escalations: 1 }, 'escalated', { at, token: 'sweep' }));
    expect(await ledger().saveApproval(approvalBy(held, 'ann'), 'ann')).toBe('stale');
  });

  it('of nothing is stale', async () => {
    expect(await ledger().saveApproval(approvalBy(heldRecord(nextCustomer()), 'ann'), 'ann')).toBe('stale');
  });

  it('of fifty people at the same moment is the approval of one', async () => {
    const held = heldRecord(nextCustomer());
    await ledger().saveRemedy(held);
    const people = Array.from({ length: 50 }, (_, n) => `person-${n}`);
    const results = await Promise.all(people.map((by) => ledger().saveApproval(approvalBy(held, by), by)));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
  });
}

function envelopeFor(customerId: string, change: Partial<Envelope> = {}): Envelope {
  return {
    customerId,
    remedyId: 'rem_a',
    failure: { customer: { name: 'Zoë Park', email: 'zoe@example.com' }, playback: { stalledSeconds: 12.5 } },
    detectedAt: at,
    expiresAt: '2027-02-18T20:45:00.000Z',
    ...change,
  };
}

function describeEnvelope(ledger: () => Ledger): void {
  it('is kept beside the entry, and read as it was kept', async () => {
    const envelope = envelopeFor(nextCustomer());
    await ledger().keepEnvelope(envelope);
    expect(await ledger().readEnvelope(envelope.customerId, 'rem_a')).toEqual(envelope);
    expect(await ledger().readRemedy(envelope.customerId, 'rem_a')).toBeUndefined();
  });

  it('of nobody is nothing', async () => {
    expect(await ledger().readEnvelope(nextCustomer(), 'rem_a')).toBeUndefined();
  });

  it('is kept once: what comes later does not take its place by itself', async () => {
    const envelope = envelopeFor(nextCustomer());
    await ledger().keepEnvelope(envelope);
    await ledger().keepEnvelope({ ...envelope, detectedAt: '2026-11-22T00:00:00.000Z' });
    expect(await ledger().readEnvelope(envelope.customerId, 'rem_a')).toEqual(envelope);
  });

  it('has messages beside it, each under its own id, kept once', async () => {
    const customerId = nextCustomer();
    const message = { customerId, remedyId: 'rem_a', messageId: 'm1', text: 'We looked at it.', expiresAt: at };
    await ledger().keepEnvelope(envelopeFor(customerId));
    await ledger().keepMessage(message);
    await ledger().keepMessage({ ...message, text: 'later' });
    await ledger().keepMessage({ ...message, messageId: 'm2', text: 'Another person did.' });
    expect(await ledger().readMessage(customerId, 'rem_a', 'm1')).toEqual(message);
    expect(await ledger().readMessage(customerId, 'rem_a', 'm2')).toMatchObject({ text: 'Another person did.' });
    expect(await ledger().readMessage(customerId, 'rem_a', 'm3')).toBeUndefined();
    expect(await ledger().readEnvelope(customerId, 'rem_a')).toEqual(envelopeFor(customerId));
    expect(await ledger().eraseEnvelopes(customerId, { until: at, at })).toBe(1);
    expect(await ledger().readMessage(customerId, 'rem_a', 'm1')).toBeUndefined();
    await ledger().keepMessage(message);
    expect(await ledger().readMessage(customerId, 'rem_a', 'm1')).toBeUndefined();
  });

  it('is erased for good, with all others of the customer and nobody else’s', async () => {
    const [customerId, other] = [nextCustomer(), nextCustomer()];
    const envelopes = ['rem_a', 'rem_b', 'rem_c'].map((remedyId) => envelopeFor(customerId, { remedyId }));
    for (const envelope of [...envelopes, envelopeFor(other)]) await ledger().keepEnvelope(envelope);
    expect(await ledger().eraseEnvelopes(customerId, { until: at, at })).toBe(3);

    for (const envelope of envelopes) {
      await ledger().keepEnvelope(envelope);
      expect(await ledger().readEnvelope(customerId, envelope.remedyId)).toBeUndefined();
    }
    expect(await ledger().readEnvelope(other, 'rem_a')).toBeDefined();
    expect(await ledger().eraseEnvelopes(customerId, { until: at, at })).toBe(0);
  });

  it('says to which addresses it was, as long as it is there, and is old enough to be erased', async () => {
    const [customerId, other] = [nextCustomer(), nextCustomer()];
    const to = (email: string) => ({ failure: { customer: { id: customerId, email } } });
    for (const [index, email] of ['ada@example.com', 'ada@example.com', 'ada@new.example.com'].entries())
      await ledger().keepEnvelope(envelopeFor(customerId, { remedyId: `rem_${index}`, ...to(email) }));
    const later = { remedyId: 'rem_later', detectedAt: '2099-01-01T00:00:00.000Z' };
    await ledger().keepEnvelope(envelopeFor(customerId, { ...later, ...to('ada@later.example.com') }));
    await ledger().keepEnvelope(envelopeFor(customerId, { remedyId: 'rem_none', failure: { customer: {} } }));
    await ledger().keepEnvelope(envelopeFor(other, to('eve@example.com')));
    const addresses = await ledger().addressesToErase(customerId, { until: at, at });
    expect(addresses.toSorted()).toEqual(['ada@example.com', 'ada@new.example.com']);
    await ledger().eraseEnvelopes(customerId, { until: at, at });
    expect(await ledger().addressesToErase(customerId, { until: at, at })).toEqual([]);
  });

  it('that is erased leaves the account and the entry as they are', async () => {
    const record = issuedRecord(nextCustomer());
    const customerRecord = withCommitment(newCustomerRecord(record.customerId), commitmentFor('rem_a'));
    await ledger().saveRemedy(record);
    await ledger().saveCustomerRecord(customerRecord);
    await ledger().keepEnvelope(envelopeFor(record.customerId));
    await ledger().eraseEnvelopes(record.customerId, { until: at, at });
    expect(await ledger().read(record.customerId, 'rem_a')).toEqual({ customerRecord, record: stored(record) });
  });
}

function describeShadow(ledger: () => Ledger): void {
  it('is kept as often as it comes, and is no promise: account and entry know nothing of it', async () => {
    const customerId = nextCustomer();
    const { decision } = commitmentFor('rem_a');
    const shadow = { customerId, remedyId: 'rem_a', type: 'T', decision, occurredAt: at, decidedAt: at };
    await ledger().keepShadow(shadow);
    await ledger().keepShadow(shadow);
    expect(await ledger().read(customerId, 'rem_a')).toEqual({
      customerRecord: newCustomerRecord(customerId),
      record: undefined,
    });
  });
}

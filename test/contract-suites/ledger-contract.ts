import type { Account, Claim } from '../../lambdas/ledger/account';
import { newAccount, withClaim } from '../../lambdas/ledger/account';
import { recordOf, type Entry } from '../../lambdas/ledger/entry';
import type { Ledger } from '../../lambdas/ledger/ledger';
import { moveNotice } from '../../lambdas/ledger/transitions';

const at = '2026-11-20T20:45:00.000Z';

let customers = 0;

/** A customer nobody has heard of, so that tests can share one table. */
function nextCustomer(): string {
  return `cus_${process.pid}_${++customers}`;
}

function claimFor(remedyId: string, change: Partial<Claim> = {}): Claim {
  return {
    remedyId,
    orderId: 'ord_9',
    lineId: '1',
    decision: {
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' }],
      reasons: ['full price, because it stalled'],
      policyVersion: 'VideoPlaybackFailed/1',
    },
    claimedAt: at,
    token: 'token-1',
    leaseUntil: at,
    ...change,
  };
}

function entryFor(customerId: string, remedyId = 'rem_a'): Entry {
  const facts = {
    customerId,
    type: 'VideoPlaybackFailed',
    subject: 'rent_77',
    occurrence: 'rental',
    evidence: 'detected',
    incidentId: undefined,
    occurredAt: at,
    detectedAt: at,
  } as const;
  return recordOf(claimFor(remedyId), facts, [{ state: 'paid', providerRef: 're_1' }], { at, by: 'token-1' });
}

/** What every ledger promises, whatever it is made of. */
export function describeLedgerContract(name: string, ledger: () => Ledger): void {
  describe(`${name}: the account`, () => {
    it('of a customer nobody knows is empty, in version 0', async () => {
      const customerId = nextCustomer();
      expect(await ledger().read(customerId, 'rem_a')).toEqual({ account: newAccount(customerId), entry: undefined });
    });

    it('is read as it was saved, claims, decisions and all', async () => {
      const account = withClaim(newAccount(nextCustomer()), claimFor('rem_a'));
      expect(await ledger().saveAccount(account)).toBe('saved');
      expect((await ledger().read(account.customerId, 'rem_a')).account).toEqual(account);
    });

    it('is saved by one of fifty who read the same version, and is stale to the others', async () => {
      const customerId = nextCustomer();
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          ledger().saveAccount(withClaim(newAccount(customerId), claimFor('rem_a', { token: `token-${n}` }))),
        ),
      );
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      const { account } = await ledger().read(customerId, 'rem_a');
      expect(account.claims[0]?.token).toBe(`token-${results.indexOf('saved')}`);
    });

    it('never goes back: an older and a skipped version are stale', async () => {
      const customerId = nextCustomer();
      const first = withClaim(newAccount(customerId), claimFor('rem_a'));
      const second = withClaim(first, claimFor('rem_b'));
      await ledger().saveAccount(first);
      await ledger().saveAccount(second);
      const skipped: Account = { ...second, version: 4 };
      for (const wrong of [first, second, skipped]) expect(await ledger().saveAccount(wrong)).toBe('stale');
      expect((await ledger().read(customerId, 'rem_a')).account).toEqual(second);
    });

    it('of one customer is not touched by another', async () => {
      const [one, other] = [nextCustomer(), nextCustomer()];
      await ledger().saveAccount(withClaim(newAccount(one), claimFor('rem_a')));
      expect((await ledger().read(other, 'rem_a')).account.version).toBe(0);
    });

    it('holds a hundred claims', async () => {
      const customerId = nextCustomer();
      let account = newAccount(customerId);
      for (let n = 0; n < 100; n++) account = withClaim(account, claimFor(`rem_${n}`));
      await ledger().saveAccount({ ...account, version: 1 });
      expect((await ledger().read(customerId, 'rem_a')).account.claims).toEqual(account.claims);
    });
  });

  describe(`${name}: the entry`, () => {
    it('is read as it was saved, alone and together with the account', async () => {
      const customerId = nextCustomer();
      const entry = entryFor(customerId);
      expect(await ledger().saveEntry(entry)).toBe('saved');
      expect(await ledger().readEntry(customerId, 'rem_a')).toEqual(JSON.parse(JSON.stringify(entry)));
      const view = await ledger().read(customerId, 'rem_a');
      expect(view.entry).toEqual(await ledger().readEntry(customerId, 'rem_a'));
      expect(view.account.version).toBe(0);
    });

    it('is another one for another remedy of the same customer', async () => {
      const customerId = nextCustomer();
      await ledger().saveEntry(entryFor(customerId, 'rem_a'));
      expect(await ledger().readEntry(customerId, 'rem_b')).toBeUndefined();
      expect((await ledger().read(customerId, 'rem_b')).entry).toBeUndefined();
    });

    it('is recorded once, by one of fifty', async () => {
      const entry = entryFor(nextCustomer());
      const results = await Promise.all(Array.from({ length: 50 }, () => ledger().saveEntry(entry)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    });

    it('moves on by one version at a time', async () => {
      const entry = entryFor(nextCustomer());
      const sending = moveNotice(entry, { state: 'sending', at, token: 'token-2' }, 'sending');
      expect(await ledger().saveEntry(sending)).toBe('stale');
      await ledger().saveEntry(entry);
      expect(await ledger().saveEntry(sending)).toBe('saved');
      expect(await ledger().saveEntry(sending)).toBe('stale');
      expect(await ledger().readEntry(entry.customerId, 'rem_a')).toMatchObject({
        version: 2,
        notice: { state: 'sending', token: 'token-2' },
        history: [{ version: 1 }, { version: 2 }],
      });
    });
  });

  describe(`${name}: the envelope`, () => {
    it('is kept beside the entry, and read as it was kept', async () => {
      const envelope = {
        customerId: nextCustomer(),
        remedyId: 'rem_a',
        failure: { customer: { name: 'Zoë Park', email: 'zoe@example.com' }, playback: { stalledSeconds: 12.5 } },
        detectedAt: at,
        expiresAt: '2027-02-18T20:45:00.000Z',
      };
      await ledger().keepEnvelope(envelope);
      expect(await ledger().readEnvelope(envelope.customerId, 'rem_a')).toEqual(envelope);
      expect(await ledger().readEntry(envelope.customerId, 'rem_a')).toBeUndefined();
    });

    it('of nobody is nothing', async () => {
      expect(await ledger().readEnvelope(nextCustomer(), 'rem_a')).toBeUndefined();
    });
  });
}

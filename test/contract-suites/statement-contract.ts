import { newCustomerRecord, withCommitment } from '../../lambdas/ledger/customer-record';
import type { Ledger } from '../../lambdas/ledger/port/ledger';
import type { LedgerStatement } from '../../lambdas/ledger/port/statement';
import { at, commitmentFor, heldRecord, nextCustomer, issuedRecord, stored } from './ledger-samples';

/** What every statement of a ledger promises. */
export function describeStatementContract(
  name: string,
  stores: () => { readonly ledger: Ledger; readonly statement: LedgerStatement },
): void {
  describe(`${name}: the statement`, () => {
    it('names every account and every entry once, over as many pages as it takes', async () => {
      const { ledger, statement } = stores();
      const customers = Array.from({ length: 8 }, nextCustomer);
      // A page of DynamoDB's ends after a megabyte.
      const { decision } = commitmentFor('rem_a');
      const long = commitmentFor('rem_a', { decision: { ...decision, reasons: ['why '.repeat(60_000)] } });
      for (const customerId of customers) {
        await ledger.saveCustomerRecord(withCommitment(newCustomerRecord(customerId), long));
        await ledger.saveRemedy(issuedRecord(customerId));
      }
      const customerIds: string[] = [];
      const remedies: string[] = [];
      for await (const item of statement.items()) {
        if ('customer' in item) customerIds.push(item.customer.customerId);
        else if ('remedy' in item) remedies.push(item.remedy.customerId);
      }
      for (const found of [customerIds, remedies]) {
        expect(found.filter((customerId) => customers.includes(customerId)).toSorted()).toEqual(customers.toSorted());
      }
    });

    it('says of each what the ledger says, and names nothing else', async () => {
      const { ledger, statement } = stores();
      const held = heldRecord(nextCustomer());
      const { customerId } = held;
      const customerRecord = withCommitment(newCustomerRecord(customerId), commitmentFor('rem_a'));
      await ledger.saveCustomerRecord(customerRecord);
      await ledger.saveRemedy(held);
      await ledger.keepEnvelope({ customerId, remedyId: 'rem_a', failure: {}, detectedAt: at, expiresAt: at });
      const { decision } = commitmentFor('rem_a');
      await ledger.keepShadow({ customerId, remedyId: 'rem_b', type: 'T', decision, occurredAt: at, decidedAt: at });
      const reported: unknown[] = [];
      for await (const item of statement.items()) {
        if ('erasure' in item) continue;
        const { customerId: ownerId } = 'customer' in item ? item.customer : item.remedy;
        if (ownerId === customerId) reported.push(item);
      }
      expect(reported).toHaveLength(2);
      expect(reported).toEqual(expect.arrayContaining([{ customer: customerRecord }, { remedy: stored(held) }]));
    });

    it('names the envelopes that an erasure emptied, and no emptied message', async () => {
      const { ledger, statement } = stores();
      const [customerId, other] = [nextCustomer(), nextCustomer()];
      await ledger.keepEnvelope({ customerId, remedyId: 'rem_a', failure: {}, detectedAt: at, expiresAt: at });
      await ledger.eraseEnvelopes(customerId, { at: '2027-11-22T00:00:00.000Z', until: '2027-11-22T00:00:00.000Z' });
      await ledger.eraseMessage({ customerId: other, remedyId: 'rem_a', messageId: 'm_1' }, at);
      const erasures: unknown[] = [];
      for await (const item of statement.items()) {
        if ('erasure' in item && [customerId, other].includes(item.erasure.customerId)) erasures.push(item.erasure);
      }
      expect(erasures).toEqual([{ customerId, at: '2027-11-22T00:00:00.000Z' }]);
    });
  });
}

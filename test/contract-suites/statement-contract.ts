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
      const accounts: string[] = [];
      const entries: string[] = [];
      for await (const record of statement.records()) {
        if ('account' in record) accounts.push(record.customerRecord.customerId);
        else entries.push(record.record.customerId);
      }
      for (const found of [accounts, entries]) {
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
      const said: unknown[] = [];
      for await (const record of statement.records()) {
        const context = 'account' in record ? record.customerRecord : record.record;
        if (context.customerId === customerId) said.push(record);
      }
      expect(said).toHaveLength(2);
      expect(said).toEqual(expect.arrayContaining([{ customerRecord }, { entry: stored(held) }]));
    });
  });
}

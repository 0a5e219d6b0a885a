import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoItems } from '../dynamo-items';
import { keyOf } from '../dynamo-keys';
import type { SaveResult } from '../../port/ledger';
import type { PaymentMarkStore } from '../../payment/payment-mark-store';
import type { PaymentMarks } from '../../payment/payment-marks';

/** The marks of payments in the ledger's table. */
export class DynamoPaymentMarks implements PaymentMarkStore {
  private readonly items: DynamoItems;

  constructor(client: DynamoDBClient, tableName: string) {
    this.items = new DynamoItems(client, tableName);
  }

  async readMarks(paymentId: string): Promise<PaymentMarks | undefined> {
    return (await this.items.get(keyOf.paymentMarks(paymentId))) as PaymentMarks | undefined;
  }

  saveMarks(next: PaymentMarks): Promise<SaveResult> {
    return this.items.putNextVersion(keyOf.paymentMarks(next.paymentId), next);
  }
}

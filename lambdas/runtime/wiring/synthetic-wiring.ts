import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { Observer } from '../../flow/record/observer';
import type { SyntheticContext } from '../../flow/synthetic/make-synthetic-failure';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { StripeTestPayments } from '../../fulfilment/synthetic/stripe-test-payments';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import type { Money } from '../../model/money';
import { remedyIdOf } from '../../model/remedy-id';
import { syntheticPriceMinor } from '../../outcomes/synthetic';
import { EventBridgeSynthetic } from '../../outcomes/eventbridge-synthetic';
import type { SyntheticSettings } from '../environment/environment';
import { awsClientConfig } from './clients';

/** A failure type, and how a failure of it is made up. */
export interface SyntheticKind {
  readonly definition: Pick<FailureDefinition, 'type' | 'subject' | 'occurrence'>;
  readonly failureOf: (made: {
    /** Of the customer and of all that they bought. */
    readonly id: string;
    readonly mailbox: string;
    readonly paymentId: string;
    readonly price: Money;
    /** ISO 8601. */
    readonly at: string;
  }) => Failure;
}

/** What a synthetic failure is, whichever ports it goes through. */
export function syntheticFailuresFor(
  kind: SyntheticKind,
  {
    SYNTHETIC_MAILBOX: mailbox,
    SYNTHETIC_CURRENCY: currency,
  }: Pick<SyntheticSettings, 'SYNTHETIC_MAILBOX' | 'SYNTHETIC_CURRENCY'>,
): Pick<SyntheticContext, 'price' | 'remedyIdOf' | 'failureOf'> {
  const price = { amountMinor: syntheticPriceMinor, currency };
  const failureOf = (id: string, paymentId: string, at: string) =>
    kind.failureOf({ id, mailbox, paymentId, price, at });
  const { type, subject, occurrence } = kind.definition;
  return {
    price,
    failureOf,
    remedyIdOf: (id) => {
      // Neither the payment nor the time tells one failure from another.
      const failure = failureOf(id, '', '');
      return remedyIdOf({ customerId: id, type, subject: subject(failure), occurrence: occurrence(failure) });
    },
  };
}

/** The real ports of the function that makes synthetic failures. */
export function wireSynthetic(kind: SyntheticKind, settings: SyntheticSettings, observer: Observer): SyntheticContext {
  const { STRIPE_SECRET_NAME, STRIPE_API_URL: apiUrl, STRIPE_CONNECT: connect } = settings;
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), STRIPE_SECRET_NAME);
  return {
    ...syntheticFailuresFor(kind, settings),
    ledger: new DynamoLedger(new DynamoDBClient(awsClientConfig), settings.LEDGER_TABLE_NAME),
    payments: new StripeTestPayments({ key, apiUrl, connect }),
    publisher: new EventBridgeSynthetic(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    observer,
    clock: () => new Date(),
  };
}

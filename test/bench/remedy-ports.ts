import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { CachedControls } from '../../lambdas/ledger/cached-controls';
import type { Observer } from '../../lambdas/flow/record/observer';
import type { RemedyContext } from '../../lambdas/flow/remedy/remedy-context';
import type { PaymentReader } from '../../lambdas/fulfilment/port/payment';
import type { RefundProvider } from '../../lambdas/fulfilment/port/refund-provider';
import { DynamoControls } from '../../lambdas/ledger/dynamo/dynamo-controls';
import { DynamoBudgets } from '../../lambdas/ledger/dynamo/dynamo-budgets';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../lambdas/ledger/dynamo/dynamo-ledger';
import { SealedLedger } from '../../lambdas/ledger/seal/sealed-ledger';
import { defaultLimits, type AmountsMinor, type BudgetLimit, type Limits } from '../../lambdas/model/limits';
import type { OutcomePublisher } from '../../lambdas/outcomes/outcome';
import { tableName } from '../ledger/ledger-table';
import { newSealer } from '../fakes/sealing-keys';
import { noPartners } from '../fakes/no-partners';

export interface RemedyPortsProps {
  readonly client: DynamoDBClient;
  readonly refunds: RefundProvider;
  /** @default - the provider is not asked about payments */
  readonly payments?: PaymentReader | undefined;
  readonly outcomes: OutcomePublisher;
  readonly observer?: Observer;
  /** @default limits that nothing reaches */
  readonly limits?: Limits;
}

/** One function instance's ports, put together as `runtime/wiring/` does it. Provider and bus are given. */
export function remedyPorts({
  client,
  refunds,
  payments,
  outcomes,
  observer = silent,
  limits = wideLimits,
}: RemedyPortsProps): RemedyContext {
  const clock = (): Date => new Date();
  const budgets = new DynamoBudgets(client, tableName);
  const sealer = newSealer(clock);
  return {
    ledger: new SealedLedger(new DynamoLedger(client, tableName), sealer, sealer),
    refunds,
    payments,
    partners: noPartners,
    outcomes,
    incidents: new DynamoIncidents(client, tableName),
    limits,
    budgets,
    quota: new QuotaLease(budgets, clock),
    controls: new CachedControls(),
    controlsStore: new DynamoControls(client, tableName),
    observer,
    clock,
    newToken: randomUUID,
    backOff: async (lostRaces) => {
      await pause(randomInt(1, Math.min(1_000, 10 * 2 ** lostRaces)));
    },
  };
}

const silent: Observer = { step: () => undefined, trouble: () => undefined };

/** So wide that a million remedies pass, and blocks are as large as they get. */
export const wideLimits: Limits = {
  ...defaultLimits,
  perFailureTypeAndDay: wide(defaultLimits.perFailureTypeAndDay),
  perIncident: wide(defaultLimits.perIncident),
  perDay: wide(defaultLimits.perDay),
  perSourceAndDay: wide(defaultLimits.perSourceAndDay ?? defaultLimits.perDay),
};

function wide({ amountMinor }: BudgetLimit): BudgetLimit {
  const amounts: AmountsMinor = Object.fromEntries(Object.keys(amountMinor).map((currency) => [currency, 1e12]));
  return { remedies: 100_000_000, amountMinor: amounts };
}

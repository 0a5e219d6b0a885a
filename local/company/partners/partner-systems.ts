import { partRequestTypes, partWithdrawalTypes } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerPart } from '../../../lambdas/model/remedy';
import { recoveryType } from '../../../lambdas/outcomes/outcome';
import { CallbackTeam } from './callback-team';
import { CompanyBus, type CompanyBusProps } from '../company-bus';
import { CreditSystem } from './credit-system';
import { EntitlementSystem } from './entitlement-system';
import { FinanceSystem } from './finance-system';
import { connectProductSystems, ProductSystems } from '../publishers/product-systems';
import { OrderSystem } from './order-system';
import { readRequest, type PartnerSystem } from './part-request';

/**
 * The company's other systems on this machine: the partners for everything but refunds, the finance system, and those
 * that publish failures, as far as they are asked about one.
 */
export interface PartnerSystems {
  readonly orderSystem: OrderSystem;
  readonly creditSystem: CreditSystem;
  readonly entitlementSystem: EntitlementSystem;
  readonly callbackTeam: CallbackTeam;
  readonly financeSystem: FinanceSystem;
  readonly productSystems: ProductSystems;
  stop(): Promise<void>;
}

/**
 * Starts the systems. Each subscribes on the bus to the requests for it, and publishes its responses there.
 *
 * @param hasCallbackTeam whether the callback team calls, and no contact center
 */
export function startPartnerSystems(props: CompanyBusProps, hasCallbackTeam = true): PartnerSystems {
  const bus = new CompanyBus(props);
  const orderSystem = new OrderSystem(bus);
  const creditSystem = new CreditSystem(bus);
  const entitlementSystem = new EntitlementSystem(bus);
  const callbackTeam = new CallbackTeam(bus);
  const financeSystem = new FinanceSystem();
  connect('replacement', 'the order system', orderSystem, bus);
  connect('credit', 'the credit system', creditSystem, bus);
  connect('entitlement', 'the entitlement system', entitlementSystem, bus);
  if (hasCallbackTeam) connect('callback', 'the callback team', callbackTeam, bus);
  bus.subscribe('the finance system', [recoveryType], (_, detail) => financeSystem.record(detail));
  const productSystems = new ProductSystems(bus, entitlementSystem);
  connectProductSystems(productSystems, bus, props.template);
  return {
    orderSystem,
    creditSystem,
    entitlementSystem,
    callbackTeam,
    financeSystem,
    productSystems,
    stop: async () => bus.stop(),
  };
}

function connect<Kind extends PartnerPart['kind']>(
  kind: Kind,
  name: string,
  system: PartnerSystem<Kind>,
  bus: CompanyBus,
): void {
  bus.subscribe(name, [partRequestTypes[kind], partWithdrawalTypes[kind]], (type, detail) => {
    const request = readRequest(kind, detail);
    if (type === partRequestTypes[kind]) system.handleRequest(request);
    else system.handleWithdrawal(request);
  });
}

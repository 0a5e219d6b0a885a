import { requestTypes, withdrawalTypes } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerPart } from '../../../lambdas/model/remedy';
import { recoveryType } from '../../../lambdas/outcomes/outcome';
import { CallbackTeam } from './callback-team';
import { CompanyBus, type CompanyBusProps } from './company-bus';
import { CreditSystem } from './credit-system';
import { FinanceSystem } from './finance-system';
import { OrderSystem } from './order-system';
import { readRequest, type PartnerSystem } from './part-request';

/** The company's other systems on this machine: the partners for everything but refunds, and the finance system. */
export interface PartnerSystems {
  readonly orders: OrderSystem;
  readonly credits: CreditSystem;
  readonly calls: CallbackTeam;
  readonly finance: FinanceSystem;
  stop(): Promise<void>;
}

/** Starts the systems. Each subscribes on the bus to the requests for it, and publishes its responses there. */
export function startPartnerSystems(props: CompanyBusProps): PartnerSystems {
  const bus = new CompanyBus(props);
  const orders = new OrderSystem(bus);
  const credits = new CreditSystem(bus);
  const calls = new CallbackTeam(bus);
  const finance = new FinanceSystem();
  connect('replacement', 'the order system', orders, bus);
  connect('credit', 'the credit system', credits, bus);
  connect('callback', 'the callback team', calls, bus);
  bus.subscribe('the finance system', [recoveryType], (_, detail) => finance.record(detail));
  return { orders, credits, calls, finance, stop: async () => bus.stop() };
}

function connect<Kind extends PartnerPart['kind']>(
  kind: Kind,
  name: string,
  system: PartnerSystem<Kind>,
  bus: CompanyBus,
): void {
  bus.subscribe(name, [requestTypes[kind], withdrawalTypes[kind]], (type, detail) => {
    const request = readRequest(kind, detail);
    if (type === requestTypes[kind]) system.handleRequest(request);
    else system.handleWithdrawal(request);
  });
}

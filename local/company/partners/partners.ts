import { requestTypes, withdrawalTypes } from '../../../lambdas/fulfilment/port/partner-events';
import type { PartnerPart } from '../../../lambdas/model/remedy';
import { recoveryType } from '../../../lambdas/outcomes/outcome';
import { CallbackTeam } from './callback-team';
import { CompanyBus, type CompanyBusProps } from './company-bus';
import { CreditSystem } from './credit-system';
import { FinanceBook } from './finance-book';
import { OrderSystem } from './order-system';
import { readRequest, type PartnerSystem } from './part-request';

/** The company's other systems on this machine: those that carry out what is no refund, and the one that counts losses. */
export interface Partners {
  readonly orders: OrderSystem;
  readonly credits: CreditSystem;
  readonly calls: CallbackTeam;
  readonly finance: FinanceBook;
  stop(): Promise<void>;
}

/** They listen on the bus as in the world, each to what is asked of it, and answer there. */
export function startPartners(props: CompanyBusProps): Partners {
  const bus = new CompanyBus(props);
  const orders = new OrderSystem(bus);
  const credits = new CreditSystem(bus);
  const calls = new CallbackTeam(bus);
  const finance = new FinanceBook();
  seat('replacement', 'the order system', orders, bus);
  seat('credit', 'the credit system', credits, bus);
  seat('callback', 'the callback desk', calls, bus);
  bus.listen('the finance book', [recoveryType], (_, detail) => finance.hear(detail));
  return { orders, credits, calls, finance, stop: async () => bus.stop() };
}

function seat<Kind extends PartnerPart['kind']>(
  kind: Kind,
  name: string,
  desk: PartnerSystem<Kind>,
  bus: CompanyBus,
): void {
  bus.listen(name, [requestTypes[kind], withdrawalTypes[kind]], (type, detail) => {
    const request = readRequest(kind, detail);
    if (type === requestTypes[kind]) desk.asked(request);
    else desk.withdrawn(request);
  });
}

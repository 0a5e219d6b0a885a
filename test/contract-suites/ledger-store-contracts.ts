import type { BudgetStore } from '../../lambdas/ledger/budget';
import type { ControlsStore } from '../../lambdas/ledger/port/controls-store';
import type { Ledger } from '../../lambdas/ledger/port/ledger';
import type { LedgerStatement } from '../../lambdas/ledger/port/statement';
import type { IncidentStore, WaitingList } from '../../lambdas/ledger/port/waiting-list';
import { describeBudgetsContract } from './budgets-contract';
import { describeControlsContract } from './controls-contract';
import { describeLedgerContract } from './ledger-contract';
import { describeStatementContract } from './statement-contract';
import { describeWaitingContract } from './waiting-contract';

/** Everything that is kept in the ledger's table. */
export interface LedgerStores {
  readonly ledger: Ledger;
  readonly waiting: WaitingList;
  readonly incidents: IncidentStore;
  readonly controls: ControlsStore;
  readonly budgets: BudgetStore;
  readonly statement: LedgerStatement;
}

/** What all of them promise, whatever they are made of. They begin empty. */
export function describeLedgerStores(name: string, stores: () => LedgerStores): void {
  describeControlsContract(name, stores);
  describeLedgerContract(name, () => stores().ledger);
  describeWaitingContract(name, stores);
  describeBudgetsContract(name, () => stores().budgets);
  describeStatementContract(name, stores);
}

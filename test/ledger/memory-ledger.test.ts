import { describeLedgerStores } from '../contract-suites/ledger-store-contracts';
import { MemoryBudgets } from '../fakes/memory-budgets';
import { MemoryControls } from '../fakes/memory-controls';
import { MemoryIncidents } from '../fakes/memory-incidents';
import { MemoryLedger } from '../fakes/memory-ledger';
import { MemoryWaitingList } from '../fakes/memory-waiting-list';

const controls = new MemoryControls();
const ledger = new MemoryLedger(controls);
const incidents = new MemoryIncidents();
const waiting = new MemoryWaitingList(ledger, incidents);
const stores = { ledger, waiting, incidents, controls, budgets: new MemoryBudgets(), statement: ledger };

describeLedgerStores('the ledger in memory', () => stores);

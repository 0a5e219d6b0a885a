import { describeLedgerContract } from '../contract-suites/ledger-contract';
import { MemoryLedger } from '../fakes/memory-ledger';

const ledger = new MemoryLedger();
describeLedgerContract('the ledger in memory', () => ledger);

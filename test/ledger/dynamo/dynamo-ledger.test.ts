import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import { describeDynamoLedger } from '../describe-dynamo-ledger';

describe('on dynalite', () => {
  describeDynamoLedger('the ledger on dynalite', startDynalite);
});

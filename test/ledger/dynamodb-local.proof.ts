import { javaForDynamoDbLocal, startDynamoDbLocal } from '../../local/emulator/engine/dynamodb-local-engine';
import { describeDynamoLedger } from './describe-dynamo-ledger';

describe('on DynamoDB Local', () => {
  const java = javaForDynamoDbLocal();
  if (java.usable) describeDynamoLedger('the ledger on DynamoDB Local', startDynamoDbLocal);
  else it.skip(`skipped, for it needs Java 17 or newer. ${java.reason}`, () => undefined);
});

import { javaForDynamoDbLocal } from '../../local/emulator/engine/dynamodb-local-engine';
import { describeKilledEngine } from './describe-killed-engine';

const java = javaForDynamoDbLocal();
if (java.usable) describeKilledEngine({ engineName: 'dynamodb-local', remedies: 1_000, killEvery: 250 });
else it.skip(`skipped, for DynamoDB Local needs Java 17 or newer. ${java.reason}`, () => undefined);

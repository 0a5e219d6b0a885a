import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { detectorOptions, sourceOfDetector, type DetectorDefinition } from '../../detect/definition/detector';
import type { AffectedCustomers } from '../../detect/paged/affected';
import { DynamoAffected } from '../../detect/paged/dynamo-affected';
import { HttpAffected } from '../../detect/paged/http-affected';
import { LambdaAffected } from '../../detect/paged/lambda-affected';
import type { OutagePorts, Paced } from '../../detect/paged/outage-ports';
import { SqsOutageQueue } from '../../detect/paged/sqs-outage-queue';
import { EventBridgeDetectedFailures } from '../../detect/run/eventbridge-detected-failures';
import { DynamoWatchedSubjects } from '../../detect/watched/dynamo-watched-subjects';
import { HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { awsClientConfig } from '../wiring/clients';
import type { PagedSettings } from './detector-settings';

/** The real ports of the private functions of a detector that publishes many failures for one signal. */
export function wirePaged<Options extends Paced>(
  definition: Pick<DetectorDefinition<never, never, Options>, 'name' | 'optionsSchema' | 'defaults'>,
  settings: PagedSettings,
  observer: Pick<TelemetryObserver, 'detected'>,
): OutagePorts<Options> {
  const source = sourceOfDetector(definition);
  const clock = (): Date => new Date();
  const database = new DynamoDBClient(awsClientConfig);
  return {
    options: detectorOptions(definition, settings.DETECTOR_OPTIONS),
    subjects: new DynamoWatchedSubjects(database, settings.WATCHED_TABLE_NAME, definition.name),
    affected: affectedBy(settings, database),
    failures: new EventBridgeDetectedFailures(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    queue: new SqsOutageQueue(new SQSClient(awsClientConfig), settings.PAGE_QUEUE_URL, source, clock),
    types: settings.DETECTED_TYPES,
    observe: (step) => observer.detected(step),
    clock,
  };
}

/** One try: the page is asked for again. */
const queryConfig = {
  ...awsClientConfig,
  maxAttempts: 1,
  requestHandler: { ...awsClientConfig.requestHandler, requestTimeout: 8_000 },
};

function affectedBy(settings: PagedSettings, database: DynamoDBClient): AffectedCustomers {
  if (!settings.USAGE) {
    const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), settings.SHOP_SECRET_NAME);
    return new HttpAffected(new HttpEndpoint({ key, endpointUrl: settings.SHOP_URL }));
  }
  const { USAGE: usage } = settings;
  if (usage.ask === 'table') return new DynamoAffected(database, usage.tableName, usage.table);
  return new LambdaAffected(new LambdaClient(queryConfig), usage.functionName);
}

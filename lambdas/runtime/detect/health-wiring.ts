import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { detectorOptions, sourceOfDetector } from '../../detect/definition/detector';
import { healthDetector } from '../../detect/health/health';
import { HttpAffected } from '../../detect/outages/http-affected';
import type { OutagePorts } from '../../detect/outages/outage-ports';
import { SqsOutageQueue } from '../../detect/outages/sqs-outage-queue';
import { EventBridgeDetectedFailures } from '../../detect/run/eventbridge-detected-failures';
import { DynamoWatchedSubjects } from '../../detect/watched/dynamo-watched-subjects';
import { HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { awsClientConfig } from '../wiring/clients';
import type { HealthSettings } from './health-settings';

/** The real ports of the private functions of service health. */
export function wireHealth(settings: HealthSettings, observer: Pick<TelemetryObserver, 'detected'>): OutagePorts {
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), settings.SHOP_SECRET_NAME);
  const source = sourceOfDetector(healthDetector);
  const clock = (): Date => new Date();
  return {
    options: detectorOptions(healthDetector, settings.DETECTOR_OPTIONS),
    subjects: new DynamoWatchedSubjects(
      new DynamoDBClient(awsClientConfig),
      settings.WATCHED_TABLE_NAME,
      healthDetector.name,
    ),
    affected: new HttpAffected(new HttpEndpoint({ key, endpointUrl: settings.SHOP_URL })),
    failures: new EventBridgeDetectedFailures(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    queue: new SqsOutageQueue(new SQSClient(awsClientConfig), settings.PAGE_QUEUE_URL, source, clock),
    types: settings.DETECTED_TYPES,
    observe: (step) => observer.detected(step),
    clock,
  };
}

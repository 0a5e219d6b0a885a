import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { detectorOptions, type DetectorDefinition } from '../../detect/definition/detector';
import type { DetectorPorts } from '../../detect/run/detector-ports';
import { EventBridgeDetectedFailures } from '../../detect/run/eventbridge-detected-failures';
import type { SignalQueue } from '../../detect/run/received-signals';
import { SqsSignalQueue } from '../../detect/run/sqs-signal-queue';
import { DynamoWatchedSubjects } from '../../detect/watched/dynamo-watched-subjects';
import { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { detectorPrefix } from '../../model/controls';
import { wireShop } from '../shop/shop-wiring';
import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import { awsClientConfig } from '../wiring/clients';
import type { DetectorSettings, DoorSettings } from './detector-settings';

/** What the public function of a detector has: one secret, and one queue. */
export interface DoorPorts {
  readonly secret: Pick<SigningSecret, 'verify'>;
  readonly queue: SignalQueue;
  readonly clock: () => Date;
}

/** The real ports of the public function of a detector. */
export function wireDoor(detector: string, { SIGNAL_QUEUE_URL, SIGNAL_SECRET_NAME }: DoorSettings): DoorPorts {
  const key = new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), SIGNAL_SECRET_NAME);
  return {
    secret: new SigningSecret(key),
    queue: new SqsSignalQueue(new SQSClient(awsClientConfig), SIGNAL_QUEUE_URL, `${detectorPrefix}${detector}`),
    clock: () => new Date(),
  };
}

/** The real ports of the private functions of a detector. */
export function wireDetector<Options extends object>(
  definition: Pick<DetectorDefinition<never, never, Options>, 'name' | 'optionsSchema' | 'defaults'>,
  settings: DetectorSettings,
  observer: Pick<TelemetryObserver, 'detected'>,
): DetectorPorts<Options> {
  const database = new DynamoDBClient(awsClientConfig);
  return {
    options: detectorOptions(definition, settings.DETECTOR_OPTIONS),
    subjects: new DynamoWatchedSubjects(database, settings.WATCHED_TABLE_NAME, definition.name),
    shop: wireShop(new SecretsManagerClient(awsClientConfig), settings).shop,
    failures: new EventBridgeDetectedFailures(new EventBridgeClient(awsClientConfig), settings.EVENT_BUS_NAME),
    types: settings.DETECTED_TYPES,
    observe: (step) => observer.detected(step),
    clock: () => new Date(),
  };
}

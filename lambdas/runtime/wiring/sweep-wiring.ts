import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CachedControls } from '../../ledger/cached-controls';
import type { Observer } from '../../flow/record/observer';
import { Paces } from '../../model/guards/paces';
import { rateLimiter } from '../../model/guards/rate-limiter';
import type { SweepContext } from '../../flow/sweep/sweep';
import { QuotaLease } from '../../ledger/quota-lease';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoControls } from '../../ledger/dynamo/dynamo-controls';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoInForce } from '../../ledger/dynamo/shown/dynamo-in-force';
import { noteInForce } from '../../in-force/note-in-force';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { DynamoIncidentFixes } from '../../ledger/follow/dynamo-incident-fixes';
import { DynamoWaitingList } from '../../ledger/dynamo/dynamo-waiting-list';
import { DynamoPaymentMarks } from '../../ledger/dynamo/payment/dynamo-payment-marks';
import { Ed25519Sealer } from '../../ledger/seal/ed25519-seals';
import { SealedIncidents } from '../../ledger/seal/sealed-incidents';
import { sealInspection, type SealInspection } from '../../ledger/seal/seal-readiness';
import { SealedLedger } from '../../ledger/seal/sealed-ledger';
import { SecretsManagerRing } from '../../ledger/seal/secretsmanager-ring';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { EventBridgeUndelivered } from '../../outcomes/eventbridge-undelivered';
import { LambdaFunctions } from '../../retry/lambda-functions';
import { SqsRetryQueue } from '../../retry/sqs-retry-queue';
import { awsClientConfig, functionClientConfig } from './clients';
import { sweepInput, type SweepSettings } from '../environment/environment';
import { wirePartners } from './partner-wiring';
import { wireProvider } from './provider-wiring';
import { inForceIn } from '../in-force-file';
import { realTime } from '../real-time';

/** What a run of the sweep works with. */
export interface WiredSweep extends SweepContext {
  /** Notes what is in force, until it was done once. It never fails: nobody waits for it. */
  readonly noteInForce?: (() => Promise<void>) | undefined;
}

/** The real ports of the sweep. They are made once; the retry queues come with every run. */
export function wireSweep(settings: SweepSettings, observer: Observer): (event: unknown) => WiredSweep {
  const database = new DynamoDBClient(awsClientConfig);
  const table = settings.LEDGER_TABLE_NAME;
  const queues = new SQSClient(awsClientConfig);
  const bus = new EventBridgeClient(awsClientConfig);
  const clock = (): Date => new Date();
  const budgets = new DynamoBudgets(database, table);
  const ring = new SecretsManagerRing(new SecretsManagerClient(awsClientConfig), settings.SEAL_SECRET_NAME);
  const sealer = new Ed25519Sealer(settings.SEAL_KEYS, ring, clock);
  const paces = new Paces(realTime);
  const { refunds, payments } = wireProvider(settings, paces);
  const noteNow = noting(settings, { database, observer, clock });
  const ports = {
    noteInForce: noteNow,
    ledger: new SealedLedger(new DynamoLedger(database, table, settings.FIRST_MODE), sealer, sealer),
    waiting: new DynamoWaitingList(database, table),
    incidents: new SealedIncidents(new DynamoIncidents(database, table), sealer),
    fixes: new DynamoIncidentFixes(database, table),
    controlsStore: new DynamoControls(database, table, settings.FIRST_MODE),
    controls: new CachedControls(),
    limits: settings.LIMITS,
    budgets,
    quota: new QuotaLease(budgets, clock),
    refunds,
    payments,
    marks: new DynamoPaymentMarks(database, table),
    partners: wirePartners(settings, bus, paces),
    outcomes: new EventBridgeOutcomes(bus, settings.EVENT_BUS_NAME),
    undelivered: new EventBridgeUndelivered(bus, settings.EVENT_BUS_NAME, settings.OWNERS),
    functions: new LambdaFunctions(new LambdaClient(functionClientConfig)),
    observer,
    clock,
    newToken: randomUUID,
    pace: rateLimiter(settings.REFUNDS_PER_SECOND, clock, pause),
  };
  return (event) => {
    const { retryQueues } = sweepInput(event);
    return { ...ports, retryQueues: retryQueues.map((props) => new SqsRetryQueue(queues, props)) };
  };
}

/** Whatever is deployed anew begins with new processes, and the first run of each notes what it was deployed with. */
function noting(
  { LEDGER_TABLE_NAME: table, LAMBDA_TASK_ROOT: folder }: SweepSettings,
  { database, observer, clock }: { database: DynamoDBClient; observer: Observer; clock: () => Date },
): () => Promise<void> {
  const store = new DynamoInForce(database, table);
  const inForce = inForceIn(folder);
  let isNoted = false;
  return async () => {
    if (isNoted) return;
    try {
      await noteInForce(inForce(), store, clock());
      isNoted = true;
    } catch (error) {
      observer.trouble('in-force', 'since when it is in force was not noted', error);
    }
  };
}

/** What the doctor is answered about the keys of the seals. */
export function wireSealInspection({ SEAL_KEYS, SEAL_SECRET_NAME }: SweepSettings): SealInspection {
  const secret = new SecretsManagerRing(new SecretsManagerClient(awsClientConfig), SEAL_SECRET_NAME);
  return sealInspection({ secret, publicKeys: SEAL_KEYS, clock: () => new Date() });
}

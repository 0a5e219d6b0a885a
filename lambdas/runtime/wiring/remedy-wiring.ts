import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import { optionsOf } from '../../failures/definition/policy';
import type { Budget } from '../../ledger/budget';
import { QuotaLease, stopOf } from '../../ledger/quota-lease';
import { CachedControls } from '../../ledger/cached-controls';
import { IncidentOpener } from '../../flow/decide/incident-opener';
import type { Observer } from '../../flow/record/observer';
import type { RemedyContext } from '../../flow/remedy/remedy-context';
import { DynamoControls } from '../../ledger/dynamo/dynamo-controls';
import { DynamoBudgetUses } from '../../ledger/dynamo/shown/dynamo-budget-uses';
import { DynamoBudgets } from '../../ledger/dynamo/dynamo-budgets';
import { DynamoIncidents } from '../../ledger/dynamo/dynamo-incidents';
import { DynamoLedger } from '../../ledger/dynamo/dynamo-ledger';
import { Ed25519Sealer } from '../../ledger/seal/ed25519-seals';
import { SealedLedger } from '../../ledger/seal/sealed-ledger';
import { SecretsManagerRing } from '../../ledger/seal/secretsmanager-ring';
import { EventBridgeOutcomes } from '../../outcomes/eventbridge-outcomes';
import { awsClientConfig } from './clients';
import type { RemedySettings } from '../environment/environment';
import { wirePartners } from './partner-wiring';
import type { Room } from '../delivery/in-lanes';
import type { MoreRecords } from '../delivery/more-records';
import { SqsMoreRecords } from '../delivery/sqs-more-records';
import { wirePaces, wireProvider } from './provider-wiring';

/** The ports, and what can be done before the first failure comes. */
export interface WiredRemedies extends RemedyContext {
  /**
   * How many failures of a batch may be at work at once.
   *
   * @default - a few
   */
  readonly room?: Room | undefined;
  /** The queue in front of the function, where there is one. */
  readonly more?: MoreRecords | undefined;
  /** Opens the connections, and reads switches and keys, which then are there when they are needed. */
  readonly warm?: () => Promise<unknown>;
}

/**
 * The real ports of a failure function.
 *
 * @throws {@link PolicyOptionsError} where the options that were deployed are not those of this failure type
 */
export function wireRemedies(
  { type, policy }: FailureDefinition,
  settings: RemedySettings,
  observer: Observer,
): WiredRemedies {
  const database = new DynamoDBClient(awsClientConfig);
  const bus = new EventBridgeClient(awsClientConfig);
  const clock = (): Date => new Date();
  const halves = new DynamoBudgetUses(database, settings.LEDGER_TABLE_NAME);
  const reportHalf = (budget: Budget): void => {
    observer.step({ step: 'limit-half-used', budget: budget.name, stop: stopOf(budget) });
    // For people who look. Nobody who is owed something waits for it.
    halves.noteHalf(budget.name, clock().toISOString()).catch((error: unknown) => {
      observer.trouble(budget.name, 'when half of it was used was not noted', error);
    });
  };
  const ring = new SecretsManagerRing(new SecretsManagerClient(awsClientConfig), settings.SEAL_SECRET_NAME);
  const sealer = new Ed25519Sealer(settings.SEAL_KEYS, ring, clock);
  const ledger = new DynamoLedger(database, settings.LEDGER_TABLE_NAME, settings.FIRST_MODE);
  const budgets = new DynamoBudgets(database, settings.LEDGER_TABLE_NAME, reportHalf);
  const paces = wirePaces(settings, database);
  const { warm: warmProvider, ...provider } = wireProvider(settings, paces);
  const controls = new CachedControls();
  const controlsStore = new DynamoControls(database, settings.LEDGER_TABLE_NAME, settings.FIRST_MODE);
  const readSwitches = async (): Promise<void> => controls.remember(await controlsStore.readControls(), clock());
  return {
    warm: () => Promise.allSettled([readSwitches(), sealer.warm(), warmProvider()]),
    ledger: new SealedLedger(ledger, sealer, sealer),
    ...provider,
    room: paces,
    more: SqsMoreRecords.inFront(settings.QUEUE_URL, awsClientConfig),
    partners: wirePartners(settings, bus, paces),
    outcomes: new EventBridgeOutcomes(bus, settings.EVENT_BUS_NAME),
    incidents: new IncidentOpener(new DynamoIncidents(database, settings.LEDGER_TABLE_NAME)),
    limits: settings.LIMITS,
    options: optionsOf(type, policy, settings.POLICY),
    evidenceBySource: settings.EVIDENCE,
    answeringSources: settings.ANSWERING,
    budgets,
    quota: new QuotaLease(budgets, clock),
    controls,
    controlsStore,
    observer,
    clock,
    newToken: randomUUID,
    backOff,
  };
}

/** Full jitter, doubling to at most a second: 24 lost races take about nine seconds of the thirty that there are. */
async function backOff(lostRaces: number): Promise<void> {
  await pause(randomInt(1, Math.min(1_000, 10 * 2 ** lostRaces)));
}

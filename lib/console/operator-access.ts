import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { RemedyIndex } from '../../lambdas/ledger/port/remedy-index';
import type { OperatorApiEnvironment } from '../../lambdas/runtime/environment/environment';
import type { Detecting } from '../detect/detecting';
import { mayListUnjoined, unjoinedEnvironment } from '../detect/unjoined-access';
import { permitAudit } from '../grants/audit-rights';
import { directoriesFor, permitRedrive } from '../grants/dead-letter-rights';
import type { OwnFunction } from '../grants/granted-role';
import type { EventFunction } from '../function/event-function';
import {
  grantKeys,
  mayReadSecret,
  mayPublishOfOperators,
  mayLookUp,
  mayScanWaiting,
  mayTellOfConversations,
  mayUseLedger,
} from '../function/function-rights';
import type { Insight } from '../insight/insight';
import { insightEnvironment, permitInsight } from '../insight/insight-rights';
import type { FailureType } from '../options/failure-type';
import { mayReachPartners, partnersEnvironment, partnerSecrets, type Partners } from '../options/partners';
import { gesturesEnvironment, mayAskWhatWasBought } from '../reports/gesture-access';
import { mayReport, reportsEnvironment, type ReportAccess } from '../reports/report-access';
import type { SentMailBucket } from '../sent/sent-mail-bucket';
import type { Shop } from '../shop/shop';
import { sealingEnvironment, type MoneyContext } from '../options/shared-resources';

export interface OperatorAccessProps extends MoneyContext {
  readonly partners: Partners;
  /** The failure types that operators can switch, and with them their sources. */
  readonly failures: readonly Pick<FailureType, 'type' | 'sources' | 'policy'>[];
  /** What says what is in force, beside the code of whoever shows it. */
  readonly files: Readonly<Record<string, string>>;
  /** Where it is written down what was asked for, by whom. */
  readonly auditBucket: IBucket;
  /** Writes to customers, and shows what it would write. */
  readonly writing: IFunction;
  /** The functions whose dead letters people look at and put back. */
  readonly redriven: readonly EventFunction[];
  /** The reasons for which people reject, as the functions read them. Undefined where they are the usual ones. */
  readonly reasonCodes?: string | undefined;
  /** Whether somebody hears what a publisher answers. Otherwise none is asked. */
  readonly hearsAnswers: boolean;
  /** A queue whose tags name those of these functions, as far as they have room. */
  readonly directory: IQueue;
  /** The indexes for a search that the table has. */
  readonly search: readonly RemedyIndex[];
  /** Says what customers have bought, if anybody does. */
  readonly shop?: Shop | undefined;
  /** Who takes reports, if anybody does. */
  readonly reports?: ReportAccess | undefined;
  /** The detectors, of which it is listed what they could not join. */
  readonly detectors?: readonly Detecting[] | undefined;
  /** The failure types that each owner looks after, as JSON. Undefined where customers cannot answer here. */
  readonly owners?: string | undefined;
  /** Who looks after conversations, as JSON. Undefined where there are none. */
  readonly conversationOwners?: string | undefined;
  /** Where mails are kept as they left, if they are. */
  readonly sentMails?: SentMailBucket | undefined;
  /** Where questions are asked, if they can be. */
  readonly insight?: Insight | undefined;
}

/** What a function needs that does what operators ask for. */
export interface OperatorAccess {
  readonly environment: Omit<OperatorApiEnvironment, 'OPERATORS'>;
  readonly permissions: readonly PolicyStatement[];
  /** What its role needs beside them. */
  permit(scope: Construct, asked: OwnFunction): void;
}

/** The same for the operator API and for the console, which asks it in its own process. */
export function operatorAccess(scope: Construct, props: OperatorAccessProps): OperatorAccess {
  const { insight, reports, detectors = [] } = props;
  const { table, eventBus, limits, firstMode, partners, failures, auditBucket, writing, seals } = props;
  const directories = directoriesFor(props.directory, props.redriven);
  return {
    environment: {
      LEDGER_TABLE_NAME: table.tableName,
      ...sealingEnvironment(seals),
      EVENT_BUS_NAME: eventBus.eventBusName,
      AUDIT_BUCKET_NAME: auditBucket.bucketName,
      APOLOGY_FUNCTION_NAME: writing.functionName,
      QUEUE_DIRECTORY_URLS: directories.map(({ queueUrl }) => queueUrl).join(','),
      LIMITS: limits,
      ...(firstMode && { FIRST_MODE: firstMode }),
      ...(props.search.length > 0 && { SEARCH_INDEXES: props.search.join(',') }),
      FAILURE_TYPES: failures.map(({ type }) => type).join(','),
      SOURCES: [...new Set(failures.flatMap(({ sources }) => sources))].join(','),
      ...(props.reasonCodes !== undefined && { REASON_CODES: props.reasonCodes }),
      ...(props.owners !== undefined && { OWNERS: props.owners }),
      ...(props.conversationOwners !== undefined && { CONVERSATION_OWNERS: props.conversationOwners }),
      ...(props.hearsAnswers && { ASKS_SOURCES: 'true' }),
      ...partnersEnvironment(scope, partners),
      ...props.sentMails?.environment,
      ...(insight && insightEnvironment(insight)),
      ...(reports && reportsEnvironment(reports)),
      ...gesturesEnvironment(props),
      ...unjoinedEnvironment(detectors),
    },
    permissions: [
      mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']),
      mayReadSecret(seals.secret),
      mayScanWaiting(table),
      ...mayLookUp(table, props.search),
      mayPublishOfOperators(eventBus, partners.by.credit === 'events'),
      ...(props.owners === undefined
        ? []
        : [mayTellOfConversations(eventBus, 'taken', 'answered', 'closed', 'handed-over')]),
      ...mayReachPartners(partners, ['credit']),
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [writing.functionArn] }),
      ...(reports ? mayReport(reports) : []),
      ...mayAskWhatWasBought(props),
      ...mayListUnjoined(detectors),
    ],
    permit(owner, asked) {
      const { role } = asked;
      grantKeys(role, table, seals.secret, ...partnerSecrets(partners, ['credit']));
      permitAudit(owner, asked, auditBucket);
      props.sentMails?.permitShowing(asked);
      permitRedrive(asked, directories, props.redriven);
      if (insight) permitInsight(owner, role, insight);
      reports?.linkSecret.encryptionKey?.grantDecrypt(role);
      props.shop?.secret.encryptionKey?.grantDecrypt(role);
    },
  };
}

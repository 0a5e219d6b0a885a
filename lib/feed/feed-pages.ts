import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, HttpMethod, type FunctionUrlCorsOptions } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FeedPagesEnvironment } from '../../customer/hosts/feed-settings';
import type { FeedEnvironment } from '../../lambdas/runtime/feed/feed-settings';
import type { KindsByType } from '../../lambdas/words/lint/brand-words-problems';
import type { ApologySender, Brand } from '../brands/apology-sender';
import { senderTexts } from '../brands/brand-texts';
import { brandWordsFiles } from '../brands/brand-words';
import { feedPagesEntry } from '../function/function-code';
import { grantKeys, mayReadSecret } from '../function/function-rights';
import { UrlFunction } from '../function/url-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import type { SharedResources } from '../options/shared-resources';
import { PartStack } from '../overview/part-stack';
import { AskedFunction } from '../reports/asked-function';
import type { OutcomeFeed, OutcomeFeedConfig } from './outcome-feed';

/** Who says what was given, in whose words. */
interface FeedWishes {
  readonly feed?: OutcomeFeed | undefined;
  readonly sender: ApologySender;
  readonly brands?: Readonly<Record<string, Brand>> | undefined;
}

export interface FeedPagesProps extends SharedResources, Omit<FeedWishes, 'feed'> {
  readonly feed: OutcomeFeedConfig;
  /** The sentences of the failure types that are handled, over which brands may lay words. */
  readonly sentences: KindsByType;
  readonly publicConcurrency?: number | undefined;
}

/**
 * What was given, for the pages on which it happened, and the page of all of it. Everybody reaches them, and they may
 * do no more than ask one function; it believes nothing but a link that the shop has signed.
 */
export class FeedPages extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct,
    { feed, sender, brands }: FeedWishes,
    common: Omit<FeedPagesProps, keyof FeedWishes>,
  ): FeedPages | undefined {
    if (!feed) return undefined;
    const place = new PartStack(scope, 'FeedPart', 'where customers see what was given');
    return new FeedPages(place, 'Feed', { ...common, sender, brands, feed: feed.config });
  }

  /** Answers pages of the shop, and writes the page of all that was given. Everybody reaches it. */
  readonly pages: UrlFunction;
  /** Knows what was given, and notes what was seen. Nobody reaches it from outside. */
  readonly intake: AskedFunction;

  constructor(scope: Construct, id: string, props: FeedPagesProps) {
    super(scope, id);
    this.intake = this.createIntake(props);
    this.pages = this.createPages(props);
    this.acknowledgePublicAccess();
    new CustomerAlarm(this, 'Errors', {
      metric: this.pages.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      periods: 2,
      customers: 'Pages of the shop do not say what was given, and customers see an error page instead of what was.',
      firstStep: 'Look for the error in the log of the pages, and in that of the function that knows what was given.',
      runbook: 'reports',
      owner: 'operations',
      alarms: props.alarms,
    });
  }

  /** Where the feed is, and where the links of your shop begin. */
  get url(): string {
    return this.pages.url.url;
  }

  private createIntake({
    feed: { linkSecret },
    table,
    sender,
    brands = {},
    sentences,
    publicConcurrency,
    ...shared
  }: FeedPagesProps): AskedFunction {
    const environment: FeedEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      FEED_LINK_SECRET_NAME: linkSecret.secretName,
      ...senderTexts(sender, brands),
    };
    const intake = new AskedFunction(this, 'Intake', {
      entry: 'functions/feed/feed-intake.ts',
      description: 'Amends: knows what was given to customers, and notes what they saw on a page.',
      serviceName: 'feed-intake',
      environment,
      files: brandWordsFiles(brands, sentences),
      permissions: [mayLookAtCustomers(table), mayReadSecret(linkSecret)],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    grantKeys(intake.role, table, linkSecret);
    return intake;
  }

  private createPages({ feed, publicConcurrency, ...shared }: FeedPagesProps): UrlFunction {
    const { functionName, functionArn } = this.intake.lambda;
    const environment: FeedPagesEnvironment = {
      FEED_INTAKE_FUNCTION_NAME: functionName,
      POLL_SECONDS: String(feed.pollSeconds),
    };
    return new UrlFunction(this, 'Pages', {
      entry: feedPagesEntry,
      description: 'Amends: tells the pages of a shop what was given, and lists it for customers.',
      serviceName: 'feed-pages',
      authType: FunctionUrlAuthType.NONE,
      cors: corsFor(feed),
      environment,
      permissions: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] })],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
  }

  private acknowledgePublicAccess(): void {
    const reason =
      'Customers have no AWS identity to sign with. The function writes pages and holds no secret: whatever it is sent, it ' +
      'asks one private function, which answers only about whom a link of the shop names, and which is signed and expires.';
    this.pages.acknowledgePublicAccess(reason);
  }
}

/** What is asked needs no header of its own, so a browser asks nobody before it asks. */
function corsFor({ allowedOrigins }: OutcomeFeedConfig): FunctionUrlCorsOptions | undefined {
  if (allowedOrigins.length === 0) return undefined;
  return {
    allowedOrigins: [...allowedOrigins],
    allowedMethods: [HttpMethod.GET, HttpMethod.POST],
    maxAge: Duration.hours(1),
  };
}

/** It reads and writes what belongs to customers, customer by customer. All else of the ledger it does not reach. */
function mayLookAtCustomers(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*', 'SPELLING#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FeedbackPagesEnvironment } from '../../customer/hosts/feedback-settings';
import type { FeedbackEnvironment } from '../../lambdas/runtime/feedback/feedback-settings';
import type { AmendsFunction } from '../function/amends-function';
import { feedbackPagesEntry } from '../function/function-code';
import { grantKeys, mayReadSecret, mayTellOfConversations, mayTellOfFeedback } from '../function/function-rights';
import { UrlFunction } from '../function/url-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import type { TellingContext } from '../options/shared-resources';
import { conversationOwnersText } from '../owners/conversation-owners-text';
import type { Replies } from '../replies/replies';
import { AskedFunction } from '../reports/asked-function';
import type { Feedback, FeedbackConfig } from './feedback';
import { PartStack } from '../overview/part-stack';

export interface FeedbackPagesProps extends TellingContext {
  readonly feedback: FeedbackConfig;
  /** Who looks after conversations, as JSON. */
  readonly conversationOwners: string;
  readonly publicConcurrency?: number | undefined;
}

/** The options that are about what customers answer. */
interface FeedbackWishes {
  readonly feedback?: Feedback | undefined;
  readonly replies?: Replies | undefined;
}

interface FeedbackOfTypes {
  readonly failures: Parameters<typeof conversationOwnersText>[2];
}

/**
 * The page on which customers answer whether it was made right, and the function that takes what they answer. Everybody
 * reaches the page, which may do no more than ask that function; it believes nothing but a link that we have signed.
 */
export class FeedbackPages extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct,
    { feedback, replies }: FeedbackWishes,
    { failures, ...common }: Omit<FeedbackPagesProps, 'feedback' | 'conversationOwners'> & FeedbackOfTypes,
  ): FeedbackPages | undefined {
    if (!feedback) return undefined;
    if (!replies) {
      throw new Error('Whoever says no hears from a person: give the option replies too, or leave feedback out.');
    }
    const conversationOwners = conversationOwnersText(replies.config.owners, common.alarms, failures);
    const place = new PartStack(scope, 'FeedbackPart', 'where customers say whether it was made right');
    return new FeedbackPages(place, 'Feedback', { ...common, feedback: feedback.config, conversationOwners });
  }

  /** Writes the pages. Everybody reaches it. */
  readonly pages: UrlFunction;
  /** Takes what customers answer. Nobody reaches it from outside. */
  readonly intake: AskedFunction;
  readonly config: FeedbackConfig;

  constructor(scope: Construct, id: string, props: FeedbackPagesProps) {
    super(scope, id);
    this.config = props.feedback;
    this.intake = this.createIntake(props);
    this.pages = this.createPages(props);
    this.acknowledgePublicAccess();
    new CustomerAlarm(this, 'Errors', {
      metric: this.pages.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      periods: 2,
      customers: 'Customers cannot say whether it was made right, and see an error page instead.',
      firstStep: 'Look for the error in the log of the pages, and in that of the function that takes answers.',
      runbook: 'conversations',
      owner: 'operations',
      alarms: props.alarms,
    });
  }

  /** Where the links in mails lead. */
  get url(): string {
    return this.pages.url.url;
  }

  /** What tells on the bus what was answered. */
  get tellers(): readonly AskedFunction[] {
    return [this.intake];
  }

  private createIntake({
    feedback,
    table,
    eventBus,
    owners,
    conversationOwners,
    publicConcurrency,
    ...shared
  }: FeedbackPagesProps): AskedFunction {
    const { linkSecret } = feedback;
    const environment: FeedbackEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      OWNERS: owners,
      CONVERSATION_OWNERS: conversationOwners,
      FEEDBACK_LINK_SECRET_NAME: linkSecret.secretName,
    };
    const intake = new AskedFunction(this, 'Intake', {
      entry: 'functions/feedback/feedback-intake.ts',
      description: 'Amends: takes what customers answer who are asked whether it was made right.',
      serviceName: 'feedback-intake',
      environment,
      permissions: [
        mayWriteOfCustomers(table),
        mayReadSecret(linkSecret),
        mayTellOfConversations(eventBus, 'opened'),
        mayTellOfFeedback(eventBus),
      ],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    grantKeys(intake.role, table, linkSecret);
    return intake;
  }

  private createPages({ publicConcurrency, ...shared }: FeedbackPagesProps): UrlFunction {
    const { functionName, functionArn } = this.intake.lambda;
    const environment: FeedbackPagesEnvironment = { FEEDBACK_INTAKE_FUNCTION_NAME: functionName };
    return new UrlFunction(this, 'Pages', {
      entry: feedbackPagesEntry,
      description: 'Amends: the page on which customers say whether it was made right.',
      serviceName: 'feedback-pages',
      authType: FunctionUrlAuthType.NONE,
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
      'asks one private function, which answers only about the remedy that a link of ours names, and which expires.';
    this.pages.acknowledgePublicAccess(reason);
  }
}

/** What of a part tells on the bus what people did. */
export function tellersOf(
  part: { readonly tellers: readonly AmendsFunction[] } | undefined,
): readonly AmendsFunction[] {
  return part?.tellers ?? [];
}

/** It reads and writes what belongs to customers, item by item. Controls, budgets and incidents it does not reach. */
function mayWriteOfCustomers(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*', 'SPELLING#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

import type { ConfigurationSet, IEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { ApologySender, Brand } from '../brands/apology-sender';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Agent } from '../../lambdas/conversation/owners/agent';
import type { TellingContext } from '../options/shared-resources';

/** What the parts share that make answers possible. */
export interface RepliesProps extends TellingContext {
  readonly domain: string;
  /** Who looks after conversations, as JSON. */
  readonly conversationOwners: string;
  /** Whether somebody is heard who answers no mail of ours. */
  readonly hearsLetters?: boolean | undefined;
  /** Whether customers are asked whether it was made right, and answer by mail. */
  readonly hearsFeedback?: boolean | undefined;
  /** Who answers by mail. */
  readonly agents: readonly Agent[];
  /** How many mails are sent on to each mailbox a day. */
  readonly copiesPerDay: number;
  /** Where it is written down who answered by mail. Undefined where nobody does. */
  readonly auditBucket: IBucket | undefined;
  readonly sender: ApologySender;
  readonly brands?: Readonly<Record<string, Brand>> | undefined;
  readonly senderIdentityArn: string;
  readonly identities: readonly IEmailIdentity[];
  readonly configurationSet: ConfigurationSet;
  /** How many mails are heard at once. Anybody may write them. */
  readonly publicConcurrency?: number | undefined;
  /** What the functions are told of whom mails come from. */
  readonly environment: Readonly<{
    LEDGER_TABLE_NAME: string;
    EVENT_BUS_NAME: string;
    OWNERS: string;
    CONVERSATION_OWNERS: string;
    SENDER_EMAIL: string;
    SENDER_NAME: string;
    REPLY_TO_EMAIL: string;
    REPLY_DOMAIN: string;
    BRANDS?: string;
  }>;
}

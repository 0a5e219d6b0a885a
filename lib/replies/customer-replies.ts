import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity, Identity, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { brandTexts } from '../brands/brand-texts';
import type { ScheduledFunction } from '../function/scheduled-function';
import { auditBucketIn } from '../kept/audit-bucket';
import { recordsText, type DnsRecord } from '../kept/sender-identity';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { TellingContext } from '../options/shared-resources';
import type { Reports } from '../reports/reports';
import { ActiveRuleSet } from './active-rule-set';
import { HearReplies } from './hear-replies';
import { lookAfterConversations } from './look-after';
import { conversationOwnersText } from '../owners/conversation-owners-text';
import type { Replies } from './replies';
import type { RepliesProps } from './replies-props';
import { SendAnswers } from './send-answers';

/** The options that are about what customers write. */
interface WithReplies {
  readonly replies?: Replies | undefined;
  readonly reports?: Reports | undefined;
  readonly feedback?: object | undefined;
  readonly auditBucket?: IBucket | undefined;
}

/** Whose owners answer. */
interface RepliesOfTypes {
  readonly failures: Parameters<typeof conversationOwnersText>[2];
}

/** Customers answer the mails that they get, and hear from a person. */
export class CustomerReplies extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct & {
      readonly apologyMail: Pick<RepliesProps, 'senderIdentityArn' | 'identities' | 'configurationSet'>;
    },
    { replies, reports, feedback, auditBucket, sender, brands }: Pick<RepliesProps, 'sender' | 'brands'> & WithReplies,
    { failures, ...shared }: TellingContext & Pick<RepliesProps, 'publicConcurrency'> & RepliesOfTypes,
  ): CustomerReplies | undefined {
    if (!replies) return undefined;
    const { senderIdentityArn, identities, configurationSet } = scope.apologyMail;
    const { domain, ruleSetName, owners: rules, agents, copiesPerDay } = replies.config;
    const conversationOwners = conversationOwnersText(rules, shared.alarms, failures);
    const hearsLetters = reports?.config.letters !== undefined;
    const hearsFeedback = feedback !== undefined;
    const written = {
      agents,
      copiesPerDay,
      auditBucket: agents.length > 0 ? auditBucketIn(scope, auditBucket) : undefined,
    };
    const common = { ...shared, ...written, sender, brands, conversationOwners, hearsLetters, hearsFeedback };
    const mails = { senderIdentityArn, identities, configurationSet };
    const environment = environmentOf({ ...common, domain });
    return new CustomerReplies(scope, 'Replies', { ...common, ...mails, domain, ruleSetName, environment });
  }

  /** Who looks after conversations, as functions are told: JSON. */
  readonly conversationOwners: string;
  readonly hearing: HearReplies;
  readonly answering: SendAnswers;
  readonly looking: ScheduledFunction;
  /** Without these no answer comes: the domain's own, by which SES knows that it is ours, and the way to SES. */
  readonly dnsRecords: readonly DnsRecord[];

  constructor(scope: Construct, id: string, props: RepliesProps & { readonly ruleSetName?: string | undefined }) {
    super(scope, id);
    const { domain, ruleSetName, conversationOwners } = props;
    this.conversationOwners = conversationOwners;
    const identity = new EmailIdentity(this, 'Domain', { identity: Identity.domain(domain) });
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const { region } = Stack.of(this);
    this.dnsRecords = [
      { name: domain, type: 'MX', value: `10 inbound-smtp.${region}.amazonaws.com` },
      ...identity.dkimRecords.map(({ name, value }) => ({ name, type: 'CNAME' as const, value })),
    ];
    const ruleSet =
      ruleSetName === undefined
        ? new ActiveRuleSet(this, 'RuleSet', props).ruleSet
        : ReceiptRuleSet.fromReceiptRuleSetName(this, 'RuleSet', ruleSetName);
    this.hearing = new HearReplies(this, 'Hearing', { ...props, ruleSet });
    this.answering = new SendAnswers(this, 'Answering', props);
    this.looking = lookAfterConversations(this, props);
    this.createAlarms(props);
  }

  /** What a stack says of it, by the names of its outputs. */
  get outputs(): readonly (readonly [name: string, value: string, description: string])[] {
    return [['ReplyRecords', recordsText(this.dnsRecords), 'Records that the DNS needs for answers.']];
  }

  /** Whose events fail, by the names of their queues. */
  get queues() {
    return [
      { name: 'Replies', queues: this.hearing.function },
      { name: 'Answers', queues: this.answering.function },
    ];
  }

  /** Functions that tell on the bus what became of conversations. */
  get tellers() {
    return [this.hearing.function, this.looking];
  }

  private createAlarms({ alarms }: RepliesProps): void {
    new CustomerAlarm(this, 'CopiesLeft', {
      metric: remedyMetric('CopyLeft', this.hearing.function, { period: Duration.hours(1) }),
      above: 0,
      customers: 'Mails came of which the mailbox gets no copy today. Who answers no mail of ours is heard by nobody.',
      firstStep:
        'Read the mail "no more copies today" in the mailbox: it says whose mails they are and where they lie.',
      runbook: 'conversations',
      owner: 'contact-center',
      alarms,
    });
  }
}

function environmentOf({
  table,
  eventBus,
  owners,
  conversationOwners,
  sender,
  brands = {},
  domain,
}: Pick<
  RepliesProps,
  'table' | 'eventBus' | 'owners' | 'conversationOwners' | 'sender' | 'brands' | 'domain'
>): RepliesProps['environment'] {
  const { BRANDS } = brandTexts(sender, brands);
  return {
    LEDGER_TABLE_NAME: table.tableName,
    EVENT_BUS_NAME: eventBus.eventBusName,
    OWNERS: owners,
    CONVERSATION_OWNERS: conversationOwners,
    SENDER_EMAIL: sender.email,
    SENDER_NAME: sender.name,
    REPLY_TO_EMAIL: sender.replyTo,
    REPLY_DOMAIN: domain,
    ...(BRANDS !== undefined && { BRANDS }),
  };
}

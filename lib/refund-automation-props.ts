import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Mode } from '../lambdas/model/controls';
import type { ReasonCode } from '../lambdas/model/judging/reason-code';
import type { RemedyIndex } from '../lambdas/ledger/port/remedy-index';
import type { LimitOverrides } from '../lambdas/runtime/environment/environment';
import type { ApologySender, Brand } from './brands/apology-sender';
import type { Channel } from './channels/channel';
import type { Detector } from './detect/detector';
import type { Console } from './console/console';
import type { AlarmLevel, AlarmOwnerNames } from './options/alarm-settings';
import type { InsightOptions } from './insight/insight-options';
import type { Delivery } from './options/delivery';
import type { FailureType } from './options/failure-type';
import type { FollowUps } from './follow-ups/follow-ups';
import type { CallPartner, CreditPartner, Partner } from './options/partner';
import type { OutcomeFeed } from './feed/outcome-feed';
import type { Feedback } from './feedback/feedback';
import type { Replies } from './replies/replies';
import type { RehearsalOptions } from './rehearsal/rehearsal-options';
import type { Reports } from './reports/reports';
import type { SentMails } from './sent/sent-mails';
import type { Shop } from './shop/shop';
import type { RefundProvider } from './options/refund-provider';
import type { SealKeyOptions } from './constructs/seal-keys';
import type { SyntheticFailure } from './constructs/synthetic-failure';

/** How the apologies are written and sent. */
export interface ApologyOptions {
  /**
   * How outcomes reach the function that writes to customers.
   *
   * @default Delivery.direct()
   */
  readonly delivery?: Delivery | undefined;

  /**
   * The absolute path of the file that exports the function that writes to customers, made with `apologyHandler` of
   * `amends/runtime` from every failure type that is handled: `apologyHandler([...catalog, trainDelayed])`. Where a
   * channel begins messages, it is `apologyHandler([...catalog, trainDelayed], wireMailsAndMessages)`.
   *
   * @default - the function that knows the catalog. Failure types of your own need one.
   */
  readonly entry?: string | undefined;
}

/** What a {@link RefundAutomation} is made of. */
export interface RefundAutomationProps {
  /** Who the apologies come from. */
  readonly sender: ApologySender;

  /**
   * Brands of the company, by the names that events give in `brand`. Each has of its own what it says, and everything
   * else of the sender: `{ parcels: { name: 'Example Parcels', sources: ['example.parcels'] } }`.
   *
   * @default - all customers are written to by the sender
   */
  readonly brands?: Readonly<Record<string, Brand>> | undefined;

  /** Who makes the refunds: `RefundProvider.stripe(…)` or `RefundProvider.endpoint(…)`. */
  readonly provider: RefundProvider;

  /**
   * Where customers write, and where they are answered: `[Channel.facebook({ … }), Channel.http({ … })]`. What they
   * write is published as `MessageReceived`, and is a `ComplaintRaised` where the channel says so.
   *
   * @default - none: complaints are published by systems of yours
   */
  readonly channels?: readonly Channel[] | undefined;

  /**
   * Who carries out credits. `Partner.stripeBalance()` needs Stripe as the provider.
   *
   * @default Partner.events()
   */
  readonly credits?: CreditPartner | undefined;

  /**
   * Who carries out replacements.
   *
   * @default Partner.events()
   */
  readonly replacements?: Partner | undefined;

  /**
   * Who gives digital things back in kind: restores a title, extends a service, grants another pass.
   *
   * @default Partner.events()
   */
  readonly entitlements?: Partner | undefined;

  /**
   * Who calls customers. `Partner.connect()` has agents of Amazon Connect call them.
   *
   * @default Partner.events()
   */
  readonly callbacks?: CallPartner | undefined;

  /**
   * The failure types that are handled.
   *
   * @default FailureType.catalog()
   */
  readonly failures?: readonly FailureType[] | undefined;

  /**
   * Your shop, which says what was bought and by whom: `Shop.http({ url, secret })`. Detectors and reports of customers
   * ask it.
   *
   * @default - none: then there are neither `detectors` nor `reports`
   */
  readonly shop?: Shop | undefined;

  /**
   * What sees failures in the signals of others, and publishes them beside your product systems:
   * `[Detector.parcels(…)]`. What a detector sees gives nothing until somebody switches its source: `amends mode set
   * source:detector.parcels auto`.
   *
   * @default - none: failures are published by your product systems alone
   */
  readonly detectors?: readonly Detector[] | undefined;

  /**
   * How the apologies are written and sent.
   *
   * @default - directly, by the function that knows the catalog
   */
  readonly apologies?: ApologyOptions | undefined;

  /**
   * Which customers are written to once more after they were told what was given: `{ refund: true }`. Each such mail
   * leaves once, and not where something speaks against it: a complaint, a conversation, an erasure, a correction.
   *
   * @default - nobody is
   */
  readonly followUps?: FollowUps | undefined;

  /**
   * How much is given without a decision by a person, where it differs from the defaults. Amounts are whole minor units
   * by ISO 4217 currency, and replace all default amounts of that limit.
   *
   * @default - limits for a shop whose failures cost a few units each
   */
  readonly limits?: LimitOverrides | undefined;

  /**
   * The reasons for which people reject: a rejection names one, beside what the person writes. The list is whole: none
   * of the usual ones is added. One that is `isRetired` is offered no more, and what was rejected with it keeps it.
   *
   * @default - nine usual ones, such as `outside-policy` and `fraud-suspected`
   */
  readonly reasonCodes?: readonly ReasonCode[] | undefined;

  /**
   * The share of what is given without a person that a checker looks at afterwards, from 0 to 1: `0.01`. Which remedies
   * these are is known to nobody before.
   *
   * @default - none is checked
   */
  readonly checkedShare?: number | undefined;

  /**
   * What may happen without a person until somebody switches it: `shadow` decides and gives nothing, which is how a
   * first week begins. As soon as a mode was switched, or a breaker opened, what is stored holds, and this no longer.
   *
   * @default 'auto'
   */
  readonly firstMode?: Mode | undefined;

  /**
   * The most requests that the sweep makes to the provider per second.
   *
   * @default 20: Stripe takes 25 a second at one endpoint, and the failure functions need some of them
   */
  readonly refundsPerSecond?: number | undefined;

  /**
   * The bus on which failures are published. It may carry other events too, but no second Amends: each would handle the
   * failures of the other.
   *
   * @default - a new bus
   */
  readonly eventBus?: IEventBus | undefined;

  /**
   * The ledger: a table with the keys `pk` and `sk`, time to live on `expiresAtSeconds`, and an index `waiting` of
   * `waiting` and `dueAt` (all strings but the time). Protect it from deletion: a refund whose record is lost is paid
   * again.
   *
   * @default - a new {@link RemedyLedger}. Pass one from a stack of its own if this stack may be deleted.
   */
  readonly table?: ITable | undefined;

  /**
   * By what people find remedies where nobody knows the customer, as {@link RemedyLedgerProps.search} says. A table
   * that is given from outside has to have these indexes.
   *
   * @default - by none of these
   */
  readonly search?: readonly RemedyIndex[] | undefined;

  /**
   * Where the audit trail is kept: who decided, switched, erased, retried and read what, and what was refused. Its
   * policy should let nobody overwrite or delete.
   *
   * @default - a new {@link AuditBucket} without a lock. Pass one from a stack of its own if this stack may be deleted.
   */
  readonly auditBucket?: IBucket | undefined;

  /**
   * The secret with the keys that seal what moves money: `RemedyLedger.sealSecret`. Keep it as long as the ledger. What
   * waits there when it is lost is given by nobody but a person.
   *
   * @default - a new one, which is retained
   */
  readonly sealSecret?: ISecret | undefined;

  /**
   * Which keys there are, to rotate and to revoke them.
   *
   * @default - one key, which a deployment makes
   */
  readonly sealKeys?: SealKeyOptions | undefined;

  /**
   * The path of the roles of all functions, below which no other roles should be: `/amends/prod/`.
   *
   * @default - the roles have no path
   */
  readonly rolePath?: string | undefined;

  /**
   * Whether an alarm rings when anybody but our functions writes to the ledger. It needs `rolePath`, and a trail of
   * CloudTrail with the data events of the table, such as a {@link LedgerTrail}.
   *
   * @default false
   */
  readonly watchesLedger?: boolean | undefined;

  /**
   * The topic that alarms are published to. If it is encrypted, CloudWatch needs the right to use its key.
   *
   * @default - a new, encrypted topic without subscriptions
   */
  readonly alarmTopic?: ITopic | undefined;

  /**
   * How much is alarmed. `essential`: about forty alarms at most, each for something that a person has to do, over all
   * failure types. `detailed`: each function has its own, ten for each failure type.
   *
   * @default 'essential'
   */
  readonly alarms?: AlarmLevel | undefined;

  /**
   * How alarms call those who have to do something, by what they do (`operations`, `contact-center`, `marketing`,
   * `finance`) and, for the alarms of one failure type, by its name: `{ operations: 'platform team, #on-call' }`.
   *
   * @default - by what they do
   */
  readonly alarmOwners?: AlarmOwnerNames | undefined;

  /**
   * Where the runbooks are read: the begin of an address that `stuck.md` completes. Alarms name their page with it.
   *
   * @default 'docs/runbooks/', which is no address, and a synthesis says so
   */
  readonly runbooks?: string | undefined;

  /**
   * A failure of a test payment every hour, from end to end, with an alarm where it is not made good. It takes Stripe's
   * mode for tests, so it is for a stage beside the one that moves money.
   *
   * @default - none
   */
  readonly syntheticFailure?: SyntheticFailure | undefined;

  /**
   * The reserved concurrency of each failure function, which spares the provider in a storm. Functions with a URL get
   * the same, unless they have an option of their own, scheduled functions get 1.
   *
   * @default - none: the account's limit holds
   */
  readonly reservedConcurrency?: number | undefined;

  /**
   * How many requests each public function takes at once, at most: those that receive webhook events, the console, and
   * the one that hears mail. Everybody can call them. It is what throttles a function URL: ten requests a second for
   * each, and the others get 429 and cost nothing; mail waits. A flood then leaves the rest of the account's
   * concurrency to those who pay, and to those who switch off.
   *
   * @default - `reservedConcurrency`
   */
  readonly publicConcurrency?: number | undefined;

  /**
   * How many requests of operators are answered at once, whatever else runs: room that is kept for switching off.
   *
   * @default - `reservedConcurrency`
   */
  readonly operatorConcurrency?: number | undefined;

  /**
   * How long the logs of the functions are kept. They hold no personal data, and they are not the record: that is the
   * ledger.
   *
   * @default RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: RetentionDays | undefined;

  /**
   * What the names of the log groups begin with, such as `/company/amends`. A log group of that name is kept when the
   * stack is deleted, and then has to be deleted by hand before the stack can be created again.
   *
   * @default - CloudFormation makes names up
   */
  readonly logGroupPrefix?: string | undefined;

  /**
   * The key that encrypts logs and alarms. Of a key that was made elsewhere, the policy has to let CloudWatch Logs and
   * CloudWatch use it: docs/leaving.md has the statements.
   *
   * @default - a new key that rotates every year
   */
  readonly encryptionKey?: IKey | undefined;

  /**
   * Whether there is a public URL for webhook events of the provider and of a partner's endpoint. Without it nothing of
   * Amends can be reached without AWS credentials, and what became of refunds is found by the sweep, which asks: a
   * refund that fails late is known up to a day later. There can be no `detectors` then.
   *
   * @default true
   */
  readonly publicWebhook?: boolean | undefined;

  /**
   * The interface endpoint of `execute-api` through which operators reach the operator API. Then it is a private REST
   * API with IAM authorization, which nobody reaches in another way.
   *
   * @default - a function URL, which everybody reaches and which answers signed requests of granted roles only
   */
  readonly operatorVpcEndpoint?: IVpcEndpoint | undefined;

  /**
   * Pages for people who decide, switch and look, at an address of their own: `Console.oidc(…)`. Everybody reaches
   * them, also where the operator API has a VPC endpoint; who may do something says the issuer at which people sign in.
   *
   * @default - none: `amends console` serves the same pages to one person on their machine
   */
  readonly console?: Console | undefined;

  /**
   * Pages and an API for whoever says what no machine saw: `Reports.at(…)`. A report of one failure has the remedy of
   * its detector.
   *
   * @default - none: failures are published by systems alone
   */
  readonly reports?: Reports | undefined;

  /**
   * Whether people with the duty `give` may give customers something of their own accord: a refund up to what is left,
   * a credit, a call, a replacement or access, inside a budget of each person and with a reason. How much that is, the
   * policy of the failure type `GoodwillGiven` says.
   *
   * @default false
   */
  readonly gestures?: boolean | undefined;

  /**
   * Whether figures are kept of what fails, whom it hurts and what it costs: a line for each event, without name and
   * address, as files that Athena reads. The pages of the console ask them.
   *
   * @default false
   */
  readonly insight?: boolean | InsightOptions | undefined;

  /**
   * How customers answer the mails that they get: `Replies.email({ domain: 'replies.example.com' })`. What they write
   * becomes a conversation, which a person takes and answers, and the mailbox `replyTo` gets a copy of it.
   *
   * @default - their answers go to the mailbox `replyTo`, and nothing is known of them here
   */
  readonly replies?: Replies | undefined;

  /**
   * Whether customers are asked, once what was given had the time to arrive, whether it was made right:
   * `Feedback.byMail({ linkSecret })`. A short mail, at most one for each customer in 30 days, answered by mail or on a
   * page; a no, or words, become a conversation. It needs `replies`.
   *
   * @default - nobody is asked
   */
  readonly feedback?: Feedback | undefined;

  /**
   * Where customers see what was given: `OutcomeFeed.at({ linkSecret, allowedOrigins: ['https://shop.example.com'] })`.
   * Pages of yours ask there and say sorry where it happened, before the mail does, and a page lists all that a
   * customer was given. Links that your shop signs open it.
   *
   * @default - customers hear by mail alone
   */
  readonly feed?: OutcomeFeed | undefined;

  /**
   * Whether mails are kept as they left, to be shown to whoever answers for them: `SentMails.kept({ expireAfter:
   * Duration.days(90) })`. With name and address, in a bucket of its own; an erasure deletes them. An `entry` of your
   * own for `apologies` is made with `keepingMails()` then.
   *
   * @default - none are: what a mail said is written once more, where nothing was recorded since
   */
  readonly sentMails?: SentMails | undefined;

  /**
   * Whether failures are kept for some days as they were published, to try other policies and limits on them: `amends
   * rehearse --archive`. They are kept with name and address, and `erase` does not reach them there. Whoever should
   * rehearse is given `rehearsal.policy`.
   *
   * @default - none are kept
   */
  readonly rehearsal?: RehearsalOptions | undefined;
}

import type { StripeMode } from '../../lambdas/fulfilment/stripe/stripe-connect';
import type { SyntheticCurrency } from '../../lambdas/outcomes/synthetic';
import type { RemedyIndex } from '../../lambdas/ledger/port/remedy-index';
import type { Mode } from '../../lambdas/model/controls';
import type { ReasonCode } from '../../lambdas/model/judging/reason-code';
import type { StageReports } from './stage-reports';
import type { StageFeed } from './given/afterwards/feed-given';
import type { StageFeedback } from './given/afterwards/feedback-given';
import type { StageSentMails } from './given/afterwards/sent-mails-given';
import type { StageChannels } from './channels/stage-channels';
import type { StageShop } from './given/shop-given';
import type { LimitOverrides } from '../../lambdas/runtime/environment/environment';
import type { MailLook } from '../brands/apology-sender';
import type { SealKeyOptions } from '../constructs/seal-keys';
import type { AlarmLevel, defaultOwnerNames } from '../options/alarm-settings';
import type { FollowUps } from '../follow-ups/follow-ups';
import type { CatalogDefinition, SourceOptions } from '../options/failure-type';
import type { ConnectCallsOptions } from '../calls/connect-calls';
import type { PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type {
  CatalogType,
  StageConsole,
  StageDetectors,
  StageInsight,
  StageOperator,
  StagePartner,
  StagePublisher,
  StageRehearsal,
  StageReplies,
} from './stage-roles';

/** Who can be named as the owner of alarms: by what they do, or of one failure type. */
export type StageAlarmOwner = keyof typeof defaultOwnerNames | CatalogType;

/** Policy options by failure type. Each given option replaces its whole default. */
export type StagePolicies = {
  readonly [Definition in CatalogDefinition as Definition['type']]?: Partial<Definition['policy']['defaults']>;
};

/** Why policy options are set, by failure type and option. */
export type StagePolicyReasons = {
  readonly [Definition in CatalogDefinition as Definition['type']]?: Readonly<
    Partial<Record<keyof Definition['policy']['defaults'], string>>
  >;
};

/**
 * All that a deployment of Amends is: one file in `stages/` that exports it, is committed and reviewed.
 *
 * `export default { stage: 'prod', … } satisfies Stage` is checked by the compiler while it is written, and once more
 * when it is read. `-c name=value` overrides one setting for one run, and leaves the file as it is.
 */
export interface Stage {
  /** The end of the stacks' names: at most 20 lower-case letters, digits and hyphens. The file has the same name. */
  readonly stage: string;
  /**
   * The id of the AWS account. The CDK refuses to deploy with credentials of another one.
   *
   * @default - the account of whatever credentials deploy
   */
  readonly account?: string | undefined;
  /**
   * The region, such as `eu-west-1`.
   *
   * @default - the region of whatever profile deploys
   */
  readonly region?: string | undefined;

  /** The address that apologies are sent from. */
  readonly sender: string;
  /** The company's name, shown beside the address. */
  readonly senderName: string;
  /** Where replies go: a mailbox that a person reads. */
  readonly replyTo: string;
  /** The name of the person who signs the apologies. */
  readonly signatory: string;
  /**
   * The job title of that person.
   *
   * @default 'Customer Care'
   */
  readonly signatoryRole?: string | undefined;
  /**
   * The executive who signs where a failure type calls for one.
   *
   * @default - the signatory
   */
  readonly executive?: string | undefined;
  /**
   * The job title of the executive.
   *
   * @default 'Chief Executive'
   */
  readonly executiveRole?: string | undefined;
  /**
   * The https address of a square picture of the signatory.
   *
   * @default - none
   */
  readonly signatoryPicture?: string | undefined;
  /**
   * The same of the executive.
   *
   * @default - none
   */
  readonly executivePicture?: string | undefined;
  /**
   * What the company is called on the statements of banks, such as `EXAMPLE FILMS`: the statement descriptor at the
   * payment provider. Mails say that a refund is seen under it.
   *
   * @default - mails say that the refund is from us
   */
  readonly statementName?: string | undefined;
  /**
   * What the mails look like: `{ accent: '#1d5c4d', logo: { url: 'https://…', width: 120, height: 32 }, legal: ['…'] }`.
   *
   * @default - plain
   */
  readonly look?: MailLook | undefined;
  /**
   * Brands of the company, by the names that events give in `brand`: the same settings as those of the sender, laid
   * over them. A brand that sends from another domain names its `senderIdentity`.
   *
   * @default - all customers are written to by the sender
   */
  readonly brands?: Readonly<Record<string, StageBrand>> | undefined;
  /**
   * An SES identity of this account and region that covers the sender, where there is one already: a domain or an
   * address. Two stages with one domain in one account share its identity: the first creates it, the second names it
   * here.
   *
   * @default - a new identity of the sender's domain, in the ledger's stack
   */
  readonly senderIdentity?: string | undefined;

  /**
   * The domain of the envelope sender, where the identity is new: below the sender's domain, and used for nothing else.
   *
   * @default - `bounce.` and the sender's domain
   */
  readonly mailFromDomain?: string | undefined;

  /**
   * The name of the secret with Stripe's API key.
   *
   * @default `amends/STAGE/stripe`
   */
  readonly stripeSecretName?: string | undefined;
  /**
   * The name of the secret with a restricted key of Stripe that only reads, for the daily comparison of ledger and
   * provider. The name of `stripeSecretName` gives that function a key that can refund, and the doctor says so.
   *
   * @default `amends/STAGE/stripe-read`
   */
  readonly stripeReadSecretName?: string | undefined;
  /**
   * The name of the secret with which Stripe, or the refund endpoint, signs its webhook events.
   *
   * @default `amends/STAGE/stripe-webhook`, or `amends/STAGE/refund-endpoint-webhook`
   */
  readonly webhookSecretName?: string | undefined;
  /**
   * The URL of Stripe's API: its own, or an emulator's on this machine. No other is taken.
   *
   * @default 'https://api.stripe.com'
   */
  readonly stripeUrl?: string | undefined;
  /**
   * The mode of the key at Stripe. Webhook events of the other one are not ours.
   *
   * @default - whatever the key is; events of both modes are believed
   */
  readonly stripeMode?: StripeMode | undefined;
  /**
   * What is done with a payment that is only authorised where all of it is owed.
   *
   * @default 'wait'
   */
  readonly authorisations?: 'wait' | 'cancel' | undefined;
  /**
   * The https URL of a payment service of your own.
   *
   * @default - Stripe makes the refunds
   */
  readonly refundEndpoint?: string | undefined;
  /**
   * The name of the secret that signs our requests to it.
   *
   * @default `amends/STAGE/refund-endpoint`
   */
  readonly refundEndpointSecretName?: string | undefined;
  /**
   * The name of the secret that signs the requests of the daily comparison to it, with which the endpoint refuses to
   * refund. The name of `refundEndpointSecretName` gives that function a secret that pays, and the doctor says so.
   *
   * @default `amends/STAGE/refund-endpoint-read`
   */
  readonly refundEndpointReadSecretName?: string | undefined;
  /**
   * The most requests that the sweep makes to the provider per second.
   *
   * @default 20
   */
  readonly refundsPerSecond?: number | undefined;

  /**
   * Who carries out credits.
   *
   * @default 'events'
   */
  readonly credits?: 'events' | 'stripe' | 'endpoint' | undefined;
  /**
   * Who carries out replacements.
   *
   * @default 'events'
   */
  readonly replacements?: 'events' | 'endpoint' | undefined;
  /**
   * Who gives back what was digital.
   *
   * @default 'events'
   */
  readonly entitlements?: 'events' | 'endpoint' | undefined;
  /**
   * Who calls customers.
   *
   * @default 'events'
   */
  readonly callbacks?: 'events' | 'endpoint' | 'connect' | undefined;
  /** The queue of Amazon Connect whose agents call, where `callbacks` says `connect`. */
  readonly connect?: ConnectCallsOptions | undefined;
  /** The https URL of the endpoint that carries out whatever says `endpoint`. */
  readonly partnerEndpoint?: string | undefined;
  /**
   * The name of the secret that signs our requests to it.
   *
   * @default `amends/STAGE/partner-endpoint`
   */
  readonly partnerEndpointSecretName?: string | undefined;
  /**
   * The name of the secret with which it signs its webhook events.
   *
   * @default `amends/STAGE/partner-endpoint-webhook`
   */
  readonly partnerWebhookSecretName?: string | undefined;
  /** The event source of a partner's responses, by kind of part, where it differs from the default. */
  readonly partnerSources?: Readonly<Partial<Record<PartnerKind, string>>> | undefined;
  /**
   * Who may publish the responses of partners.
   *
   * @default - nobody
   */
  readonly partners?: readonly StagePartner[] | undefined;

  /** Event sources by failure type, where they differ from the definition's. */
  readonly sources?: Readonly<Partial<Record<CatalogType, Readonly<Record<string, SourceOptions>>>>> | undefined;
  /**
   * Your shop, which says what was bought and by whom: `{ url: 'https://shop.example.com/amends' }`. Detectors and
   * reports of customers ask it.
   *
   * @default - none: then there are neither `detectors` nor `reports`
   */
  readonly shop?: StageShop | undefined;
  /**
   * What sees failures in the signals of others: `{ parcels: {}, playback: {} }`. It gives nothing until somebody
   * switches its source.
   *
   * @default - none
   */
  readonly detectors?: StageDetectors | undefined;
  /**
   * Where customers write, and are answered: `{ facebook: { page: '103871', verifyToken: '…' } }`, `instagram`, `x`,
   * `linkedin`, `sms`, `whatsapp`, `wechat`, `vk`, `odnoklassniki`, `chatwoot`, `http`, with the names of their secrets
   * (docs/channels/README.md).
   *
   * @default - none
   */
  readonly channels?: StageChannels | undefined;
  /**
   * The ARNs of the roles that may hand over answers of the company (`AnswerWritten`), where there are `channels`. The
   * bus refuses everybody else.
   *
   * @default - nobody
   */
  readonly answeringRoles?: readonly string[] | undefined;
  /**
   * Who may publish which failures. The bus refuses everybody else.
   *
   * @default - nobody
   */
  readonly publishers?: readonly StagePublisher[] | undefined;
  /**
   * The roles that may call the operator API, and what the people of each may do there. Of a role whose trust policy
   * binds the name of the session it says `bindsSessionName: true`, or two of its people count as one where two have to
   * approve.
   *
   * @default - nobody
   */
  readonly operators?: readonly StageOperator[] | undefined;

  /**
   * By what people find remedies where nobody knows the customer: the `reference` of a mail (and the remedy's id), the
   * `order`, the `payment`. Each costs one write unit for a remedy (0.63 USD for a million). DynamoDB adds one index
   * to a table in each deployment, and fills it from what is there.
   *
   * @default - by none of these
   */
  readonly search?: readonly RemedyIndex[] | undefined;

  /**
   * The mode until somebody switches it: `shadow` decides and gives nothing, which is how a first week begins. Once a
   * mode was switched, or a breaker opened, what is stored holds, and this no longer.
   *
   * @default 'auto'
   */
  readonly firstMode?: Mode | undefined;

  /**
   * Limits that differ from the defaults of `lambdas/model/limits.ts`. Amounts by currency (`perRemedy`, `amountMinor`,
   * `twoPeopleAbove`) stand in place of all default amounts of that limit: what is owed in a currency that they leave
   * out is held.
   */
  readonly limits?: LimitOverrides | undefined;
  /**
   * The reasons for which people reject, in place of the usual ones: `[{ code: 'outside-policy', label: 'Outside the
   * policy' }]`. With `isRetired: true` one is offered no more, and what was rejected with it keeps it.
   *
   * @default - nine usual ones, in `lambdas/model/judging/reason-code.ts`
   */
  readonly reasonCodes?: readonly ReasonCode[] | undefined;
  /**
   * The share of what is given without a person that a checker looks at afterwards, from 0 to 1: `0.01`.
   *
   * @default - none is checked
   */
  readonly checkedShare?: number | undefined;
  /**
   * Which customers are written to once more after they were told what was given: `{ refund: true, replacement: true,
   * mended: true, daysApart: 7 }`.
   *
   * @default - nobody is
   */
  readonly followUps?: FollowUps | undefined;
  /** Options of the policies that differ from their defaults. */
  readonly policies?: StagePolicies | undefined;
  /**
   * Why these differ, by failure type and option, for whoever reads in the console what is in force: `{
   * VideoPlaybackFailed: { minStalledSeconds: 'Our player hides a stall of half a minute' } }`.
   *
   * @default - nothing is said of it
   */
  readonly policyReasons?: StagePolicyReasons | undefined;
  /**
   * What is delivered through a queue.
   *
   * @default - nothing: each event invokes its function as it is published
   */
  readonly queued?: readonly (CatalogType | 'Apologies')[] | undefined;
  /**
   * How many concurrent invocations read from a queue, at most: 2 to 1000. A new account of AWS has ten in all.
   *
   * @default 4
   */
  readonly queuedConcurrency?: number | undefined;

  /**
   * Whether there is a public URL for webhook events of the provider and of a partner's endpoint. Without it a refund
   * that fails late is known up to a day later, because the sweep has to ask.
   *
   * @default true
   */
  readonly webhook?: boolean | undefined;
  /**
   * How many requests the public functions take at once, at most, each: a flood then leaves the rest of the account to
   * those who pay and to those who switch off. An account has to have that many, and 100 more that are not reserved.
   *
   * @default - as many as the account lets run
   */
  readonly publicConcurrency?: number | undefined;
  /**
   * How many requests of operators are answered at once, whatever else runs.
   *
   * @default - as many as the account has left
   */
  readonly operatorConcurrency?: number | undefined;
  /**
   * A lock of S3 on the audit trail: for so many days nothing in it can be changed or removed. In the mode `governance`
   * whoever has `s3:BypassGovernanceRetention` can end it early, in `compliance` nobody can.
   *
   * @default - none: the bucket's policy lets nobody overwrite or delete, until somebody changes that policy
   */
  readonly auditLock?: { readonly mode: 'governance' | 'compliance'; readonly days: number } | undefined;
  /**
   * Whether CloudTrail records every write to the ledger, and an alarm rings when another one than our functions made
   * it. 1 USD for a million writes.
   *
   * @default false
   */
  readonly ledgerTrail?: boolean | undefined;
  /**
   * The id of an interface endpoint of `execute-api` (`vpce-…`). Operators then reach the operator API through it only,
   * as a private REST API.
   *
   * @default - a function URL
   */
  readonly operatorVpcEndpoint?: string | undefined;
  /**
   * Pages for people who decide, switch and look, at a public address, and who they are by an issuer of OpenID Connect:
   * `{ issuer: 'https://login.example.com', clientId: 'amends', roles: { claim: 'groups', duties: { 'amends-approvers':
   * ['look', 'approve'] } } }`.
   *
   * @default - none: `amends console` serves them to one person on their machine
   */
  readonly console?: StageConsole | undefined;
  /**
   * Where customers and agents report what no machine saw: `true`, or `{ perCustomerPerDay: 5 }`.
   *
   * @default - nowhere: failures are published by systems alone
   */
  readonly reports?: boolean | StageReports | undefined;

  /**
   * Whether people with the duty `give` may give customers something of their own accord, inside a budget: the policy
   * of `GoodwillGiven` in `policies` says how much.
   *
   * @default false
   */
  readonly gestures?: boolean | undefined;
  /**
   * Whether figures are kept of what fails, whom it hurts and what it costs: `true`, or `{ keptDays: 800,
   * gigabytesPerQuestion: 5 }`. A line for each event, without name and address, as files that Athena reads; the pages
   * of the console ask them.
   *
   * @default false
   */
  readonly insight?: boolean | StageInsight | undefined;
  /**
   * How customers answer the mails that they get: `{ domain: 'replies.example.com' }`, a subdomain of its own, and
   * `ruleSetName` where SES receives mail in this region already. What they write becomes a conversation.
   *
   * @default - their answers go to the mailbox `replyTo`
   */
  readonly replies?: StageReplies | undefined;
  /**
   * Whether customers are asked, once what was given had the time to arrive, whether it was made right: `true`, or `{
   * daysAfterArrival: 5 }`. At most one short mail for each customer in 30 days. It needs `replies`.
   *
   * @default false
   */
  readonly feedback?: boolean | StageFeedback | undefined;
  /**
   * Whether customers see what was given where it happened, and on a page of their own: `true`, or `{ allowedOrigins:
   * ['https://shop.example.com'] }` with the origins of your pages that say it before the mail does.
   *
   * @default false
   */
  readonly feed?: boolean | StageFeed | undefined;
  /**
   * Whether mails are kept as they left, to be shown to whoever answers for them: `true`, or `{ expireAfterDays: 90 }`.
   * With name and address, in a bucket of its own; an erasure deletes them.
   *
   * @default false
   */
  readonly sentMails?: boolean | StageSentMails | undefined;
  /**
   * Whether failures are kept for some days as they were published, to try other policies and limits on them: `{
   * archiveDays: 14 }`, up to 30. They are kept with name and address, and `erase` does not reach them there.
   *
   * @default - none are kept
   */
  readonly rehearsal?: StageRehearsal | undefined;
  /**
   * The ARN of a KMS key that encrypts logs and alarms.
   *
   * @default - a new key
   */
  readonly encryptionKey?: string | undefined;
  /**
   * The ARN of a role that may write the ledger beside the functions, for the day on which a person has to.
   *
   * @default - none: nobody else writes
   */
  readonly breakGlassRole?: string | undefined;
  /**
   * Which keys seal what moves money: `{ generation: 2 }` has the second one made, `revoked` deletes some.
   *
   * @default - the first, which a deployment makes
   */
  readonly sealKeys?: SealKeyOptions | undefined;
  /**
   * The ARN of a policy that bounds every role of both stacks.
   *
   * @default - none
   */
  readonly permissionsBoundary?: string | undefined;
  /**
   * What the names of all log groups begin with, such as `/company/amends`.
   *
   * @default - CloudFormation makes names up
   */
  readonly logGroupPrefix?: string | undefined;

  /**
   * Who gets a mail when an alarm goes off.
   *
   * @default - nobody: subscribe to the topic of the outputs
   */
  readonly alarmEmail?: string | undefined;
  /**
   * How much is alarmed: what a person has to act on, or each function by itself.
   *
   * @default 'essential'
   */
  readonly alarms?: AlarmLevel | undefined;
  /**
   * How alarms call those who have to do something: `{ operations: 'platform team, #on-call' }`.
   *
   * @default - by what they do
   */
  readonly alarmOwners?: Readonly<Partial<Record<StageAlarmOwner, string>>> | undefined;
  /**
   * The mailbox that apologies for synthetic failures go to. With it a test payment fails every hour and has to be made
   * good. It takes `stripeMode: 'test'`, so it is for a stage beside the one that moves money.
   *
   * @default - there are no synthetic failures
   */
  readonly syntheticMailbox?: string | undefined;
  /**
   * The currency of synthetic payments. The limits have to let 3.99 of it go by itself, 24 times a day.
   *
   * @default 'EUR'
   */
  readonly syntheticCurrency?: SyntheticCurrency | undefined;

  /**
   * What a month may cost at AWS, in US dollars: people are told by mail at 80 % of it, at all of it, and when AWS
   * forecasts more.
   *
   * @default - nobody is told
   */
  readonly costBudgetUsd?: number | undefined;
  /**
   * Who is told, at most ten.
   *
   * @default - `alarmEmail`
   */
  readonly costBudgetEmails?: readonly string[] | undefined;
  /**
   * Whose cost it is: that of this stage, by its tag `amends-stage`, which has to be activated first in the account
   * that pays (docs/runbooks/costs.md); or all of an account that the stage has for itself.
   *
   * @default 'stage'
   */
  readonly costBudgetOf?: 'stage' | 'account' | undefined;
  /**
   * Whether there is a CloudWatch dashboard. Three in an account are free, each further one is 3 USD a month.
   *
   * @default true
   */
  readonly dashboard?: boolean | undefined;
  /**
   * Where the runbooks are read, such as `https://wiki.example.com/amends/`: an https address that `stuck.md`
   * completes.
   *
   * @default 'docs/runbooks/', which is no address, and a synthesis says so
   */
  readonly runbooks?: string | undefined;
}

/** What a brand has of its own. */
export interface StageBrand extends Partial<
  Pick<
    Stage,
    | 'sender'
    | 'senderName'
    | 'replyTo'
    | 'signatory'
    | 'signatoryRole'
    | 'signatoryPicture'
    | 'executive'
    | 'executiveRole'
    | 'executivePicture'
    | 'statementName'
    | 'look'
    | 'senderIdentity'
  >
> {
  /**
   * The event sources whose failures are this brand's where their events name none.
   *
   * @default - events name it
   */
  readonly sources?: readonly string[] | undefined;
  /**
   * A folder with words of its own, such as `stages/parcels-words`: a file `<locale>.json` for each language that has
   * any. It is looked for where `cdk` runs.
   *
   * @default - it speaks as everybody does
   */
  readonly words?: string | undefined;
}

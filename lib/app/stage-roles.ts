import type { PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import type { UsageTable } from '../../lambdas/detect/paged/usage';
import type { CognitoConsoleOptions, OidcConsoleOptions } from '../console/console';
import type { OperatorGrant } from '../grants/operator-roles';
import type { Agent } from '../../lambdas/conversation/owners/agent';
import type { OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
import type { WeeklyOwners } from '../insight/weekly-owners';
import type { CatalogDefinition } from '../options/failure-type';
import type { PublishedFailure } from '../refund-automation-interface';

/** The name of a failure type of the catalog. */
export type CatalogType = CatalogDefinition['type'];

/** A role, and the failures that it may publish. */
export interface StagePublisher {
  /** Its ARN. */
  readonly role: string;
  /** The types; of one with several sources also which one. */
  readonly failures: readonly (CatalogType | (PublishedFailure & { readonly type: CatalogType }))[];
}

/** A role, and the kinds of parts that it may respond about. */
export interface StagePartner {
  /** Its ARN. */
  readonly role: string;
  readonly kinds: readonly PartnerKind[];
}

/** A role whose sessions are operators. */
export interface StageOperator extends OperatorGrant {
  /** Its ARN. */
  readonly role: string;
}

/** The deployed console: whose word it takes for who people are, and what they may do. */
export type StageConsole = StageOidcConsole | StageCognitoConsole;

/** People sign in at a user pool of Cognito. */
export interface StageCognitoConsole extends Omit<CognitoConsoleOptions, 'clientSecret'> {
  /**
   * The name of the secret with the client's secret, where `clientId` has one.
   *
   * @default - none: the client is public
   */
  readonly clientSecretName?: string | undefined;
}

/** People sign in at an issuer of OpenID Connect. */
export interface StageOidcConsole extends Omit<OidcConsoleOptions, 'clientSecret'> {
  /**
   * The name of the secret with the client's secret, where the issuer gave it one.
   *
   * @default - none: the client is public
   */
  readonly clientSecretName?: string | undefined;
}

/** Where customers answer. */
export interface StageReplies {
  /** A subdomain of its own, whose MX record leads to SES. */
  readonly domain: string;
  /**
   * The receipt rule set that is active in this account and region, to which our rule is added.
   *
   * @default - a new one, activated where none is active
   */
  readonly ruleSetName?: string | undefined;
  /**
   * Who looks after what customers answer: hours, targets and to whom it escalates.
   *
   * @default - the owner of the failure type, always there, who answers within a day
   */
  readonly owners?: OwnerRules | undefined;
  /**
   * Who answers customers from their own mail, by the address that they write from.
   *
   * @default - people answer in the console and by the command line alone
   */
  readonly agents?: readonly Agent[] | undefined;
  /**
   * How many mails of customers are sent on to each mailbox a day, and as many once more of strangers.
   *
   * @default 1000
   */
  readonly copiesPerDay?: number | undefined;
}

/** How long figures are kept, and how much one question may read of them. */
export interface StageInsight {
  /**
   * For how many days, from 1 to 3650.
   *
   * @default 400
   */
  readonly keptDays?: number | undefined;
  /**
   * How many gigabytes (2^30 bytes) one question may read at most, from 1 to 1000.
   *
   * @default 10
   */
  readonly gigabytesPerQuestion?: number | undefined;
  /**
   * Who is told by mail every Monday what failed in the week before in the products of one system, by its event source:
   * `{ 'com.example.video': { email: 'films@example.com', title: 'Films' } }`.
   *
   * @default - nobody
   */
  readonly weekly?: WeeklyOwners | undefined;
}

/** A detector, by names of secrets in place of the secrets themselves. */
export interface StageDetector {
  /**
   * The name of the secret with which whoever sends the signals signs them.
   *
   * @default `amends/STAGE/detector-NAME`
   */
  readonly signalSecretName?: string | undefined;
  /** Options of its judgement that differ from the defaults. */
  readonly options?: object | undefined;
  /**
   * Within how many hours at least one signal comes on any usual day, from 1 to 168.
   *
   * @default 24
   */
  readonly signalsEveryHours?: number | undefined;
}

/** The same of players, which may be in browsers. */
export interface StagePlaybackDetector extends StageDetector {
  /**
   * From which origins players in browsers report, such as `https://films.example.com`.
   *
   * @default - from none
   */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** Who says who used a service: a table of yours, or a function. */
export type StageUsage =
  | ({
      /** The name of the table. */
      readonly table: string;
      /**
       * The ARN of the KMS key with which it is encrypted, where that is a key of yours. Its policy has to leave it to
       * IAM who may decrypt, as it does unless you changed it.
       *
       * @default - a key of AWS
       */
      readonly encryptionKey?: string | undefined;
    } & UsageTable)
  | {
      /** The name of the function. */
      readonly function: string;
    };

/** The same of service health, which has to know who used what. */
export interface StageHealthDetector extends StageDetector {
  /**
   * Who says who used a service while it was down.
   *
   * @default - the shop
   */
  readonly usage?: StageUsage | undefined;
}

/** The detectors of a stage, by their names. */
export interface StageDetectors {
  readonly parcels?: StageDetector | undefined;
  readonly playback?: StagePlaybackDetector | undefined;
  readonly tickets?: StageDetector | undefined;
  readonly health?: StageHealthDetector | undefined;
}

/** For how long failures are kept to be rehearsed with. */
export interface StageRehearsal {
  /** For how many days, from 1 to 30. */
  readonly archiveDays: number;
}

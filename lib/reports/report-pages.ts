import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ReportPagesEnvironment } from '../../customer/hosts/pages-settings';
import type { IntakeEnvironment } from '../../lambdas/runtime/reports/intake-settings';
import type { OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
import { reportPagesEntry } from '../function/function-code';
import { grantKeys, mayReadSecret } from '../function/function-rights';
import { UrlFunction } from '../function/url-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { FailureType } from '../options/failure-type';
import type { SharedResources } from '../options/shared-resources';
import { mayAskShop, neededShop, shopEnvironment, type Shop } from '../shop/shop';
import { AskedFunction } from './asked-function';
import { ReportCountsTable } from './report-counts-table';
import { isReportable } from './reported-types';
import { Letters } from './letters';
import type { Reports, ReportsConfig } from './reports';

export interface ReportPagesProps extends SharedResources {
  readonly reports: ReportsConfig;
  /** Who says what a customer has bought. */
  readonly shop: Shop;
  /** The failure types of the instance. */
  readonly failures: readonly FailureType[];
  /** Hours, targets and routes of whoever answers letters. */
  readonly owners?: OwnerRules | undefined;
  readonly publicConcurrency?: number | undefined;
}

/** The options that are about what customers report and write. */
interface ReportPagesOptions {
  readonly reports?: Reports | undefined;
  readonly shop?: Shop | undefined;
  /** What is needed to answer letters. */
  readonly replies?: { readonly config: { readonly owners: OwnerRules } } | undefined;
}

/**
 * The pages on which customers report, and the function that takes what they report. Everybody reaches the pages, which
 * may do no more than ask that function; it believes nothing but a link that the shop has signed.
 */
export class ReportPages extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct,
    { reports, shop, replies }: ReportPagesOptions,
    common: Omit<ReportPagesProps, 'reports' | 'shop' | 'owners'>,
  ): ReportPages | undefined {
    if (!reports) return undefined;
    if (reports.config.letters && !replies) {
      throw new Error('Letters are answered by mail: give the option replies too, or leave letters out of reports.');
    }
    const needed = { reports: reports.config, shop: neededShop(shop, 'Reports'), owners: replies?.config.owners };
    return new ReportPages(scope, 'Reports', { ...common, ...needed });
  }

  /** Writes the pages. Everybody reaches it. */
  readonly pages: UrlFunction;
  /** Takes reports: asks the shop, publishes, and looks what came of them. Nobody reaches it from outside. */
  readonly intake: AskedFunction;
  /** Takes letters of whoever has bought nothing. Undefined where nobody wants any. */
  readonly letters: Letters | undefined;
  /** What signs links. */
  readonly linkSecret: ISecret;
  /** The failure types that it publishes. */
  readonly types: readonly string[];

  constructor(scope: Construct, id: string, props: ReportPagesProps) {
    super(scope, id);
    this.types = props.failures.filter(isReportable).map(({ type }) => type);
    if (this.types.length === 0) {
      throw new Error(
        'Nothing that is handled here can be reported. Handle a type of the catalog, or leave reports out.',
      );
    }
    this.linkSecret = props.reports.linkSecret;
    this.intake = this.createIntake(props);
    const { letters } = props.reports;
    this.letters = letters && new Letters(this, 'Letters', { ...props, letters });
    this.pages = this.createPages(props);
    this.acknowledgePublicAccess();
    this.watch(props);
  }

  /** The address below which the pages are. The links of your shop begin with it. */
  get url(): string {
    return this.pages.url.url;
  }

  /** What tells on the bus that somebody wrote. */
  get tellers(): readonly AskedFunction[] {
    return this.letters ? [this.letters.intake] : [];
  }

  private createIntake({
    reports,
    shop,
    table,
    eventBus,
    publicConcurrency,
    ...shared
  }: ReportPagesProps): AskedFunction {
    const { linkSecret, perCustomerPerDay, perMinute } = reports;
    const counts = new ReportCountsTable(this, 'Counts');
    const environment: IntakeEnvironment = {
      LEDGER_TABLE_NAME: table.tableName,
      EVENT_BUS_NAME: eventBus.eventBusName,
      REPORT_COUNTS_TABLE_NAME: counts.table.tableName,
      REPORT_LINK_SECRET_NAME: linkSecret.secretName,
      ...shopEnvironment(shop),
      REPORTED_TYPES: this.types.join(','),
      REPORTS_PER_CUSTOMER_PER_DAY: String(perCustomerPerDay),
      REPORTS_PER_MINUTE: String(perMinute),
    };
    const intake = new AskedFunction(this, 'Intake', {
      entry: 'functions/reports/report-intake.ts',
      description: 'Amends: takes reports of customers, asks the shop about them and publishes them.',
      serviceName: 'report-intake',
      environment,
      permissions: [mayReadRemedies(table), counts.mayCount(), mayReadSecret(linkSecret), mayAskShop(shop)],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
    grantKeys(intake.role, table, linkSecret, shop.secret);
    return intake;
  }

  private createPages({ publicConcurrency, ...shared }: ReportPagesProps): UrlFunction {
    const { functionName, functionArn } = this.intake.lambda;
    const letters = this.letters?.intake.lambda;
    const environment: ReportPagesEnvironment = {
      REPORT_INTAKE_FUNCTION_NAME: functionName,
      ...(letters && { LETTER_INTAKE_FUNCTION_NAME: letters.functionName }),
    };
    const asked = [functionArn, ...(letters ? [letters.functionArn] : [])];
    return new UrlFunction(this, 'Pages', {
      entry: reportPagesEntry,
      description: 'Amends: the pages on which customers say what went wrong.',
      serviceName: 'report-pages',
      authType: FunctionUrlAuthType.NONE,
      environment,
      permissions: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: asked })],
      encryptionKey: shared.encryptionKey,
      logRetention: shared.logRetention,
      logGroupPrefix: shared.logGroupPrefix,
      reservedConcurrency: publicConcurrency,
    });
  }

  private watch({ alarms }: ReportPagesProps): void {
    const called = { runbook: 'reports', owner: 'operations', alarms } as const;
    new CustomerAlarm(this, 'Errors', {
      metric: this.pages.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      periods: 2,
      customers: 'Customers cannot say what went wrong, and see an error page instead.',
      firstStep: 'Look for the error in the log of the pages, and in that of the function that takes reports.',
      ...called,
    });
    new CustomerAlarm(this, 'ShopSilent', {
      metric: remedyMetric('ShopSilent', this.intake, { period: Duration.minutes(15) }),
      above: 5,
      periods: 2,
      customers: 'Customers who want to report something are told that their orders cannot be seen.',
      firstStep:
        'Read "why" in the lines "shop-silent" of the function that takes reports. The endpoint of the shop is yours.',
      ...called,
    });
    new CustomerAlarm(this, 'Refused', {
      metric: remedyMetric('ReportRefused', this.intake, { period: Duration.minutes(15) }),
      above: 30,
      customers: 'Many reports were refused. If customers sent them, they think that nobody hears them.',
      firstStep:
        'Read "why" in the lines "report-refused": too many of one customer, of all, or a form that was too old.',
      ...called,
    });
  }

  private acknowledgePublicAccess(): void {
    const reason =
      'Customers have no AWS identity to sign with. The function writes pages and holds no secret: whatever it is sent, it ' +
      'asks one private function, which answers only about whom a link of the shop names, and which is signed, bounded and expires.';
    this.pages.acknowledgePublicAccess(reason);
  }
}

/** It reads what became of customers' remedies, one by one, and nothing else of the ledger. */
function mayReadRemedies(table: ITable): PolicyStatement {
  return new PolicyStatement({
    actions: ['dynamodb:GetItem'],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CUSTOMER#*'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

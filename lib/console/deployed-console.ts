import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ConsoleEnvironment } from '../../console/hosts/oidc/console-settings';
import { logGroupNameOf } from '../function/amends-function';
import { consoleEntry } from '../function/function-code';
import { mayReadSecret } from '../function/function-rights';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { CognitoClient } from './cognito-client';
import type { Console, ConsoleConfig } from './console';
import { ConsoleFunction } from './console-function';
import { ConsoleSessions } from './console-sessions';
import { operatorAccess, type OperatorAccessProps } from './operator-access';

export interface DeployedConsoleProps extends OperatorAccessProps {
  readonly console: ConsoleConfig;
  readonly publicConcurrency?: number | undefined;
}

/**
 * The console at an address of its own. Everybody reaches it, and whoever signs in at the issuer does there what their
 * roles allow. It does what the operator API does, in the name of that person, with the same rights.
 */
export class DeployedConsole extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct,
    { console }: { readonly console?: Console | undefined },
    common: Omit<DeployedConsoleProps, 'console'>,
  ): DeployedConsole | undefined {
    return console && new DeployedConsole(scope, 'Console', { ...common, console: console.config });
  }

  readonly function: ConsoleFunction;
  /** Which answers at the address. */
  readonly api: HttpApi;
  private readonly isCognito: boolean;

  constructor(scope: Construct, id: string, props: DeployedConsoleProps) {
    super(scope, id);
    const { clientSecret, cognito } = props.console;
    this.isCognito = cognito !== undefined;
    const { encryptionKey, logRetention, logGroupPrefix } = props;
    const description = 'Amends: the console for people who decide holds, switch and look.';
    this.api = new HttpApi(this, 'Api', { description, createDefaultStage: false });
    const sessions = new ConsoleSessions(this, 'Sessions');
    const access = operatorAccess(this, props);
    const environment = { ...access.environment, ...this.environmentOf(props.console, sessions) };
    this.function = new ConsoleFunction(this, 'Serve', {
      entry: consoleEntry,
      description,
      serviceName: 'console',
      files: props.files,
      environment,
      permissions: [...access.permissions, sessions.mayUse(), ...(clientSecret ? [mayReadSecret(clientSecret)] : [])],
      api: this.api,
      accessLog: new LogGroup(this, 'AccessLog', {
        logGroupName: logGroupNameOf(this, logGroupPrefix),
        retention: logRetention,
        encryptionKey,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
      encryptionKey,
      logRetention,
      logGroupPrefix,
      reservedConcurrency: props.publicConcurrency,
    });
    access.permit(this, this.function);
    clientSecret?.encryptionKey?.grantDecrypt(this.function.role);
    new CustomerAlarm(this, 'Errors', {
      metric: this.function.metricServerErrors({ period: Duration.minutes(5) }),
      above: 0,
      customers: 'People cannot use the console, and may be unable to decide holds. Customers on hold keep waiting.',
      firstStep: 'Look for the error in the log of the console. The commands of amends work without it.',
      runbook: 'desk-errors',
      owner: 'operations',
      alarms: props.alarms,
    });
  }

  /** What a stack says of it, by the names of its outputs. */
  get outputs(): readonly (readonly [name: string, value: string, description: string])[] {
    const redirect =
      'Register it with the issuer, to the last character: people come back to it after they have signed in.';
    const signedOut =
      'Register it with a client of Cognito of your own: people come back to it who have signed out there.';
    return [
      ['ConsoleUrl', this.url, 'People open the console here.'],
      ['ConsoleRedirectUrl', this.redirectUrl, redirect],
      ...(this.isCognito ? [['ConsoleSignedOutUrl', this.signedOutUrl, signedOut] as const] : []),
    ];
  }

  /** Where people open it. */
  get url(): string {
    return this.api.apiEndpoint;
  }

  /** Where people come back to who have signed in, as the issuer has to know it. */
  get redirectUrl(): string {
    return `${this.url}/signed-in`;
  }

  /** Where people come back to who were signed out at the issuer, where that is Cognito. */
  get signedOutUrl(): string {
    return `${this.url}/signed-out`;
  }

  private environmentOf(
    { issuer, clientId, clientSecret, roles, scopes: given = ['profile'], cognito }: ConsoleConfig,
    { table }: ConsoleSessions,
  ): ConsoleEnvironment {
    const scopes = [...new Set(['openid', ...given])];
    return {
      CONSOLE_ORIGIN: this.api.apiEndpoint,
      CONSOLE_SESSIONS_TABLE_NAME: table.tableName,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId ?? this.createClient(scopes, cognito),
      ...(cognito && { COGNITO_USER_POOL_ID: cognito.userPoolId }),
      ...(clientSecret && { OIDC_CLIENT_SECRET_NAME: clientSecret.secretName }),
      OIDC_SCOPE: scopes.join(' '),
      OIDC_ROLES: JSON.stringify(roles),
    };
  }

  private createClient(scopes: readonly string[], cognito: ConsoleConfig['cognito']): string {
    if (!cognito) throw new Error('Only a user pool of Cognito gets a client from here.');
    const { redirectUrl, signedOutUrl } = this;
    return new CognitoClient(this, 'Cognito', { ...cognito, scopes, redirectUrl, signedOutUrl }).clientId;
  }
}

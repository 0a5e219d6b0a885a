import { randomBytes } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Observer } from '../../../lambdas/flow/record/observer';
import { sourceTarget } from '../../../lambdas/model/controls';
import { operatorApiSettings } from '../../../lambdas/runtime/environment/environment';
import { errorFacts } from '../../../lambdas/runtime/telemetry/error-facts';
import { awsClientConfig } from '../../../lambdas/runtime/wiring/clients';
import { wireOperatorApi } from '../../../lambdas/runtime/wiring/operator-api-wiring';
import { consoleSettings } from './console-settings';
import { DynamoSignIns } from './dynamo-sign-ins';
import type { OidcConsoleProps } from './oidc-console';
import { clientSecretIn } from './secretsmanager-client-secret';

/** The real ports of the deployed console. */
export function wireOidcConsole(environment: NodeJS.ProcessEnv, observer: Observer): OidcConsoleProps {
  const operator = operatorApiSettings(environment);
  const settings = consoleSettings(environment);
  const { OIDC_CLIENT_SECRET_NAME: secretName } = settings;
  const logger = new Logger();
  const log = (error: unknown): void => logger.error('a request of the console failed', { ...errorFacts(error) });
  return {
    origin: settings.CONSOLE_ORIGIN,
    api: {
      ports: wireOperatorApi(operator, observer),
      targets: [...operator.FAILURE_TYPES, ...operator.SOURCES.map(sourceTarget)],
      log,
    },
    signIns: new DynamoSignIns(new DynamoDBClient(awsClientConfig), settings.CONSOLE_SESSIONS_TABLE_NAME),
    issuer: settings.OIDC_ISSUER,
    clientId: settings.OIDC_CLIENT_ID,
    cognitoUserPoolId: settings.COGNITO_USER_POOL_ID,
    clientSecret:
      secretName === undefined ? undefined : clientSecretIn(new SecretsManagerClient(awsClientConfig), secretName),
    scope: settings.OIDC_SCOPE,
    roles: settings.OIDC_ROLES,
    fetch,
    clock: () => new Date(),
    newSecret: () => randomBytes(32).toString('base64url'),
  };
}

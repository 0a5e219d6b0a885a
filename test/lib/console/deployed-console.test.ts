import { Key } from 'aws-cdk-lib/aws-kms';
import type { Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Console, type CognitoConsoleOptions, type OidcConsoleOptions, type RefundAutomationProps } from '../../../lib';
import { rightsOf } from '../rights';
import { arnOf, oneFailure, operatorApi, resourceOf, resourcesOf, secretOf, TeamStack } from '../synthesize';

const issuer = {
  issuer: 'https://login.example.com/realms/staff',
  clientId: 'amends-console',
  roles: { claim: 'groups', duties: { 'amends-approvers': ['look', 'approve'], 'on-call': ['look', 'switch'] } },
} as const satisfies OidcConsoleOptions;

const withConsole = (scope: Stack): Partial<RefundAutomationProps> => ({
  failures: oneFailure,
  publicConcurrency: 3,
  console: Console.oidc({ ...issuer, clientSecret: secretOf(scope, 'team/console'), scopes: ['profile', 'groups'] }),
});

const team = new TeamStack(withConsole);
const template = team.template();
const serve = 'AmendsConsoleServe';
const lambda = resourceOf(template, 'AWS::Lambda::Function', `${serve}Function`);
const sessions = resourceOf(template, 'AWS::DynamoDB::GlobalTable', 'AmendsConsoleSessions');
const api = resourceOf(template, 'AWS::ApiGatewayV2::Api');

test('it has an HTTP API of its own, of which every path leads to the one function', () => {
  const route = resourceOf(template, 'AWS::ApiGatewayV2::Route').Properties;
  expect(route).toMatchObject({ ApiId: { Ref: api.id }, RouteKey: '$default' });
  expect(resourceOf(template, 'AWS::ApiGatewayV2::Integration').Properties).toMatchObject({
    IntegrationUri: { 'Fn::GetAtt': [lambda.id, 'Arn'] },
    PayloadFormatVersion: '2.0',
  });
  const invoking = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(({ Properties }) =>
    JSON.stringify(Properties['FunctionName']).includes(lambda.id),
  );
  expect(invoking.map(({ Properties }) => Properties['Principal'])).toEqual(['apigateway.amazonaws.com']);
});

test('requests are throttled, and written down without what stands in their query', () => {
  const { AccessLogSettings: log, DefaultRouteSettings: settings } = resourceOf(template, 'AWS::ApiGatewayV2::Stage')
    .Properties as Record<string, { readonly Format: string }>;
  expect(settings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
  expect(Object.values(JSON.parse(log?.Format ?? '') as object)).toContain('$context.identity.sourceIp');
  expect(log?.Format).not.toMatch(/path|query|cookie|header/i);
});

test('the function knows the issuer, the name of the secret, and what each role may do, and not the secret', () => {
  const { Variables } = lambda.Properties['Environment'] as { readonly Variables: Record<string, unknown> };
  expect(Variables).toMatchObject({
    CONSOLE_SESSIONS_TABLE_NAME: { Ref: sessions.id },
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: issuer.clientId,
    OIDC_CLIENT_SECRET_NAME: 'team/console',
    OIDC_SCOPE: 'openid profile groups',
    OIDC_ROLES: JSON.stringify(issuer.roles),
  });
  expect(JSON.stringify(Variables['CONSOLE_ORIGIN'])).toContain(api.id);
  expect(JSON.stringify(template.toJSON())).not.toContain('resolve:secretsmanager');
});

test('it may do what the operator API may, and beside that keep sessions and read the one secret', () => {
  // Statements of one action are one in a template, so each action on each resource is looked at.
  const each = (start: string): string[] =>
    rightsOf(template, start)
      .filter(({ actions }) => !actions.includes('logs:PutLogEvents'))
      .flatMap(({ actions, resources, condition }) =>
        actions.flatMap((action) => resources.map((resource) => JSON.stringify([action, resource, condition]))),
      );
  const [own, shared] = [each(serve), each(operatorApi)];
  expect(shared.filter((right) => !own.includes(right))).toEqual([]);
  const beside = own.filter((right) => !shared.includes(right)).toSorted();
  const ofSessions = ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'].map((action) =>
    JSON.stringify([`dynamodb:${action}`, arnOf(sessions.id), undefined]),
  );
  expect(beside.slice(0, 4)).toEqual(ofSessions);
  expect(beside.slice(4)).toEqual([expect.stringMatching(/secretsmanager:GetSecretValue.*team\/console-\?{6}/)]);
});

test('the bus takes the outcomes of what people decide there', () => {
  const role = resourceOf(template, 'AWS::IAM::Role', `${serve}Role`).id;
  const statements = JSON.stringify(resourcesOf(template, 'AWS::Events::EventBusPolicy'));
  expect(statements).toContain(role);
});

test('sessions lie apart from the ledger, and are forgotten', () => {
  expect(sessions).toMatchObject({
    DeletionPolicy: 'Delete',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    },
  });
});

test('a flood at its address takes no more than the public functions may', () => {
  expect(lambda.Properties['ReservedConcurrentExecutions']).toBe(3);
});

test('an alarm rings when it fails', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsConsoleErrors').Properties).toMatchObject({
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Statistic: 'Sum',
  });
});

test('its function can use the key of the secret', () => {
  const keyed = new TeamStack((scope) => {
    const secret = secretOf(scope, 'team/console');
    const encryptionKey = Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1234');
    const clientSecret = Object.create(secret, { encryptionKey: { value: encryptionKey } }) as typeof secret;
    return { failures: oneFailure, console: Console.oidc({ ...issuer, clientSecret }) };
  });
  const policies = JSON.stringify(resourcesOf(keyed.template(), 'AWS::IAM::Policy'));
  expect(policies).toMatch(/kms:Decrypt.*key\/1234/);
});

test('without the option there is nothing of it', () => {
  const plain = new TeamStack(() => ({ failures: oneFailure }));
  expect(plain.automation.console).toBeUndefined();
  const json = JSON.stringify(plain.template().toJSON());
  expect(json).not.toMatch(/ApiGatewayV2|CONSOLE_|OIDC_|Console/);
});

test.each<[string, Partial<OidcConsoleOptions>, string]>([
  ['an issuer without https', { issuer: 'http://login.example.com' }, 'issuer is the https address'],
  ['a client without a name', { clientId: '' }, 'clientId is what the issuer calls the console'],
  ['roles that nobody has', { roles: { claim: 'groups', duties: {} } }, 'roles.duties names no role'],
  ['a role without a duty', { roles: { claim: 'groups', duties: { staff: [] } } }, 'roles.duties of staff are some of'],
  ['no claim', { roles: { claim: '', duties: { staff: ['look'] } } }, 'roles.claim is the name of a claim'],
  ['several scopes in one', { scopes: ['profile groups'] }, 'scopes are words without spaces'],
])('%s is refused before anything is deployed', (_, wrong, why) => {
  expect(() => Console.oidc({ ...issuer, ...wrong })).toThrow(why);
});

describe('where people sign in at a user pool of Cognito', () => {
  const groups = { 'amends-approvers': ['look', 'approve'] } as const;
  const userPoolId = 'eu-west-1_Films0123';
  const consoleOf = (options: Partial<CognitoConsoleOptions> = {}) =>
    Console.cognito({ userPoolId, groups, ...options });
  const withPool = (options: Partial<CognitoConsoleOptions> = {}) =>
    new TeamStack(() => ({ failures: oneFailure, console: consoleOf(options) })).template();
  const environmentOf = (of: ReturnType<typeof withPool>): Record<string, unknown> => {
    const { Environment } = resourceOf(of, 'AWS::Lambda::Function', `${serve}Function`).Properties;
    return (Environment as { readonly Variables: Record<string, unknown> }).Variables;
  };

  test('the console is a client of the pool that takes codes alone, and knows where people come back to', () => {
    const pooled = withPool({ identityProviders: ['FilmsSaml'] });
    const client = resourceOf(pooled, 'AWS::Cognito::UserPoolClient');
    expect(client.Properties).toMatchObject({
      UserPoolId: userPoolId,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      SupportedIdentityProviders: ['FilmsSaml'],
    });
    const [back, out] = [client.Properties['CallbackURLs'], client.Properties['LogoutURLs']].map((urls) =>
      JSON.stringify(urls),
    );
    const { id } = resourceOf(pooled, 'AWS::ApiGatewayV2::Api');
    expect(back).toMatch(new RegExp(`${id}.*/signed-in"`));
    expect(out).toMatch(new RegExp(`${id}.*/signed-out"`));
    expect(environmentOf(pooled)).toMatchObject({
      COGNITO_USER_POOL_ID: userPoolId,
      OIDC_ISSUER: `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
      OIDC_CLIENT_ID: { Ref: client.id },
      OIDC_ROLES: JSON.stringify({ claim: 'cognito:groups', duties: groups }),
    });
    expect(environmentOf(pooled)).not.toHaveProperty('OIDC_CLIENT_SECRET_NAME');
  });

  test('a client that is there already is used, and none is made', () => {
    const pooled = withPool({ clientId: '7abc' });
    pooled.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
    expect(environmentOf(pooled)).toMatchObject({ OIDC_CLIENT_ID: '7abc' });
  });

  test('a pool of the same app is named once it is there', () => {
    const pooled = new TeamStack((stack) => ({
      failures: oneFailure,
      console: consoleOf({ userPoolId: new UserPool(stack, 'Pool').userPoolId }),
    })).template();
    const pool = resourceOf(pooled, 'AWS::Cognito::UserPool').id;
    expect(environmentOf(pooled)['COGNITO_USER_POOL_ID']).toEqual({ Ref: pool });
    expect(JSON.stringify(environmentOf(pooled)['OIDC_ISSUER'])).toMatch(
      new RegExp(`cognito-idp\\..*AWS::Region.*\\.amazonaws\\.com/.*${pool}`),
    );
  });

  test.each<[Partial<CognitoConsoleOptions>, RegExp]>([
    [{ userPoolId: 'films' }, /userPoolId is such as eu-west-1_/],
    [{ region: 'us-east-1' }, /region is eu-west-1/],
    [{ groups: {} }, /groups names no group/],
    [{ groups: { staff: [] } }, /groups of staff are some of look/],
    [{ clientId: ' ' }, /clientId is what/],
    [{ scopes: ['two words'] }, /scopes are words/],
  ])('%j is refused', (options, problem) => {
    expect(() => consoleOf(options)).toThrow(problem);
  });

  test('a secret belongs to a client that is named', () => {
    const secretAlone = () =>
      new TeamStack((stack) => ({ console: consoleOf({ clientSecret: secretOf(stack, 'team/console') }) }));
    expect(secretAlone).toThrow(/clientSecret is of a clientId/);
  });
});

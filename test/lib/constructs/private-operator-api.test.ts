import { type Stack } from 'aws-cdk-lib';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { ArnPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { RefundAutomationProps } from '../../../lib';
import { rightsOf } from '../rights';
import { account, arnOf, oneFailure, operatorApi, resourceOf, resourcesOf, TeamStack } from '../synthesize';

const through = (scope: Stack): Partial<RefundAutomationProps> => ({
  failures: oneFailure,
  operatorVpcEndpoint: InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(scope, 'Endpoint', {
    vpcEndpointId: 'vpce-0a1b2c',
    port: 443,
  }),
});

const abroad = 'arn:aws:iam::222222222222:role/care';
const singleSignOn = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`;
const team = new TeamStack(through);
const care = new Role(team, 'Care', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
team.automation.grantOperate(care, { may: ['look'] });
team.automation.grantOperate(care, { may: ['look'] });
team.automation.grantOperate(new ArnPrincipal(abroad), { may: ['look'] });
team.automation.grantOperate(new ArnPrincipal(singleSignOn), { may: ['look'] });
const template = team.template();
const api = resourceOf(template, 'AWS::ApiGateway::RestApi');

test('there is no function URL, and the API is private', () => {
  expect(resourcesOf(template, 'AWS::Lambda::Url')).toEqual({});
  expect(api.Properties['EndpointConfiguration']).toEqual({ Types: ['PRIVATE'], VpcEndpointIds: ['vpce-0a1b2c'] });
});

test('every request has to be signed', () => {
  const methods = Object.values(resourcesOf(template, 'AWS::ApiGateway::Method'));
  expect(methods.length).toBeGreaterThan(0);
  expect([...new Set(methods.map(({ Properties }) => Properties['AuthorizationType']))]).toEqual(['AWS_IAM']);
});

test('it is reached through the one endpoint, by whoever was granted it, and by nobody else', () => {
  const allowed = (role: unknown) => ({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: { ArnLike: { 'aws:PrincipalArn': role } },
  });
  const { id } = resourceOf(template, 'AWS::IAM::Role', 'Care');
  expect((api.Properties['Policy'] as { readonly Statement: unknown }).Statement).toEqual([
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c' } },
    },
    allowed(arnOf(id)),
    allowed(abroad),
    allowed(singleSignOn),
  ]);
  expect(rightsOf(template, 'Care')).toEqual([]);
});

test('only the API may invoke the function: a direct invocation could claim any identity', () => {
  const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).map(
    ({ Properties }) => Properties,
  );
  const ofOperators = permissions.filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(operatorApi));
  expect(ofOperators).toEqual([expect.objectContaining({ Principal: 'apigateway.amazonaws.com' })]);
  expect(JSON.stringify(ofOperators[0]?.['SourceArn'])).toContain(api.id);
});

test('a grant that is added is deployed', () => {
  const deployment = (stack: TeamStack) => resourceOf(stack.template(), 'AWS::ApiGateway::Deployment').id;
  const another = new TeamStack(through);
  another.automation.grantOperate(new ArnPrincipal(abroad), { may: ['look'] });
  expect(deployment(another)).not.toBe(deployment(new TeamStack(through)));
});

test('its address names the endpoint, so that it is found without private DNS', () => {
  const url = team.resolve(team.automation.operatorApi.url) as {
    readonly 'Fn::Join': readonly [string, readonly unknown[]];
  };
  expect(url['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'ID')).join('')).toMatch(
    /^https:\/\/ID-vpce-0a1b2c\.execute-api\.eu-west-1\.(ID|amazonaws\.com)\/(ID|v1)\/$/,
  );
});

test('an alarm fires when nobody can decide', () => {
  expect(resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsOperatorApiErrors').Properties).toMatchObject({
    Namespace: 'AWS/ApiGateway',
    MetricName: '5XXError',
    Statistic: 'Sum',
  });
});

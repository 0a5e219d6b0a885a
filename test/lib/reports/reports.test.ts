import { reportSource } from '../../../lambdas/reports/report-source';
import { Reports, Shop } from '../../../lib';
import { rightsOf } from '../rights';
import { resourceOf, resourcesOf, secretOf, TeamStack, withWebhook } from '../synthesize';

const reportsFor = (scope: Parameters<typeof secretOf>[0]) => ({
  shop: Shop.http({ url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/shop') }),
  reports: Reports.at({ linkSecret: secretOf(scope, 'team/links') }),
});

const template = new TeamStack((stack) => ({ ...withWebhook(stack), ...reportsFor(stack) })).template();

const actionsOf = (start: string): string[] =>
  rightsOf(template, start)
    .flatMap(({ actions }) => actions)
    .filter((action) => !/^(logs|xray):/.test(action))
    .sort();

it('the pages that everybody reaches may do one thing: ask the function that takes reports', () => {
  const rights = rightsOf(template, 'AmendsReportsPages').filter(
    ({ actions }) => !/^(logs|xray):/.test(actions.join()),
  );
  const { id } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsReportsIntake');
  expect(rights.map(({ actions }) => actions)).toEqual([['lambda:InvokeFunction']]);
  expect(JSON.stringify(rights)).toContain(id);
  const { Properties } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsReportsPages');
  expect(Object.keys((Properties['Environment'] as { Variables: object }).Variables).sort()).toEqual([
    'POWERTOOLS_LOG_LEVEL',
    'POWERTOOLS_METRICS_NAMESPACE',
    'POWERTOOLS_SERVICE_NAME',
    'REPORT_INTAKE_FUNCTION_NAME',
  ]);
});

it('the function that takes reports reads remedies, counts, and publishes from its own source alone', () => {
  expect(actionsOf('AmendsReportsIntake')).toEqual([
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    'events:PutEvents',
    'secretsmanager:GetSecretValue',
  ]);
  const [publishing] = rightsOf(template, 'AmendsReportsIntake').filter(({ actions }) =>
    actions.includes('events:PutEvents'),
  );
  expect(JSON.stringify(publishing)).toContain(reportSource);
});

it('the rules of failure types take reports, and count all of them as reported', () => {
  const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule')).map(({ Properties }) =>
    JSON.stringify(Properties),
  );
  expect(rules.filter((rule) => rule.includes(reportSource)).length).toBe(9);
  const { Properties } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsParcelLost');
  expect(JSON.stringify(Properties['Environment'])).toContain(`\\"${reportSource}\\":\\"reported\\"`);
});

it('a limit that is no whole number, an address without TLS, no shop and a secret with two purposes are refused', () => {
  type Scope = Parameters<typeof secretOf>[0];
  const stack = (props: (scope: Scope) => object) => () =>
    new TeamStack((scope) => ({ ...withWebhook(scope), ...props(scope) }));
  const url = 'https://shop.example.com';
  expect(
    stack((scope) => ({ shop: Shop.http({ url: 'http://shop.example.com', secret: secretOf(scope, 'a') }) })),
  ).toThrow(/needs an https URL/);
  expect(stack((scope) => ({ reports: Reports.at({ linkSecret: secretOf(scope, 'b'), perMinute: 0.5 }) }))).toThrow(
    /reports.perMinute is a whole number/,
  );
  expect(stack((scope) => ({ reports: Reports.at({ linkSecret: secretOf(scope, 'b') }) }))).toThrow(
    /Reports ask your shop, and there is none/,
  );
  expect(
    stack((scope) => {
      const secret = secretOf(scope, 'a');
      return { shop: Shop.http({ url, secret }), reports: Reports.at({ linkSecret: secret }) };
    }),
  ).toThrow(/One secret is for/);
});

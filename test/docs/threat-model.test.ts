import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { complaintRaised } from '../../lambdas/failures/complaint-raised/complaint-raised';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { Channel, Console, FailureType, RefundProvider, Reports, Shop } from '../../lib';
import { rightsOf, type Right } from '../lib/rights';
import { partnerEndpoint, resourcesOf, secretOf, sender, TeamStack } from '../lib/synthesize';

// What docs/threat-model.md says of each function is what its role allows: a right that comes or goes changes the page.

const page = readFileSync(path.join(__dirname, '../../docs/threat-model.md'), 'utf8');

/** Everything that there can be, with one type that moves money and one that moves none. */
const template = new TeamStack((scope) => ({
  failures: [FailureType.of(videoPlaybackFailed), FailureType.of(complaintRaised)],
  provider: RefundProvider.stripe({
    apiKey: secretOf(scope, 'provider key'),
    readKey: secretOf(scope, 'reading key'),
    webhookSecret: secretOf(scope, 'webhook secret'),
    mode: 'test',
  }),
  replacements: partnerEndpoint(scope),
  channels: [
    Channel.facebook({
      page: '103871',
      appSecret: secretOf(scope, 'team/facebook-app'),
      pageToken: secretOf(scope, 'team/facebook-page'),
      verifyToken: 'a-token-that-we-made-up',
      complaints: { counts: 'every-message' },
      customers: { url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/customers') },
    }),
  ],
  syntheticFailure: { mailbox: 'synthetic@example.com' },
  console: Console.oidc({
    issuer: 'https://login.example.com',
    clientId: 'amends',
    clientSecret: secretOf(scope, 'team/console'),
    roles: { claim: 'groups', duties: { approvers: ['look', 'approve'] } },
  }),
  shop: Shop.http({ url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/shop') }),
  reports: Reports.at({ linkSecret: secretOf(scope, 'team/links') }),
  sender,
})).template();

interface Row {
  readonly service: string;
  readonly rights: string;
  readonly secrets: string;
}

/** What the template says of each function. */
function rowsOf(stack: Template): Row[] {
  return Object.entries(resourcesOf(stack, 'AWS::Lambda::Function')).flatMap(([id, { Properties }]) => {
    const { Variables = {} } = (Properties['Environment'] ?? {}) as { Variables?: Record<string, string> };
    const service = Variables['POWERTOOLS_SERVICE_NAME'];
    // Others are the CDK's own.
    if (service === undefined) return [];
    const rights = rightsOf(stack, id.replace(/Function[0-9A-F]{8}$/, 'Role'));
    return [{ service, rights: byService(rights.flatMap(actionsOf)), secrets: listed(rights.flatMap(secretsIn)) }];
  });
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : [...new Set(texts)].sort().join(', ');
}

/** As `dynamodb: GetItem, PutItem; events: PutEvents`. */
function byService(actions: readonly string[]): string {
  const services = [...new Set(actions.map((action) => action.split(':', 1).join('')))].sort();
  const ofService = (service: string) =>
    listed(
      actions.filter((action) => action.startsWith(`${service}:`)).map((action) => action.slice(service.length + 1)),
    );
  return services.map((service) => `${service}: ${ofService(service)}`).join('; ');
}

/** Every function writes its log and its traces. */
function actionsOf({ actions }: Right): readonly string[] {
  return actions.filter((action) => !/^(logs|xray):|:GetSecretValue$/.test(action));
}

function secretsIn({ actions, resources }: Right): string[] {
  if (!actions.includes('secretsmanager:GetSecretValue')) return [];
  return resources.map((arn) => {
    const written = typeof arn === 'string' ? arn : JSON.stringify(arn);
    // A deployment makes it, and nobody names it.
    if (/SealsSecret/.test(written)) return 'seal key';
    return /:secret:(.+)-\?{6}$/.exec(written)?.[1] ?? written;
  });
}

const asWritten = ({ service, rights, secrets }: Row): string => `| ${service} | ${rights} | ${secrets} |`;

/** The rows of the page, without the blanks that line them up. */
const written = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.replace(/\s+/g, ' ').replaceAll('`', ''));

const rows = rowsOf(template);

it.each(rows)('the page names what $service may do, and which secrets it reads', (row) => {
  expect(written).toContain(asWritten(row));
});

it('it names no function that is not there', () => {
  const [, table = ''] = page.split('## What each function may do');
  const [own = ''] = table.split('\n## ');
  const named = own.split('\n').flatMap((line) => /^\| `([a-z-]+)` /.exec(line)?.[1] ?? []);
  expect(named.sort()).toEqual(rows.map(({ service }) => service).sort());
});

it('each secret has a row that says what whoever reads it can do', () => {
  const [, table = ''] = page.split('## What each secret is good for');
  const [own = ''] = table.split('\n## ');
  for (const secret of new Set(rows.flatMap(({ secrets }) => secrets.split(', ')))) {
    if (secret !== 'none') expect(own).toMatch(new RegExp(`^\\| ${secret} `, 'm'));
  }
});

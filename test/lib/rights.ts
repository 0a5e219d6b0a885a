import type { Template } from 'aws-cdk-lib/assertions';
import { account, arnOf, region, resourceOf, resourcesOf } from './synthesize';

/** One statement of a policy, with lists where IAM takes both a list and a single value. */
export interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: string | { readonly AWS?: unknown };
  readonly Condition?: unknown;
}

interface Policy {
  readonly Roles?: readonly unknown[];
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

const requests = ['CreditRequested', 'ReplacementRequested', 'EntitlementRequested', 'CallbackRequested'];
const withdrawals = ['CreditWithdrawn', 'ReplacementWithdrawn', 'EntitlementWithdrawn', 'CallbackWithdrawn'];

/** The condition for events of these sources and types alone, however many a request carries. */
export function onlyEvents(sources: readonly string[], types: readonly string[]): unknown {
  return {
    'ForAllValues:StringEquals': { 'events:source': sources, 'events:detail-type': types },
    Null: { 'events:source': 'false', 'events:detail-type': 'false' },
  };
}

/** The right to publish how remedies ended and who bears their cost, and nothing else. */
export function publishingOutcomes(busArn: unknown, ...others: readonly string[]): Right {
  return {
    actions: ['events:PutEvents'],
    resources: [busArn],
    condition: onlyEvents(
      ['amends'],
      [
        'RemedyIssued',
        'RemedyPending',
        'RemedyDeclined',
        'RemedyUnknown',
        'RemedyHeld',
        'RemedyLateFailed',
        'RemedyRejected',
        'RemedyNeedsAttention',
        'RemedyNotOwed',
        'RemedyShadowed',
        'RecoveryRecorded',
        ...others,
      ],
    ),
  };
}

/** The right to tell owners of mails that did not arrive, and nothing else. */
export function tellingOwners(busArn: unknown): Right {
  const condition = onlyEvents(['amends'], ['MailUndelivered']);
  return { actions: ['events:PutEvents'], resources: [busArn], condition };
}

/** The right to publish outcomes, and what partners are asked for. */
export function publishingRequests(busArn: unknown): Right {
  return publishingOutcomes(busArn, ...requests, ...withdrawals);
}

/** The right to read a secret of the team by its name. */
export function readingSecret(name: string, ...others: unknown[]): Right {
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-??????`;
  return { actions: ['secretsmanager:GetSecretValue'], resources: [arn, ...others], condition: undefined };
}

export const tracing: Right = {
  actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  resources: ['*'],
  condition: undefined,
};

/** The right to write the function's own log. */
export function logging(template: Template, start: string): Right {
  return {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [arnOf(resourceOf(template, 'AWS::Logs::LogGroup', start).id)],
    condition: undefined,
  };
}

/** A right to actions on resources, without a condition. */
export function right(actions: readonly string[], ...resources: readonly unknown[]): Right {
  return { actions, resources, condition: undefined };
}

/** Everything that the role of one function may do, through whatever policy. */
export function rightsOf(template: Template, start: string): readonly Right[] {
  const { id, Properties: role } = resourceOf(template, 'AWS::IAM::Role', start);
  if (role['ManagedPolicyArns'] !== undefined || role['Policies'] !== undefined) {
    throw new Error(`${id} has rights that are not written as policies of their own`);
  }
  const policies = policiesOf(template)
    .filter(({ Roles = [] }) => Roles.some((attached) => JSON.stringify(attached) === JSON.stringify({ Ref: id })))
    .map(({ PolicyDocument }) => PolicyDocument.Statement.map(toRight));
  // All functions share the policy with the right to write traces, which stands wherever the first of them does. Here
  // it stands behind the function's own rights, which begin with its log.
  const isTracing = (policy: readonly Right[]): boolean => JSON.stringify(policy) === JSON.stringify([tracing]);
  const isOwn = (policy: readonly Right[]): boolean =>
    policy.some(({ actions }) => actions.includes('logs:PutLogEvents'));
  const shared = policies.filter(isTracing).flat();
  const own = policies.flatMap((policy) => (isTracing(policy) ? [] : isOwn(policy) ? [...policy, ...shared] : policy));
  return [...own, ...rightsAtQueues(template, id)];
}

/** What queues let a role do by policies of their own: one right for all queues that let it do the same. */
function rightsAtQueues(template: Template, roleId: string): readonly Right[] {
  const role = JSON.stringify(arnOf(roleId));
  const isForRole = ({ Principal }: Statement): boolean =>
    typeof Principal === 'object' && [Principal.AWS].flat().some((named) => JSON.stringify(named) === role);
  const given = Object.values(resourcesOf(template, 'AWS::SQS::QueuePolicy'))
    .flatMap(({ Properties }) => (Properties as unknown as Policy).PolicyDocument.Statement)
    .filter(isForRole)
    .map(toRight);
  const kinds = [...new Set(given.map(({ actions }) => actions.join(' ')))].sort();
  return kinds.map((kind) => {
    const alike = given.filter(({ actions }) => actions.join(' ') === kind);
    const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    return right(kind.split(' '), ...alike.flatMap(({ resources }) => resources).toSorted(byText));
  });
}

/** The names of the team's secrets that the role of one function may read. */
export function secretsOf(template: Template, start: string): readonly string[] {
  const readable = rightsOf(template, start).filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'));
  return readable.flatMap(({ resources }) =>
    resources.map((arn) => /:secret:(.+)-\?{6}$/.exec(String(arn))?.[1] ?? ''),
  );
}

/** Every statement of every policy of a template. */
export function allRights(template: Template): readonly Right[] {
  return policiesOf(template).flatMap(({ PolicyDocument }) => PolicyDocument.Statement.map(toRight));
}

function policiesOf(template: Template): Policy[] {
  return ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) =>
    Object.values(resourcesOf(template, type)).map(({ Properties }) => Properties as unknown as Policy),
  );
}

function toRight({ Effect, Action, Resource, Condition }: Statement): Right {
  if (Effect !== 'Allow') throw new Error(`a policy of a role has the effect ${Effect}`);
  return { actions: [Action].flat(), resources: [Resource].flat(), condition: Condition };
}

import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { connected, everything, largest, phoned, started, wholeApp, wholeStages } from '../whole-stages';

/** What CloudFormation takes in one stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const limits = { resources: 500, parameters: 200, outputs: 200, bytes: 1_000_000 };

/** What other services take: EventBridge of a bus, SQS of a queue, Lambda of a function, in bytes. */
const taken = { busPolicy: 10_240, queuePolicy: 8_192, environment: 4_096 };

/** How many tags SQS takes of a queue, less those of a company. */
const mostTags = 50 - 8;

/** How many more resources each may have: what a new option takes, and the failure types of a team. */
const roomFor = new Map<unknown, number>([
  [everything, 30],
  [started, 60],
  [phoned, 60],
  [connected, 20],
  [largest, 6],
]);
const usualRoom = 70;

interface Json {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: object;
  readonly Outputs?: object;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly Environment?: { readonly Variables?: object };
    readonly Statement?: unknown;
    readonly Tags?: readonly unknown[];
    readonly Roles?: readonly unknown[];
    readonly PolicyDocument?: unknown;
    readonly AlarmName?: unknown;
  };
}

describe.each(wholeStages)('the stage %s', (_, stage) => {
  const app = wholeApp(stage);
  const stacks = app.node.findAll().filter((each) => Stack.isStack(each));
  const templates = stacks.map((stack) => ({ stack, json: Template.fromStack(stack).toJSON() as Json }));
  const ofType = (type: string) =>
    templates.flatMap(({ json }) => Object.entries(json.Resources)).filter(([, { Type }]) => Type === type);
  const policies = ofType('AWS::IAM::ManagedPolicy');

  test('leaves room in each of its stacks for what comes', () => {
    const most = limits.resources - (roomFor.get(stage) ?? usualRoom);
    const sizes = templates.map(({ stack, json }) => [stack.node.id, Object.keys(json.Resources).length]);
    expect(sizes.filter(([, count]) => Number(count) > most)).toEqual([]);
  });

  test('is as small in all else that CloudFormation counts', () => {
    for (const { json } of templates) {
      expect(Object.keys(json.Parameters ?? {}).length).toBeLessThanOrEqual((limits.parameters * 2) / 3);
      // Many are read by people, and each network has three of its own.
      expect(Object.keys(json.Outputs ?? {}).length).toBeLessThanOrEqual((limits.outputs * 4) / 5);
      expect(JSON.stringify(json).length).toBeLessThanOrEqual(limits.bytes / 2);
    }
  });

  test('keeps nothing, and runs nothing, in the stack of what people look at', () => {
    const inside = templates.filter(({ stack }) => stack.node.id === 'Overview');
    const types = inside.flatMap(({ json }) => Object.values(json.Resources).map(({ Type }) => Type));
    expect(types).not.toHaveLength(0);
    expect(types.filter((type) => !['AWS::CloudWatch::Alarm', 'AWS::Athena::NamedQuery'].includes(type))).toEqual([]);
  });

  test('has no policy that IAM finds too long, with the longest names there are, and no role with too many', () => {
    expect(tooLong(policies, 6_144, ({ Properties }) => lengthOf(Properties?.PolicyDocument))).toEqual([]);
    const attached = policies.flatMap(([, { Properties }]) =>
      (Properties?.Roles ?? []).map((role) => JSON.stringify(role)),
    );
    const counts = [...new Set(attached)].map((role) => attached.filter((other) => other === role).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
  });

  test('has no settings of a function, no policy of a queue and no policy of the bus that AWS finds too long', () => {
    const environments = tooLong(ofType('AWS::Lambda::Function'), taken.environment, ({ Properties }) =>
      Object.entries(Properties?.Environment?.Variables ?? {}).reduce(
        (sum, [name, value]) => sum + name.length + lengthOf(value),
        0,
      ),
    );
    const queues = tooLong(ofType('AWS::SQS::QueuePolicy'), taken.queuePolicy, ({ Properties }) =>
      lengthOf(Properties?.PolicyDocument),
    );
    const statements = ofType('AWS::Events::EventBusPolicy').map(([, { Properties }]) => Properties?.Statement);
    const size = lengthOf({ Version: '2012-10-17', Statement: statements });
    const bus = size > taken.busPolicy ? [`the policy of the bus: ${size} of ${taken.busPolicy}`] : [];
    expect([...environments, ...queues, ...bus]).toEqual([]);
  });

  test('has no queue with more tags than SQS takes beside those of a company', () => {
    expect(tooLong(ofType('AWS::SQS::Queue'), mostTags, ({ Properties }) => Properties?.Tags?.length ?? 0)).toEqual([]);
  });

  test('lets no two functions share a right but the one to write traces', () => {
    for (const { json } of templates) {
      const all = Object.entries(json.Resources);
      const shared = all.filter(([, { Type, Properties }]) => isPolicy(Type) && (Properties?.Roles ?? []).length > 1);
      const functions = all.filter(([, { Type }]) => Type === 'AWS::Lambda::Function').length;
      expect(shared.map(([id]) => id.slice(0, 'AmendsTracing'.length))).toEqual(functions > 1 ? ['AmendsTracing'] : []);
    }
  });

  test('calls each alarm by a name that is known before it is deployed, and no two alike', () => {
    const alarms = templates.flatMap(({ json }) => Object.values(json.Resources)).filter(({ Type }) => isAlarm(Type));
    const names = alarms.map(({ Properties }) => Properties?.AlarmName);
    expect(names.filter((name) => typeof name !== 'string' || !name.includes('/Amends/'))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** What is longer than it may be, with how long it is and by how much. */
function tooLong(
  resources: readonly (readonly [string, Resource])[],
  most: number,
  sizeOf: (resource: Resource) => number,
): string[] {
  return resources
    .map(([id, resource]) => ({ id, size: sizeOf(resource) }))
    .filter(({ size }) => size > most)
    .map(({ id, size }) => `${id}: ${size} of ${most}, ${size - most} too many`);
}

function isPolicy(type: string): boolean {
  return type === 'AWS::IAM::ManagedPolicy';
}

function isAlarm(type: string): boolean {
  return type === 'AWS::CloudWatch::Alarm';
}

/** IAM counts every character of a policy but white space. */
function lengthOf(document: unknown): number {
  return JSON.stringify(document, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [only, ...others] = Object.entries(value as Readonly<Record<string, unknown>>);
    return only && others.length === 0 ? (resolved(...only) ?? value) : value;
  }).length;
}

/** What stands in the place of a reference, at the longest. */
function resolved(intrinsic: string, of: unknown): string | undefined {
  switch (intrinsic) {
    case 'Ref':
      // What refers to a queue so gets its URL.
      if (/(Queue|FailedRuns)[0-9A-F]{8}$/.test(String(of)))
        return `https://sqs.us-gov-west-1.amazonaws.com/111111111111/${'q'.repeat(80)}`;
      return 'n'.repeat(64);
    case 'Fn::GetAtt':
      if (String([of].flat().at(-1)).includes('RoleId')) return `AROA${'X'.repeat(17)}`;
      return `arn:aws-us-gov:sqs:us-gov-west-1:111111111111:${'q'.repeat(80)}`;
    case 'Fn::Join': {
      const [, parts] = of as [string, unknown[]];
      return parts.map((part) => (typeof part === 'string' ? part : partOf(part))).join('');
    }
    case 'Fn::ImportValue':
      return `arn:aws-us-gov:dynamodb:us-gov-west-1:111111111111:table/${'t'.repeat(80)}`;
    default:
      return undefined;
  }
}

function partOf(part: unknown): string {
  const [[intrinsic, of] = ['', '']] = Object.entries(part as Readonly<Record<string, unknown>>);
  return resolved(intrinsic, of) ?? '';
}

import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { connected, everything, largest, started, wholeApp, wholeStages } from '../whole-stages';

/** What CloudFormation takes in one stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const limits = { resources: 500, parameters: 200, outputs: 200, bytes: 1_000_000 };

/** How many more resources each may have: what a new option takes, and the failure types of a team. */
const roomFor = new Map<unknown, number>([
  [everything, 30],
  [started, 60],
  [connected, 50],
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
    readonly Roles?: readonly unknown[];
    readonly PolicyDocument?: unknown;
    readonly AlarmName?: unknown;
  };
}

describe.each(wholeStages)('the stage %s', (_, stage) => {
  const app = wholeApp(stage);
  const stacks = app.node.findAll().filter((each) => Stack.isStack(each));
  const templates = stacks.map((stack) => ({ stack, json: Template.fromStack(stack).toJSON() as Json }));
  const policies = templates
    .flatMap(({ json }) => Object.entries(json.Resources))
    .filter(([, { Type }]) => isPolicy(Type));

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
    const long = policies.filter(([, { Properties }]) => lengthOf(Properties?.PolicyDocument) > 6_144);
    expect(long.map(([id]) => id)).toEqual([]);
    const attached = policies.flatMap(([, { Properties }]) =>
      (Properties?.Roles ?? []).map((role) => JSON.stringify(role)),
    );
    const counts = [...new Set(attached)].map((role) => attached.filter((other) => other === role).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
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
      return 'n'.repeat(64);
    case 'Fn::GetAtt':
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

import { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy, type IEventBus } from 'aws-cdk-lib/aws-events';
import { type Effect, PolicyStatement, StarPrincipal, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** EventBridge refuses a larger policy. */
const maxBytes = 10_240;

/** The ARN of a role or a bus that gets its name from CloudFormation, at its longest. */
const longestArn = 100;

/** The sessions of a role by its id, which is 21 characters: `AROA` and 17 more. */
const longestSessions = 21 + ':*'.length;

const [byId, byArn] = ['aws:userid', 'aws:PrincipalArn'];

/** Who may put which events on a bus, or may not. It holds for whatever principal meets the conditions. */
export interface BusStatement {
  /**
   * Unique in this account and region, whatever the bus: EventBridge's resource in CloudFormation is known by it alone.
   */
  readonly sid: string;
  readonly effect: Effect;
  readonly conditions: Record<string, Record<string, unknown>>;
}

/**
 * The sessions of a role of ours, as `aws:userid` has them. AWS gives out the id of a role once: nobody makes another
 * role that has it, as they could one with a name, a path or a tag that fits. It is a quarter of the length of an ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function sessionsOf({ roleId }: Role): string {
  return `${roleId}${anySession}`;
}

const anySession = ':*';

/** For everybody but these: sessions of our roles, and roles by their ARN. A Deny without them is for all. */
export function unlessBy(publishers: readonly string[]): BusStatement['conditions'] {
  const [sessions, arns] = [true, false].map((isOfOurs) =>
    publishers.filter((publisher) => publisher.endsWith(anySession) === isOfOurs),
  );
  return {
    ...(sessions?.length && { StringNotLike: { [byId]: sessions } }),
    ...(arns?.length && { ArnNotEquals: { [byArn]: arns } }),
  };
}

/** The statements of one bus that are ours. */
export class BusPolicy extends Construct {
  constructor(scope: Construct, id: string, eventBus: IEventBus, statements: readonly BusStatement[]) {
    super(scope, id);
    const documents = statements.map((statement) => documentOf(statement, eventBus).toStatementJson() as unknown);
    const policies = statements.map(({ sid }, index) => {
      const { eventBusName } = eventBus;
      const policy = new CfnEventBusPolicy(this, sid, { eventBusName, statementId: sid, statement: documents[index] });
      return withoutPrincipal(policy);
    });
    // A bus allows one change of its policy at a time.
    policies.forEach((policy, index) => policy.node.addDependency(...policies.slice(Math.max(0, index - 1), index)));
    this.node.addValidation({ validate: () => this.problems(eventBus, documents) });
  }

  private problems({ node }: IEventBus, documents: readonly unknown[]): string[] {
    const size = bytesOf(Stack.of(this).resolve({ Version: '2012-10-17', Statement: documents }));
    if (size <= maxBytes) return [];
    return [
      `The policy of the event bus ${node.path} may reach ${size} bytes, and ${maxBytes} are allowed. Types with the same ` +
        'publishers share a statement: grant them to the same roles, or let several systems publish through one role.',
    ];
  }
}

/**
 * The statement names whom it is about. cdk-nag asks each policy also for the principal of the older form, and CDK
 * would call that deprecated at every synthesis, as if it was used.
 */
function withoutPrincipal(policy: CfnEventBusPolicy): CfnEventBusPolicy {
  return Object.defineProperty(policy, 'principal', { value: undefined });
}

export function documentOf({ sid, effect, conditions }: BusStatement, { eventBusArn }: IEventBus): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect,
    principals: [new StarPrincipal()],
    actions: ['events:PutEvents'],
    resources: [eventBusArn],
    conditions,
  });
}

/** The size of JSON in which references stand for names that only a deployment knows. */
function bytesOf(document: unknown): number {
  return Buffer.byteLength(
    JSON.stringify(document, (key, value: unknown) => {
      if (key === byId) return [value].flat().map(() => 'x'.repeat(longestSessions));
      return isReference(value) ? 'x'.repeat(longestArn) : value;
    }),
  );
}

function isReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}

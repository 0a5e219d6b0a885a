import { Lazy } from 'aws-cdk-lib';
import { CfnEventBusPolicy, type IEventBus } from 'aws-cdk-lib/aws-events';
import { Effect, ManagedPolicy, PolicyStatement, StarPrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { outcomeSource } from '../../lambdas/outcomes/outcome';

/** Events that somebody may publish from one source: failures of a type, or a partner's answers. */
export interface PublishedEvents {
  readonly source: string;
  /** The detail-types. */
  readonly types: readonly string[];
}

export interface PublisherGuardProps {
  readonly eventBus: IEventBus;
  /**
   * Whether the bus carries other events too. Then failures, answers and outcomes are guarded on it and nothing else; on a bus that
   * is only for Amends nobody but the granted may publish at all.
   */
  readonly sharedBus: boolean;
  /** Failures, and partners' answers. Either can cost money. */
  readonly published: readonly PublishedEvents[];
  /** The roles that publish how remedies ended. */
  readonly outcomeRoles: readonly IRole[];
}

/**
 * Lets a role publish failures or answers, and keeps everybody else from it, because who publishes a failure causes a refund, and
 * who answers in a partner's name has something else given in its place. The right to put events on any bus, as administrators and many services have it, is not enough: the bus itself refuses.
 */
export class PublisherGuard extends Construct {
  private readonly grants = new Map<IRole, ManagedPolicy>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PublisherGuardProps,
  ) {
    super(scope, id);
    const { sharedBus, published, outcomeRoles } = props;
    const outcomeArns = outcomeRoles.map((role) => role.roleArn);
    const grantedArns = Lazy.any({
      produce: () => [...outcomeArns, ...[...this.grants.keys()].map((role) => role.roleArn)],
    });

    const guardFailures = this.deny('Failures', grantedArns, sharedBus ? anyOf(published) : {});
    // Whoever could say that a remedy was paid could have customers told so who got nothing.
    const guardOutcomes = this.deny('Outcomes', outcomeArns, { 'events:source': outcomeSource });
    // A bus takes one change of its policy at a time.
    guardOutcomes.node.addDependency(guardFailures);
  }

  /**
   * Lets the role publish those events. The policy belongs to this construct rather than to the role, so that a role in
   * another stack can be granted: the bus has to know that stack's role, and that stack then needs nothing of the bus.
   */
  grant(role: IRole, { source, types }: PublishedEvents): void {
    const [type, ...others] = types;
    this.policyOf(role).addStatements(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [this.props.eventBus.eventBusArn],
        conditions: {
          StringEquals: { 'events:source': source, 'events:detail-type': others.length === 0 ? type : types },
        },
      }),
    );
  }

  private policyOf(role: IRole): ManagedPolicy {
    const policy = this.grants.get(role) ?? new ManagedPolicy(this, role.node.path, { roles: [role] });
    this.grants.set(role, policy);
    return policy;
  }

  private deny(id: string, exceptArns: unknown, events: Readonly<Record<string, unknown>>): CfnEventBusPolicy {
    const { eventBusName, eventBusArn } = this.props.eventBus;
    const statementId = `AmendsGuards${id}`;
    const statement = new PolicyStatement({
      sid: statementId,
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: ['events:PutEvents'],
      resources: [eventBusArn],
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': exceptArns },
        ...(Object.keys(events).length > 0 && { StringEquals: events }),
      },
    });
    return new CfnEventBusPolicy(this, id, {
      eventBusName,
      statementId,
      statement: statement.toStatementJson() as unknown,
    });
  }
}

function anyOf(published: readonly PublishedEvents[]): Readonly<Record<string, unknown>> {
  return {
    'events:source': [...new Set(published.map(({ source }) => source))],
    'events:detail-type': published.flatMap(({ types }) => types),
  };
}

import { Lazy } from 'aws-cdk-lib';
import { CfnEventBusPolicy, type IEventBus } from 'aws-cdk-lib/aws-events';
import {
  Effect,
  Grant,
  ManagedPolicy,
  PolicyStatement,
  StarPrincipal,
  type IGrantable,
  type IRole,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import { combined, roleOf } from '../function/grants';

/** Events that a role may publish from one source: failures of a type, or responses of a partner. */
export interface PublishedEvents {
  readonly source: string;
  /** The detail-types. */
  readonly types: readonly string[];
}

export interface PublisherGuardProps {
  readonly eventBus: IEventBus;
  /**
   * Whether the bus carries other events too. Then only failures, responses and outcomes are guarded on it. On a bus
   * that only Amends uses, nobody without a grant may publish at all.
   */
  readonly sharedBus: boolean;
  /** Failures, and responses of partners. Either can cost money. */
  readonly published: readonly PublishedEvents[];
  /** The roles that publish outcomes of remedies. */
  readonly outcomeRoles: readonly IRole[];
}

/**
 * Lets a role publish failures or responses, and denies it to everybody else: who publishes a failure causes a refund,
 * and who responds in the name of a partner can cause a fallback. The right to put events on any bus, which
 * administrators and many services have, is not enough: the bus's own policy denies it.
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
    // A forged RemedyIssued would tell customers that they got a refund which they did not get.
    const guardOutcomes = this.deny('Outcomes', outcomeArns, { 'events:source': outcomeSource });
    // A bus allows one change of its policy at a time.
    guardOutcomes.node.addDependency(guardFailures);
  }

  /**
   * Lets a role publish those events. The policy belongs to this construct rather than to the role, so that a role in
   * another stack can be granted: the bus policy refers to the role of that stack, and that stack then must not refer
   * to the bus.
   *
   * @throws Error where the grantee has no role
   */
  grant(grantee: IGrantable, published: readonly PublishedEvents[]): Grant {
    const policy = this.policyOf(roleOf(grantee));
    return combined(
      published.map(({ source, types: [type, ...others] }) => {
        const types = others.length === 0 ? type : [type, ...others];
        return Grant.addToPrincipal({
          grantee: policy,
          actions: ['events:PutEvents'],
          resourceArns: [this.props.eventBus.eventBusArn],
          conditions: { StringEquals: { 'events:source': source, 'events:detail-type': types } },
        });
      }),
      grantee,
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

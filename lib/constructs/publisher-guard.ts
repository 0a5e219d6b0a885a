import { Lazy, type IResolvable } from 'aws-cdk-lib';
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
import { onlyEvents, roleOf } from '../function/grants';

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
  /** Who may publish what. */
  private readonly granted: { readonly role: IRole; readonly source: string; readonly type: string }[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PublisherGuardProps,
  ) {
    super(scope, id);
    const { sharedBus, published, outcomeRoles } = props;
    const outcomeArns = outcomeRoles.map((role) => role.roleArn);
    const granted = Lazy.any({
      produce: () => [...outcomeArns, ...[...this.grants.keys()].map((role) => role.roleArn)],
    });

    const guardFailures = this.deny('Failures', { 'aws:PrincipalArn': granted }, sharedBus ? anyOf(published) : {});
    // A forged RemedyIssued would tell customers that they got a refund which they did not get.
    const guardOutcomes = this.deny(
      'Outcomes',
      { 'aws:PrincipalArn': outcomeArns },
      { 'events:source': outcomeSource },
    );
    const guards = [guardFailures, guardOutcomes, ...this.denySources(published)];
    // A bus allows one change of its policy at a time.
    guards.forEach((guard, index) => guard.node.addDependency(...guards.slice(index - 1, index)));
  }

  /**
   * Of a type with several sources, each is for the roles that were granted it. A grant alone does not see to that: the
   * role may have other rights to put events on the bus.
   */
  private denySources(published: readonly PublishedEvents[]): CfnEventBusPolicy[] {
    const types = [...new Set(published.flatMap((events) => events.types))];
    return types.flatMap((type) => {
      const sources = published.filter((events) => events.types.includes(type)).map(({ source }) => source);
      if (sources.length < 2) return [];
      return sources.map((source, index) => {
        return this.deny(`${type}From${index + 1}`, this.exceptGranted(source, type), {
          'events:source': source,
          'events:detail-type': type,
        });
      });
    });
  }

  /** Everybody else is denied. Where nobody is granted, that is everybody. */
  private exceptGranted(source: string, type: string): IResolvable {
    return Lazy.any({
      produce: () => {
        const roles = this.granted.filter((grant) => grant.source === source && grant.type === type);
        if (roles.length === 0) return undefined;
        return { 'aws:PrincipalArn': [...new Set(roles.map(({ role }) => role.roleArn))] };
      },
    });
  }

  /**
   * Lets a role publish those events. The policy belongs to this construct rather than to the role, so that a role in
   * another stack can be granted: the bus policy refers to the role of that stack, and that stack then must not refer
   * to the bus.
   *
   * @throws Error where the grantee has no role
   */
  grant(grantee: IGrantable, published: readonly PublishedEvents[]): Grant {
    const role = roleOf(grantee);
    if (published.length === 0) return Grant.drop(grantee, 'nothing was granted');
    for (const { source, types } of published) this.granted.push(...types.map((type) => ({ role, source, type })));
    // One statement for all, because a request may carry events of several sources.
    return Grant.addToPrincipal({
      grantee: this.policyOf(role),
      actions: ['events:PutEvents'],
      resourceArns: [this.props.eventBus.eventBusArn],
      conditions: onlyEvents(
        published.map(({ source }) => source),
        published.flatMap(({ types }) => types),
      ),
    });
  }

  private policyOf(role: IRole): ManagedPolicy {
    const policy = this.grants.get(role) ?? new ManagedPolicy(this, role.node.path, { roles: [role] });
    this.grants.set(role, policy);
    return policy;
  }

  private deny(id: string, except: object, events: Readonly<Record<string, unknown>>): CfnEventBusPolicy {
    const { eventBusName, eventBusArn } = this.props.eventBus;
    const statementId = `AmendsGuards${id}`;
    const statement = new PolicyStatement({
      sid: statementId,
      effect: Effect.DENY,
      principals: [new StarPrincipal()],
      actions: ['events:PutEvents'],
      resources: [eventBusArn],
      conditions: {
        ArnNotEquals: except,
        ...(Object.keys(events).length > 0 && { 'ForAnyValue:StringEquals': events }),
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

import { createHash } from 'node:crypto';
import { Lazy } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Effect, Grant, ManagedPolicy, PolicyStatement, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { outcomeSource } from '../../lambdas/outcomes/outcome';
import { outermostStack } from '../overview/outermost-stack';
import { grantedRoleOf, type OwnFunction } from './granted-role';
import { onlyEvents } from './only-events';
import { refuseSharedBus } from './same-bus';
import { BusPolicy, documentOf, type BusStatement } from './bus-policy';
import { guardedEvents, type GrantedEvent, type GuardedEvents, type PublishedEvents } from './guarded-events';

export interface PublisherGuardProps {
  readonly eventBus: IEventBus;
  /**
   * Whether the bus carries other events too. On a bus that only Amends uses, nobody may publish from a source that is
   * not handled here.
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
 * administrators and many services have, is not enough: the bus's own policy denies it, also to a role that was granted
 * something else.
 */
export class PublisherGuard extends Construct {
  /**
   * Begins the id of each of our statements in the policy of the bus. Two beginnings on one bus are two instances of
   * Amends, each of which handles the failures of the other.
   */
  readonly statementPrefix: string;
  private readonly granted: GrantedEvent[] = [];
  private readonly rolePolicies = new Map<string, Grant>();
  /** Roles that only the bus can allow to publish. */
  private readonly allowedByBus = new Set<string>();

  /** @throws Error where another Amends of this app uses the bus */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PublisherGuardProps,
  ) {
    super(scope, id);
    const guards = this.node.root.node.findAll().filter((each) => each instanceof PublisherGuard);
    refuseSharedBus(
      this,
      guards.filter((each) => each !== this),
    );
    this.statementPrefix = `Amends${hashOf(outermostStack(this).stackName, this.node.path)}`;
    this.writePolicy();
  }

  get eventBus(): IEventBus {
    return this.props.eventBus;
  }

  /**
   * Lets a role publish those events: by a policy of its own, or by the policy of the bus where it cannot be given one.
   * The policy belongs to this construct rather than to the role, so that a role in another stack can be granted: the
   * bus policy refers to the role of that stack, and that stack then must not refer to the bus.
   *
   * @throws Error where the grantee has no role
   */
  grant(grantee: IGrantable, published: readonly PublishedEvents[]): Grant {
    const { arn, role } = grantedRoleOf(grantee, this);
    if (published.length === 0) return Grant.drop(grantee, 'nothing was granted');
    for (const { source, types } of published) this.granted.push(...types.map((type) => ({ arn, source, type })));
    if (!role) this.allowedByBus.add(arn);
    this.writePolicy();
    return role ? this.throughRole(role, arn) : this.throughBus(grantee, arn);
  }

  /** The same for a function of ours. It stands with all else that the function may do. */
  grantOwn(publisher: OwnFunction, { source, types }: PublishedEvents): void {
    const { roleArn: arn } = publisher.role;
    const isFirst = this.granted.every((known) => known.arn !== arn);
    this.granted.push(...types.map((type) => ({ arn, source, type })));
    this.writePolicy();
    const { eventBusArn } = this.eventBus;
    const conditions = this.onlyGrantedTo(arn);
    if (isFirst && types.length > 0) {
      publisher.permit([new PolicyStatement({ actions: ['events:PutEvents'], resources: [eventBusArn], conditions })]);
    }
  }

  /** One statement for all that a role is ever granted, because a request may carry events of several types. */
  private throughRole(role: IRole, arn: string): Grant {
    const known = this.rolePolicies.get(arn);
    if (known) return known;
    const { eventBusArn } = this.eventBus;
    const grant = Grant.addToPrincipal({
      grantee: new ManagedPolicy(this, role.node.path, { roles: [role] }),
      actions: ['events:PutEvents'],
      resourceArns: [eventBusArn],
      conditions: this.onlyGrantedTo(arn),
    });
    this.rolePolicies.set(arn, grant);
    return grant;
  }

  /** As it is granted when all is said: a later grant adds to it. */
  private onlyGrantedTo(arn: string) {
    return onlyEvents(
      Lazy.any({ produce: () => this.grantedTo([arn]).sources }),
      Lazy.any({ produce: () => this.grantedTo([arn]).types }),
    );
  }

  private throughBus(grantee: IGrantable, arn: string): Grant {
    const { env, eventBusArn } = this.eventBus;
    return Grant.addStatementToResourcePolicy({
      grantee,
      actions: ['events:PutEvents'],
      resourceArns: [eventBusArn],
      // The statement is written with all others, and later grants may still change it.
      resource: { env, addToResourcePolicy: () => ({ statementAdded: true, policyDependable: this }) },
      statement: documentOf(this.allow('Granted', [arn]), this.eventBus),
    });
  }

  /** Written anew with each grant: who may publish what decides how many statements there are. */
  private writePolicy(): void {
    this.node.tryRemoveChild('Policy');
    const guarded = guardedEvents(this.props.published, this.granted, this.props.sharedBus);
    const ours = guarded.filter((events) => this.isOurs(events));
    new BusPolicy(this, 'Policy', this.eventBus, [
      this.guardOfOutcomes(ours.flatMap(({ sources }) => sources)),
      ...(this.props.sharedBus ? [] : [this.guardOfUnknown()]),
      ...guarded.filter((events) => !ours.includes(events)).map((events) => this.guardOf(events)),
      ...this.allowingStatements(),
    ]);
  }

  /** Sources of which the functions that publish outcomes, and nobody else, publish all that there is. */
  private isOurs({ named, publishers }: GuardedEvents): boolean {
    const ours = this.outcomeRoles;
    return named === 'sources' && publishers.length > 0 && publishers.every((arn) => ours.includes(arn));
  }

  private get outcomeRoles(): readonly string[] {
    return this.props.outcomeRoles.map(({ roleArn }) => roleArn);
  }

  /**
   * A forged RemedyIssued would tell customers that they got a refund which they did not get. Sources of some of these
   * functions alone are denied to everybody else with it: which of them publishes what stands in the policy of each,
   * and a second list of the same roles would take a tenth of what a bus takes.
   */
  private guardOfOutcomes(sources: readonly string[]): BusStatement {
    return this.deny('Outcomes', {
      ArnNotEquals: { 'aws:PrincipalArn': this.outcomeRoles },
      'ForAnyValue:StringEquals': {
        'events:source': sources.length === 0 ? outcomeSource : [outcomeSource, ...sources],
      },
    });
  }

  /** On our own bus an event that nobody handles is a mistake of its publisher, who then hears of it. */
  private guardOfUnknown(): BusStatement {
    const sources = new Set([outcomeSource, ...this.props.published.map(({ source }) => source)]);
    return this.deny('Unknown', { 'ForAnyValue:StringNotEquals': { 'events:source': [...sources] } });
  }

  /** Its id says what it guards, so that new statements stand before old ones are taken away. */
  private guardOf({ sources, types, publishers, named }: GuardedEvents): BusStatement {
    return this.deny(hashOf(...sources, ...types), {
      ...(publishers.length > 0 && { ArnNotEquals: { 'aws:PrincipalArn': publishers } }),
      'ForAnyValue:StringEquals': {
        ...(named !== 'types' && { 'events:source': sources }),
        ...(named !== 'sources' && { 'events:detail-type': types }),
      },
    });
  }

  /**
   * For the roles that only the bus can allow. On our own bus all share one, which is wider than each grant: what is
   * too much for a role is denied it by the guards. A shared bus carries more than we guard, so there only roles with
   * the same grants share one.
   */
  private allowingStatements(): readonly BusStatement[] {
    const arns = [...this.allowedByBus];
    if (!this.props.sharedBus) return arns.length === 0 ? [] : [this.allow('Granted', arns)];
    const grantsOf = (arn: string): string => JSON.stringify(this.grantedTo([arn]));
    return [...new Set(arns.map(grantsOf))].map((grants) =>
      this.allow(
        `Granted${hashOf(grants)}`,
        arns.filter((arn) => grantsOf(arn) === grants),
      ),
    );
  }

  private allow(name: string, arns: readonly string[]): BusStatement {
    const { sources, types } = this.grantedTo(arns);
    return {
      sid: `${this.statementPrefix}${name}`,
      effect: Effect.ALLOW,
      conditions: { ArnEquals: { 'aws:PrincipalArn': arns }, ...onlyEvents(sources, types) },
    };
  }

  private deny(name: string, conditions: BusStatement['conditions']): BusStatement {
    return { sid: `${this.statementPrefix}${name}`, effect: Effect.DENY, conditions };
  }

  private grantedTo(arns: readonly string[]): { readonly sources: string[]; readonly types: string[] } {
    const granted = this.granted.filter(({ arn }) => arns.includes(arn));
    return {
      sources: [...new Set(granted.map(({ source }) => source))].sort(),
      types: [...new Set(granted.map(({ type }) => type))].sort(),
    };
  }
}

function hashOf(...names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 8);
}

import type { Template } from 'aws-cdk-lib/assertions';
import { roleId as roleIdOf } from '../../local/emulator/assembly/names';
import { isAllowed, type PolicyStatementJson } from '../../local/emulator/iam/policy-evaluator';
import { account, region, resourcesOf } from './synthesize';

/** An entry of a request to PutEvents. */
export interface PublishedEvent {
  readonly source: string;
  readonly type: string;
}

export const administrator: PolicyStatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The bus of a template and all policies about it, with the names that a deployment would give. */
export class DeployedBus {
  private readonly busArn: string;
  private readonly roles: readonly string[];
  private readonly buses: readonly string[];
  private readonly statements: readonly PolicyStatementJson[];
  private readonly rolePolicies: readonly RolePolicy[];

  constructor(template: Template) {
    const resolved = (type: string): readonly unknown[] =>
      Object.values(resourcesOf(template, type)).map(({ Properties }) => this.resolve(Properties));
    this.roles = Object.keys(resourcesOf(template, 'AWS::IAM::Role'));
    this.buses = Object.keys(resourcesOf(template, 'AWS::Events::EventBus'));
    this.busArn = busArnOf(this.buses[0] ?? 'shared');
    const onBus = resolved('AWS::Events::EventBusPolicy') as readonly { readonly Statement: PolicyStatementJson }[];
    this.statements = onBus.map(({ Statement }) => Statement);
    this.rolePolicies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap(resolved) as readonly RolePolicy[];
  }

  /** The policy as EventBridge keeps it. */
  get policy(): string {
    return JSON.stringify({ Version: '2012-10-17', Statement: this.statements });
  }

  get ids(): readonly string[] {
    return this.statements.map(({ Sid = '' }) => Sid);
  }

  /** The ARN of the one role whose logical id starts so. */
  roleArn(start: string): string {
    const [id, ...others] = this.roles.filter((each) => each.startsWith(start));
    if (id === undefined || others.length > 0) throw new Error(`not one role starts with ${start}`);
    return roleArnOf(id);
  }

  /**
   * Whether one request with these entries passes.
   *
   * @param others statements that the role has from elsewhere
   */
  takes(principalArn: string, entries: readonly PublishedEvent[], ...others: readonly PolicyStatementJson[]): boolean {
    return this.takesBy({ principalArn, roleId: this.idOf(principalArn) }, entries, others);
  }

  /** The same of a role that was made by somebody else, with a name that was one of ours before. */
  takesOfNamesake(principalArn: string, entries: readonly PublishedEvent[]): boolean {
    return this.takesBy({ principalArn, roleId: roleIdOf('made by somebody else') }, entries, [administrator]);
  }

  private takesBy(
    { principalArn, roleId }: { readonly principalArn: string; readonly roleId: string },
    entries: readonly PublishedEvent[],
    others: readonly PolicyStatementJson[],
  ): boolean {
    return isAllowed(
      {
        principalArn,
        userId: `${roleId}:session`,
        action: 'events:PutEvents',
        resourceArn: this.busArn,
        // IAM sees two sets, and not which source belongs to which type.
        context: {
          'events:source': [...new Set(entries.map(({ source }) => source))],
          'events:detail-type': [...new Set(entries.map(({ type }) => type))],
        },
      },
      { ofThePrincipal: [...this.policiesOf(principalArn), ...others], ofTheResource: this.statements },
    );
  }

  /** A role of elsewhere has an id too. */
  private idOf(principalArn: string): string {
    const role = this.roles.find((id) => roleArnOf(id) === principalArn);
    return roleIdOf(role ?? principalArn);
  }

  private policiesOf(principalArn: string): readonly PolicyStatementJson[] {
    return this.rolePolicies
      .filter(({ Roles = [] }) => Roles.some((name) => isNamed(principalArn, name)))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  }

  /** A template's JSON with every reference replaced by what it would be. */
  private resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = ['', undefined], ...others] = Object.entries(value) as [string, unknown][];
    if (others.length === 0) {
      if (key === 'Ref') return this.nameOf(String(argument));
      if (key === 'Fn::GetAtt') return this.attributeOf(argument as readonly string[]);
      if (key === 'Fn::ImportValue') return String(argument);
      if (key === 'Fn::Join') {
        const [separator, parts] = argument as [string, unknown[]];
        return parts.map((part) => String(this.resolve(part))).join(separator);
      }
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.resolve(each)]));
  }

  private attributeOf([id = '', attribute]: readonly string[]): string {
    if (attribute === 'RoleId') return roleIdOf(id);
    if (this.roles.includes(id)) return roleArnOf(id);
    if (this.buses.includes(id)) return busArnOf(id);
    return `arn:aws:other:${region}:${account}:${id}`;
  }

  private nameOf(id: string): string {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::Partition': 'aws',
      'AWS::AccountId': account,
      'AWS::Region': region,
    };
    return pseudo[id] ?? (this.roles.includes(id) ? roleNameOf(id) : id);
  }
}

interface RolePolicy {
  readonly Roles?: readonly string[];
  readonly PolicyDocument: { readonly Statement: readonly PolicyStatementJson[] };
}

/** A policy names the roles of its own account, without their paths. */
function isNamed(arn: string, name: string): boolean {
  return arn.startsWith(`arn:aws:iam::${account}:role/`) && arn.endsWith(`/${name}`);
}

function busArnOf(name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

function roleArnOf(id: string): string {
  return `arn:aws:iam::${account}:role/${roleNameOf(id)}`;
}

/**
 * As CloudFormation does it: the stack and the id, as far as 64 characters allow, with an end of twelve. The id's own
 * end tells it apart.
 */
function roleNameOf(id: string): string {
  return `${`AmendsRefunds-prod-${id}`.slice(0, 51)}-${id.slice(-12).padStart(12, '0')}`;
}

import { Arn, ArnFormat, Stack, Token, TokenComparison, type Acknowledgment } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  type IGrantable,
  type IPrincipal,
  type IRole,
  type PolicyStatement,
  type Role,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A function of ours, all of whose rights stand in one policy as long as they have room there. */
export interface OwnFunction {
  readonly role: Role;
  /** Adds to what it may do. A wildcard that has to be is acknowledged by its finding, and no other is with it. */
  permit(statements: readonly PolicyStatement[], ...acknowledged: readonly Acknowledgment[]): void;
}

/** A role that something is granted to. */
export interface GrantedRole {
  readonly arn: string;
  /**
   * The role, where it can be given a policy. Undefined for a role of another account, of IAM Identity Center or of a
   * service, and where a synthesis cannot know the account: then the resource's own policy has to allow it.
   */
  readonly role: IRole | undefined;
}

/**
 * The role of a grantee. Grants need one: the bus policy names the granted by their ARN, and operators are known by the
 * session of a role.
 *
 * @throws Error where the grantee is another principal, or a pattern that other roles could match
 */
export function grantedRoleOf({ grantPrincipal }: IGrantable, scope: Construct): GrantedRole {
  const arn = roleArnOf(grantPrincipal);
  if (arn === undefined) throw notARole(grantPrincipal);
  // Nobody but AWS creates roles below this path.
  if (isPattern(arn) && !pathOf(arn).startsWith('aws-reserved/')) {
    throw new Error(
      `${arn} is a pattern, and whoever may create roles could create one that matches. Grant each role by its ARN. ` +
        'Only roles of IAM Identity Center can be granted by a pattern: …:role/aws-reserved/sso.amazonaws.com/*.',
    );
  }
  return { arn, role: isRole(grantPrincipal) && takesPolicies(grantPrincipal, scope) ? grantPrincipal : undefined };
}

/** Whether it stands for several roles, such as all that one permission set of IAM Identity Center ever gets. */
export function isPattern(arn: string): boolean {
  return !Token.isUnresolved(arn) && /[*?]/.test(arn);
}

function roleArnOf(principal: IPrincipal): string | undefined {
  if (isRole(principal)) return principal.roleArn;
  const isArn = principal instanceof ArnPrincipal && /^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(principal.arn);
  return isArn ? principal.arn : undefined;
}

function isRole(principal: object): principal is IRole {
  return 'roleArn' in principal && 'node' in principal;
}

function takesPolicies(role: IRole, scope: Construct): boolean {
  // A role of IAM Identity Center, or a service-linked one.
  if (/^aws-(reserved|service-role)\//.test(pathOf(role.roleArn))) return false;
  if (isImmutable(role)) return false;
  const compared = Token.compareStrings(role.env.account, Stack.of(scope).account);
  return compared === TokenComparison.SAME || compared === TokenComparison.BOTH_UNRESOLVED;
}

/** Imported with `mutable: false`, or from another account. CDK has no other way to ask. */
function isImmutable({ constructor }: IRole): boolean {
  return (
    'PROPERTY_INJECTION_ID' in constructor && constructor.PROPERTY_INJECTION_ID === 'aws-cdk-lib.aws-iam.ImmutableRole'
  );
}

/** The path and the name of a role. Empty where the ARN is not known yet: then the role is made in this app. */
function pathOf(arn: string): string {
  if (Token.isUnresolved(arn)) return '';
  return Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).resourceName ?? '';
}

function notARole(principal: IPrincipal): Error {
  return new Error(
    `Only a role can be granted this, or a construct with a role, and not a ${principal.constructor.name}. ` +
      'Grant a role that the principal can assume, of this account or another one: Role.fromRoleArn(this, "Publisher", ' +
      '"arn:aws:iam::ACCOUNT:role/NAME").',
  );
}

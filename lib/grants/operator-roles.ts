import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { duties, type Duty } from '../../lambdas/operator-api/duty';
import type { OperatorRoleText } from '../../lambdas/runtime/environment/environment';

/** What an operator's role is granted. */
export interface OperatorGrant {
  /**
   * What its people may do. Whoever approves needs to look as well; whoever approves may not switch by that.
   */
  readonly may: readonly Duty[];
  /**
   * Whether the role's trust policy, or the identity provider, gives each session the name of the person who signs in,
   * so that nobody chooses it. Approvals that need two people need such roles.
   *
   * @default true for roles of IAM Identity Center, and false for all others
   */
  readonly bindsSessionName?: boolean | undefined;
}

/** The roles that are granted, as the function reads them. */
export class OperatorRoles {
  private readonly roles = new Map<string, OperatorRoleText>();

  /** @throws Error where nothing is granted */
  add(arn: string, { may, bindsSessionName = isOfIdentityCenter(arn) }: OperatorGrant): void {
    if (may.length === 0) throw new Error(`${arn} may do nothing: grant it some of ${duties.join(', ')}.`);
    const before = this.roles.get(arn);
    const all = duties.filter((duty) => may.includes(duty) || before?.may.includes(duty));
    // Of two grants that differ, the one holds that counts nobody twice.
    const isBound = bindsSessionName && (before?.isBound ?? true);
    this.roles.set(arn, { arn, may: all, isBound });
  }

  /** Roles are also granted after the function was made. */
  inEnvironmentOf(scope: Construct): string {
    return Lazy.string({ produce: () => Stack.of(scope).toJsonString([...this.roles.values()]) });
  }
}

/** They are made by AWS, which names each session by the user of the directory. */
function isOfIdentityCenter(role: string): boolean {
  return !Token.isUnresolved(role) && /^arn:[\w-]+:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\//.test(role);
}

import type { Decider } from '../ledger/decider';
import { duties, type Duty } from './duty';

/** A role whose sessions are operators, or users who are. */
export interface OperatorRole {
  /** Its ARN. The last segment may be a pattern: of roles where AWS alone creates those below its path. */
  readonly arn: string;
  /** What they may do. */
  readonly may: readonly Duty[];
  /**
   * Whether the role's trust policy, or the identity provider, gives each session the name of the person who signs in.
   * @default false
   */
  readonly isBound?: boolean | undefined;
}

/** Whoever signed a request. */
export interface Caller extends Decider {
  readonly may: readonly Duty[];
}

/** Who signed a request, or why that is nobody who can decide anything. */
export type Identity =
  { readonly isKnown: true; readonly caller: Caller } | { readonly isKnown: false; readonly why: string };

/** The names that IAM and STS take. No control, zero-width or look-alike character is among them. */
const arnPattern = /^arn:aws[\w-]*:(iam|sts)::(\d{12}):([a-z-]+)(?:\/([\w+=,.@/-]{1,700}))?$/;
const roleName = /^[\w+=,.@-]{1,64}$/;
const sessionName = /^[\w+=,.@-]{2,64}$/;

/** Longer than any ARN of IAM can be. */
const longestArn = 2048;

/** Who signed, by the ARN that IAM gives. */
export function identityOf(arn: string | null | undefined, roles: readonly OperatorRole[]): Identity {
  if (arn === undefined || arn === null || arn === '') return unknown(unsigned);
  const [, , account = '', kind, path = ''] = (arn.length <= longestArn && arnPattern.exec(arn)) || [];
  switch (kind) {
    case 'assumed-role':
      return sessionIdentity(arn, account, path, roles);
    case 'user':
      return userIdentity(arn, account, path, roles);
    case 'root':
      return unknown('the root user of an account is no person: sign in with a role of your own');
    case 'federated-user':
      return unknown('a federated user gives itself its name: sign in with a role');
    default:
      return unknown('whoever signed is no person that IAM knows by a role session or as a user');
  }
}

function sessionIdentity(arn: string, account: string, path: string, roles: readonly OperatorRole[]): Identity {
  const [role = '', session = '', ...others] = path.split('/');
  if (others.length > 0 || !roleName.test(role) || !sessionName.test(session)) {
    return unknown('the session of the role has no name that names a person');
  }
  if (role.startsWith('AWSServiceRole')) return unknown('an AWS service decides nothing here');
  // Everybody who comes by an identity pool has this name.
  if (session === 'CognitoIdentityCredentials') return unknown('an identity pool does not say who signed in by it');
  const granted = roles.filter((one) => isSessionOf(one, account, role));
  const isBound = granted.length > 0 && granted.every((one) => one.isBound === true);
  return known(arn, isBound ? personCalled(session) : undefined, granted);
}

/** Users do not choose their names, and have none but that. */
function userIdentity(arn: string, account: string, path: string, roles: readonly OperatorRole[]): Identity {
  const name = path.split('/').at(-1) ?? '';
  if (!roleName.test(name)) return unknown('the user has no name');
  const granted = roles.filter((one) => {
    const operator = partsOf(one);
    return operator.kind === 'user' && operator.account === account && isLike(name, operator.name);
  });
  return known(arn, personCalled(name), granted);
}

function known(actor: string, person: string | undefined, granted: readonly OperatorRole[]): Identity {
  const may = duties.filter((duty) => granted.some((one) => one.may.includes(duty)));
  return { isKnown: true, caller: { actor, person, may } };
}

/**
 * `Ada`, `ada` and `ada@example.com` are one person, in whichever role or account. Where they are two, the second one
 * is asked for another approval in vain; otherwise one person could give both.
 */
export function personCalled(name: string): string {
  const local = name.split('@')[0];
  return (local === undefined || local === '' ? name : local).toLowerCase();
}

/** The ARN of a session has no path, and within an account no two roles have one name. */
function isSessionOf(role: OperatorRole, account: string, name: string): boolean {
  const operator = partsOf(role);
  if (operator.kind !== 'role' || operator.account !== account) return false;
  // Below the path of IAM Identity Center all roles begin so, and only there a pattern is granted.
  const isPattern = /[*?]/.test(operator.name);
  return (!isPattern || name.startsWith(singleSignOnName)) && isLike(name, operator.name);
}

function partsOf({ arn }: OperatorRole): { readonly kind: string; readonly account: string; readonly name: string } {
  const [, , , , account = '', resource = ''] = arn.split(':');
  const [kind = '', ...path] = resource.split('/');
  return { kind, account, name: path.at(-1) ?? '' };
}

function isLike(name: string, pattern: string): boolean {
  const source = pattern.replaceAll(/[+.]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}

const singleSignOnName = 'AWSReservedSSO_';

const unsigned = 'nobody is known to have signed this request; its URL or API has to use IAM authentication';

function unknown(why: string): Identity {
  return { isKnown: false, why };
}

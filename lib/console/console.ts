import { Aws, Token } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { duties, type Duty } from '../../lambdas/operator-api/duty';

/** What people of the console may do, by what the issuer says of them. */
export interface ConsoleRoles {
  /** The claim of the ID token that names somebody's roles, such as `groups` or `cognito:groups`: a text, or a list. */
  readonly claim: string;
  /** The duties of each role: `{ 'amends-approvers': ['look', 'approve'] }`. Other roles mean nothing. */
  readonly duties: Readonly<Record<string, readonly Duty[]>>;
}

/** An issuer of OpenID Connect that says who people are, and the console as its client. */
export interface OidcConsoleOptions {
  /** The issuer as it calls itself, to the last character: `https://login.example.com/realms/staff`. */
  readonly issuer: string;
  /** What the issuer calls the console. */
  readonly clientId: string;
  /**
   * The secret with the client's secret as a plain string, where the issuer gave it one.
   *
   * @default - none: the client is public, and PKCE alone protects the code
   */
  readonly clientSecret?: ISecret | undefined;
  /** What people may do. Who has none of these roles is refused. */
  readonly roles: ConsoleRoles;
  /**
   * What is asked for of the issuer beside `openid`. Some name roles only to who asks for them.
   *
   * @default ['profile']
   */
  readonly scopes?: readonly string[] | undefined;
}

/** A user pool of Cognito that says who people are, and in which groups they are. */
export interface CognitoConsoleOptions {
  /** The pool, such as `eu-west-1_AbCdEf123`. It needs a domain, at which people sign in. */
  readonly userPoolId: string;
  /**
   * Where the pool is.
   *
   * @default - as its id says, or the region of the stack where the id is not known yet
   */
  readonly region?: string | undefined;
  /** The duties of each group: `{ 'amends-approvers': ['look', 'approve'] }`. Other groups mean nothing. */
  readonly groups: Readonly<Record<string, readonly Duty[]>>;
  /**
   * What the pool calls the console. Register the outputs `ConsoleRedirectUrl` and `ConsoleSignedOutUrl` with it.
   *
   * @default - a client of its own, made in the pool, which has to be in the same account and region
   */
  readonly clientId?: string | undefined;
  /**
   * The secret with the client's secret as a plain string, where that client has one.
   *
   * @default - none: the client is public, and PKCE alone protects the code
   */
  readonly clientSecret?: ISecret | undefined;
  /**
   * The identity providers of the pool at which people may sign in, for a client of its own: `['CorporateSaml']`.
   *
   * @default ['COGNITO']
   */
  readonly identityProviders?: readonly string[] | undefined;
  /**
   * What is asked for beside `openid`.
   *
   * @default ['profile']
   */
  readonly scopes?: readonly string[] | undefined;
}

/** How people sign in, as the constructs read it. */
export interface ConsoleConfig extends Omit<OidcConsoleOptions, 'clientId'> {
  /** Undefined where a client is made. */
  readonly clientId: string | undefined;
  readonly cognito?: Pick<CognitoConsoleOptions, 'userPoolId' | 'identityProviders'> | undefined;
}

/** Pages over the operator API, for people who sign in with what they have at work. */
export class Console {
  /**
   * People sign in at an issuer of OpenID Connect: Cognito, Entra ID, Okta, Keycloak. docs/deploying.md says how the
   * console is registered there.
   *
   * @throws Error where nobody could sign in, or whoever signs in could do nothing
   */
  static oidc(options: OidcConsoleOptions): Console {
    const problems = consoleProblems(options);
    if (problems.length > 0) throw new Error(`Console.oidc: ${problems.join('; ')}.`);
    return new Console(options);
  }

  /**
   * People sign in at a user pool of Cognito, or at what it is federated with, and their groups are their roles.
   *
   * @throws Error where nobody could sign in, or whoever signs in could do nothing
   */
  static cognito({ userPoolId, region, groups, identityProviders, ...options }: CognitoConsoleOptions): Console {
    const problems = cognitoProblems({ userPoolId, region, groups, ...options });
    if (problems.length > 0) throw new Error(`Console.cognito: ${problems.join('; ')}.`);
    const { clientId, clientSecret, scopes } = options;
    return new Console({
      issuer: `https://cognito-idp.${region ?? regionOf(userPoolId)}.amazonaws.com/${userPoolId}`,
      clientId,
      clientSecret,
      scopes,
      roles: { claim: 'cognito:groups', duties: groups },
      cognito: { userPoolId, identityProviders },
    });
  }

  private constructor(
    /** What the constructs read. */
    readonly config: ConsoleConfig,
  ) {}
}

/** What is wrong with how people are to sign in, for a person to mend. */
export function consoleProblems({
  issuer,
  clientId,
  roles,
  scopes = [],
}: Omit<OidcConsoleOptions, 'clientSecret'>): string[] {
  const problems: string[] = [];
  if (!URL.canParse(issuer) || !issuer.startsWith('https://') || /[?#]/.test(issuer)) {
    problems.push('issuer is the https address by which the issuer calls itself');
  }
  if (!/^\S+$/.test(clientId)) problems.push('clientId is what the issuer calls the console');
  if (!/^\S+$/.test(roles.claim)) problems.push('roles.claim is the name of a claim, such as groups');
  return [...problems, ...dutiesProblems('roles.duties', 'role', roles.duties), ...scopesProblems(scopes)];
}

/** The same of a user pool. */
export function cognitoProblems({
  userPoolId,
  region,
  groups,
  clientId,
  clientSecret,
  scopes = [],
}: Omit<CognitoConsoleOptions, 'clientSecret' | 'identityProviders'> & { readonly clientSecret?: unknown }): string[] {
  const problems: string[] = [];
  const isKnown = !Token.isUnresolved(userPoolId);
  if (isKnown && !poolPattern.test(userPoolId)) problems.push('userPoolId is such as eu-west-1_AbCdEf123');
  else if (isKnown && region !== undefined && region !== regionOf(userPoolId)) {
    problems.push(`region is ${regionOf(userPoolId)}, as userPoolId says`);
  }
  if (clientId !== undefined && !/^\S+$/.test(clientId)) problems.push('clientId is what the pool calls the console');
  if (clientId === undefined && clientSecret !== undefined) problems.push('clientSecret is of a clientId');
  return [...problems, ...dutiesProblems('groups', 'group', groups), ...scopesProblems(scopes)];
}

const poolPattern = /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]+$/;

/** The id of a pool begins with where it is. */
function regionOf(userPoolId: string): string {
  return Token.isUnresolved(userPoolId) ? Aws.REGION : (userPoolId.split('_')[0] ?? '');
}

function dutiesProblems(name: string, one: string, granted: ConsoleRoles['duties']): string[] {
  const problems = Object.keys(granted).length === 0 ? [`${name} names no ${one}, so nobody could do anything`] : [];
  for (const [role, may] of Object.entries(granted)) {
    const isKnown = may.length > 0 && may.every((duty) => duties.includes(duty));
    if (!isKnown) problems.push(`${name} of ${role} are some of ${duties.join(', ')}`);
  }
  return problems;
}

function scopesProblems(scopes: readonly string[]): string[] {
  // A scope is printable ASCII without spaces, quotes and backslashes.
  const isEach = scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
  return isEach ? [] : ['scopes are words without spaces'];
}

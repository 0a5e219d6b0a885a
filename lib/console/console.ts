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

  private constructor(
    /** What the constructs read. */
    readonly config: OidcConsoleOptions,
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
  if (Object.keys(roles.duties).length === 0) problems.push('roles.duties names no role, so nobody could do anything');
  for (const [role, granted] of Object.entries(roles.duties)) {
    const isKnown = granted.length > 0 && granted.every((duty) => duties.includes(duty));
    if (!isKnown) problems.push(`roles.duties of ${role} are some of ${duties.join(', ')}`);
  }
  // A scope is printable ASCII without spaces, quotes and backslashes.
  if (!scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)))
    problems.push('scopes are words without spaces');
  return problems;
}

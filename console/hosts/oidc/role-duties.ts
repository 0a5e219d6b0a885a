import { duties, type Duty } from '../../../lambdas/operator-api/duty';
import type { Caller } from '../../../lambdas/operator-api/identity';

/** Which roles there are, and what each lets people do. */
export interface Roles {
  /** The claim of the ID token in which the issuer names somebody's roles: `groups`. */
  readonly claim: string;
  /** By the names that the issuer gives: `{ 'amends-approvers': ['look', 'approve'] }`. */
  readonly duties: Readonly<Record<string, readonly Duty[]>>;
}

/** The roles of somebody that mean anything here. Issuers name one as a text, and several as a list. */
export function rolesIn(claims: Readonly<Record<string, unknown>>, { claim, duties: known }: Roles): string[] {
  const value = claims[claim];
  const named: readonly unknown[] = Array.isArray(value) ? value : [value];
  return Object.keys(known).filter((role) => named.includes(role));
}

/** What these roles let somebody do, as it is granted now. */
function dutiesOf(roles: readonly string[], { duties: known }: Roles): Duty[] {
  return duties.filter((duty) => roles.some((role) => Object.hasOwn(known, role) && known[role]?.includes(duty)));
}

/**
 * Somebody for the operator API. What the issuer calls a person is bound to that person, so two of them are two people.
 * As with the names of IAM, two that differ in capitals alone are taken for one.
 */
export function callerOf(
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
  roles: readonly string[],
  known: Roles,
): Caller {
  const actor = `oidc:${issuer}/${subject}`;
  return { actor, person: actor.toLowerCase(), may: dutiesOf(roles, known) };
}

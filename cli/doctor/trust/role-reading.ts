import { GetRoleCommand, ListRolesCommand, type Role } from '@aws-sdk/client-iam';
import type { AwsClients } from '../stage/aws-clients';
import { isLike } from './pattern';
import { sessionNamesUnder, type SessionNames } from './session-names';
import { parseTrustPolicy } from './trust-policy';

/** What a role's trust policy says of the names of its sessions, or why nobody can say. */
export type RoleReading =
  { readonly isRead: true; readonly names: SessionNames } | { readonly isRead: false; readonly why: string };

/**
 * Reads the trust policy of a role. An ARN may be a pattern, of roles of IAM Identity Center: then of all that there
 * are.
 */
export async function readRole(arn: string, { roles }: Pick<AwsClients, 'roles'>): Promise<RoleReading> {
  const found = /[*?]/.test(arn) ? await rolesLike(arn, roles) : await roleOf(arn, roles);
  if (found.length === 0) return unread('this account has no such role; where it is of another account, look there');
  const readings = found.map(readingOf);
  return readings.find(({ isRead }) => !isRead) ?? readings.find(isOpen) ?? bound;
}

const bound: RoleReading = { isRead: true, names: { isBound: true } };

function isOpen(reading: RoleReading): boolean {
  return reading.isRead && !reading.names.isBound;
}

function readingOf({ AssumeRolePolicyDocument: document = '' }: Role): RoleReading {
  const policy = parseTrustPolicy(document);
  if (policy === undefined) return unread('AWS gave a trust policy that this version does not know');
  return { isRead: true, names: sessionNamesUnder(policy) };
}

function unread(why: string): RoleReading {
  return { isRead: false, why };
}

/** A role of another account may have the name of one of ours, so its ARN is compared. */
async function roleOf(arn: string, roles: AwsClients['roles']): Promise<readonly Role[]> {
  try {
    const { Role: role } = await roles.send(new GetRoleCommand({ RoleName: arn.split('/').at(-1) }));
    return role?.Arn === arn ? [role] : [];
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return [];
    throw error;
  }
}

async function rolesLike(pattern: string, roles: AwsClients['roles']): Promise<readonly Role[]> {
  const fixed = pattern.slice(0, pattern.search(/[*?]/));
  const PathPrefix = /(?<=:role)\/(?:.*\/)?/.exec(fixed)?.[0] ?? '/';
  const found: Role[] = [];
  let Marker: string | undefined;
  do {
    const page = await roles.send(new ListRolesCommand({ PathPrefix, Marker }));
    found.push(...(page.Roles ?? []).filter(({ Arn: arn = '' }) => isLike(arn, pattern)));
    Marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (Marker !== undefined);
  return found;
}

import type { IGrantable, IRole } from 'aws-cdk-lib/aws-iam';

/**
 * The role of a grantee. Grants need one: the bus policy names the granted by their ARN, and operators are known by the
 * session of a role.
 *
 * @throws Error where the grantee is another principal
 */
export function roleOf({ grantPrincipal }: IGrantable): IRole {
  if (isRole(grantPrincipal)) return grantPrincipal;
  throw new Error(
    `Only a role can be granted this, or a construct with a role, and not a ${grantPrincipal.constructor.name}. ` +
      'Grant a role of this account that the principal can assume.',
  );
}

function isRole(principal: object): principal is IRole {
  return 'roleArn' in principal && 'node' in principal;
}

/**
 * Only events of these sources and types, however many a request carries: to IAM the keys of PutEvents have several
 * values, and a request without any must not pass.
 */
export function onlyEvents(
  sources: readonly string[],
  types: readonly string[],
): Record<string, Record<string, unknown>> {
  return {
    'ForAllValues:StringEquals': { 'events:source': [...new Set(sources)], 'events:detail-type': [...new Set(types)] },
    Null: { 'events:source': 'false', 'events:detail-type': 'false' },
  };
}

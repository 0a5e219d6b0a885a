import { Grant, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam';

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

/** Several grants as one. Of none, a grant of nothing. */
export function combined([first, ...others]: readonly Grant[], grantee: IGrantable): Grant {
  if (!first) return Grant.drop(grantee, 'nothing was granted');
  return others.reduce((grant, other) => grant.combine(other), first);
}

import * as z from 'zod/mini';
import { isLike } from './pattern';

/** How a session begins. STS has an action for each. */
export const ways = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'] as const;

export type Way = (typeof ways)[number];

export interface Principal {
  readonly kind: 'anybody' | 'aws' | 'service' | 'federated' | 'other';
  /** Its ARN, account, service or provider. */
  readonly id: string;
}

export interface Condition {
  readonly operator: string;
  /** In lower case: IAM does not tell `sts:RoleSessionName` from `STS:rolesessionname`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Who may, or may not, open a session of a role, and how. */
export interface TrustStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  readonly ways: readonly Way[];
  readonly conditions: readonly Condition[];
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const principals = z.union([z.string(), z.record(z.string(), oneOrMore)]);
const scalar = z.union([z.string(), z.boolean(), z.number()]);

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(principals),
  NotPrincipal: z.optional(principals),
  Action: z.optional(oneOrMore),
  NotAction: z.optional(oneOrMore),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)])))),
});

const policySchema = z.object({ Statement: z.union([statementSchema, z.array(statementSchema)]) });

type StatementJson = z.output<typeof statementSchema>;

/**
 * Reads a trust policy as IAM gives it: JSON, written as part of a URL.
 *
 * @returns undefined where it is none
 */
export function parseTrustPolicy(document: string): readonly TrustStatement[] | undefined {
  try {
    const policy = policySchema.safeParse(JSON.parse(decodeURIComponent(document)));
    return policy.success ? [policy.data.Statement].flat().map(statementOf) : undefined;
  } catch {
    return undefined;
  }
}

function statementOf(json: StatementJson): TrustStatement {
  return {
    effect: json.Effect,
    principals: principalsOf(json),
    ways: ways.filter((way) => isAbout(json, way)),
    conditions: Object.entries(json.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        operator,
        key: key.toLowerCase(),
        values: [values].flat().map(String),
      })),
    ),
  };
}

/** All but some is read as all where it allows, and as nobody where it denies: a role is rather called open. */
function principalsOf({ Effect: effect, Principal: some, NotPrincipal: allBut }: StatementJson): readonly Principal[] {
  if (allBut !== undefined) return effect === 'Allow' ? [anybody] : [];
  if (some === undefined) return [];
  if (typeof some === 'string') return [some === '*' ? anybody : { kind: 'other', id: some }];
  return Object.entries(some).flatMap(([kind, ids]) => [ids].flat().map((id) => principalOf(kind, id)));
}

const anybody: Principal = { kind: 'anybody', id: 'anybody' };

function principalOf(kind: string, id: string): Principal {
  if (id === '*') return anybody;
  switch (kind) {
    case 'AWS':
      return { kind: 'aws', id };
    case 'Service':
      return { kind: 'service', id };
    case 'Federated':
      return { kind: 'federated', id };
    default:
      return { kind: 'other', id };
  }
}

function isAbout({ Action: some, NotAction: allBut }: StatementJson, way: Way): boolean {
  const isOneOf = (actions: string | string[]) =>
    [actions].flat().some((action) => isLike(`sts:${way}`.toLowerCase(), action.toLowerCase()));
  if (allBut !== undefined) return !isOneOf(allBut);
  return some !== undefined && isOneOf(some);
}

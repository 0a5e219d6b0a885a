import * as z from 'zod/mini';
import { isLike } from '../trust/pattern';

const oneOrMore = z.union([z.string(), z.array(z.string())]);

const statementSchema = z.object({
  Effect: z.string(),
  Principal: z.optional(z.unknown()),
  Action: z.optional(oneOrMore),
  Resource: z.optional(oneOrMore),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
});

const policySchema = z.object({ Statement: z.union([statementSchema, z.array(statementSchema)]) });

type Statement = z.output<typeof statementSchema>;

/** What a bucket's policy leaves somebody to do that an audit trail does not bear. */
export function leftOpenBy(policy: string, bucket: string): readonly string[] {
  const denials = statementsIn(policy).filter((each) => each.Effect === 'Deny' && isForEverybody(each));
  const deletes = ['s3:DeleteObject', 's3:DeleteObjectVersion'].every((action) =>
    denials.some((each) => isAbout(each, action, bucket) && Object.keys(each.Condition ?? {}).length === 0),
  );
  const overwrites = denials.some((each) => isAbout(each, 's3:PutObject', bucket) && isOnlyForOthersThanNew(each));
  return [...(deletes ? [] : ['delete what is in it']), ...(overwrites ? [] : ['write over what is in it'])];
}

function statementsIn(policy: string): readonly Statement[] {
  try {
    return [policySchema.safeParse(JSON.parse(policy)).data?.Statement ?? []].flat();
  } catch {
    return [];
  }
}

function isForEverybody({ Principal: principal }: Statement): boolean {
  if (principal === '*') return true;
  return z.object({ AWS: z.union([z.literal('*'), z.tuple([z.literal('*')])]) }).safeParse(principal).success;
}

/** An event lies below `requests/`. */
function isAbout(
  { Action: actions = [], Resource: resources = [] }: Statement,
  action: string,
  bucket: string,
): boolean {
  return (
    [actions].flat().some((one) => isLike(action.toLowerCase(), one.toLowerCase())) &&
    [resources].flat().some((one) => isLike(`${bucket}/requests/2026/event`, one.replace(/^arn:[\w-]+:s3:::/, '')))
  );
}

/** An object is new where its request says that none may be there. Parts of an upload carry no such header. */
function isOnlyForOthersThanNew({ Condition: conditions = {} }: Statement): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) =>
      [value].flat().every((one) => withoutHeader.has(`${operator} ${key} ${String(one)}`.toLowerCase())),
    ),
  );
}

const withoutHeader = new Set(['null s3:if-none-match true', 'bool s3:objectcreationoperation true']);

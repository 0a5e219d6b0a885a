import * as z from 'zod';
import type { PolicyStatementJson } from '../iam/policy-evaluator';
import type { Resource } from '../assembly/assembly';
import { roleId } from '../assembly/names';
import { placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';

const oneOrMore = z.union([z.string(), z.array(z.string())]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.string(), z.record(z.string(), oneOrMore)]).optional(),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});

const rolePolicySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.string()).default([]),
});

const busPolicySchema = z.object({ EventBusName: z.string().optional(), Statement: statementSchema });

/** A policy of a resource. */
export const resourcePolicySchema = z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) });

/** What a function may do: the policies of its role. */
export interface FunctionRole {
  readonly functionName: string;
  readonly roleArn: string;
  /** The id that IAM gives a role, and no other one ever. */
  readonly roleId: string;
  readonly statements: readonly PolicyStatementJson[];
}

/** The access key id of a function: its name. People of this machine have other ones, and may do everything. */
export function accessKeyOf(functionName: string): string {
  return functionName;
}

/** A statement of a bus's own policy. It says itself which bus it is about. */
export type BusStatement = PolicyStatementJson;

/**
 * The roles of the functions. A function that has none in its template is not one that AWS would create, and nothing is
 * said of what it may do.
 */
export function readRoles(resources: readonly Resource[], resolver: Resolver): FunctionRole[] {
  const policies = resources
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy' || type === 'AWS::IAM::Policy')
    .map((resource) => resolver.read(resource, rolePolicySchema));
  return resources
    .filter(({ type, properties }) => type === 'AWS::Lambda::Function' && properties['Role'] !== undefined)
    .map((resource) => {
      const { Role } = resolver.read(resource, z.object({ Role: z.string() }));
      refuseInlinePolicies(resources, Role, resolver);
      return {
        functionName: resolver.nameOf(resource),
        roleArn: Role,
        roleId: roleId(roleName(Role)),
        statements: policies
          .filter(({ Roles }) => Roles.includes(roleName(Role)))
          .flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      };
    });
}

export function readBusStatement(resource: Resource, resolver: Resolver): BusStatement {
  return resolver.read(resource, busPolicySchema).Statement;
}

/** What the policy of a bucket or a topic says. */
export function readResourceStatements(resource: Resource, resolver: Resolver): PolicyStatementJson[] {
  return resolver.read(resource, resourcePolicySchema).PolicyDocument.Statement;
}

function roleName(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

function refuseInlinePolicies(resources: readonly Resource[], roleArn: string, resolver: Resolver): void {
  const role = resources.find(
    (resource) => resource.type === 'AWS::IAM::Role' && resolver.nameOf(resource) === roleName(roleArn),
  );
  if (role?.properties['Policies'] === undefined) return;
  throw new TemplateError(
    placeOf(role),
    'has policies of its own, which the local system does not read: use AWS::IAM::Policy or AWS::IAM::ManagedPolicy.',
  );
}

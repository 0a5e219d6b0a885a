import type { IncomingMessage } from 'node:http';
import type { Emit } from '../events/emulator-event';
import { bodyOf } from '../server/aws-json';
import type { SystemTemplate } from '../template/template';
import { accessKeyOf, type FunctionRole } from '../template/roles';
import { askedOf } from './asked';
import { sendDenial } from './denial';
import type { Asked } from './right';
import type { Guard, GuardedService } from '../iam/guard';
import { isAllowed, type PolicyStatementJson } from '../iam/policy-evaluator';

type AccessTemplate = Pick<
  SystemTemplate,
  | 'account'
  | 'region'
  | 'senderIdentities'
  | 'tables'
  | 'tablePolicies'
  | 'functionRoles'
  | 'busStatements'
  | 'bucketStatements'
  | 'queueStatements'
>;

/** Who makes a request. */
interface Caller {
  readonly arn: string;
  readonly statements: readonly PolicyStatementJson[];
  /** Where it is a function. */
  readonly functionName?: string | undefined;
}

/**
 * Lets functions do what the policies of their roles, of the bus, of tables, buckets and queues allow, and tells of
 * each request. People of this machine are administrators of the account, whom a table's policy binds as well. What
 * cannot be read is left to the service to refuse.
 */
export function newGuard(template: AccessTemplate, emit: Emit): Guard {
  const roles = new Map(template.functionRoles.map((role) => [accessKeyOf(role.functionName), role]));
  return (service, listener) => (request, response) => {
    const caller = callerOf(accessKeyIn(request), roles, template);
    if (caller.functionName === undefined && service !== 'dynamodb') {
      listener(request, response);
      return;
    }
    const decide = async (): Promise<void> => {
      const asked = readAsked(service, request, await bodyOf(request), template);
      const refused = asked.find((each) => !isAllowedAll(caller, each, template));
      const { functionName } = caller;
      if (functionName !== undefined) {
        for (const { action, resourceArns } of asked) {
          emit({ kind: 'access-checked', functionName, action, resourceArns, isGranted: refused === undefined });
        }
      }
      if (refused) sendDenial(response, service, denialOf(caller, refused));
      else listener(request, response);
    };
    void decide().catch(() => response.destroy());
  };
}

function callerOf(
  accessKey: string | undefined,
  roles: ReadonlyMap<string, FunctionRole>,
  { account }: AccessTemplate,
): Caller {
  const role = accessKey === undefined ? undefined : roles.get(accessKey);
  if (role) return { arn: role.roleArn, statements: role.statements, functionName: role.functionName };
  return { arn: `arn:aws:iam::${account}:user/${accessKey ?? 'nobody'}`, statements: [everything] };
}

const everything: PolicyStatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };

function denialOf({ arn }: Caller, { action, resourceArns }: Asked): string {
  return `${arn} is not authorized to perform ${action} on ${resourceArns.join(', ')}`;
}

function isAllowedAll(caller: Caller, { action, resourceArns, context }: Asked, template: AccessTemplate): boolean {
  return resourceArns.every((resourceArn) =>
    isAllowed(
      { principalArn: caller.arn, action, resourceArn, context },
      { ofThePrincipal: caller.statements, ofTheResource: resourcePolicies(action, resourceArn, template) },
    ),
  );
}

function resourcePolicies(action: string, resourceArn: string, template: AccessTemplate): PolicyStatementJson[] {
  if (action.startsWith('events:')) return [...template.busStatements];
  if (action.startsWith('s3:')) return [...template.bucketStatements];
  if (action.startsWith('dynamodb:')) return policyOfTable(resourceArn, template);
  return action.startsWith('sqs:') ? [...template.queueStatements] : [];
}

/** `*` in the policy of a table is that table, and no other. */
function policyOfTable(resourceArn: string, { tablePolicies }: AccessTemplate): PolicyStatementJson[] {
  const [name] = (resourceArn.split(':table/').at(-1) ?? '').split('/');
  return tablePolicies.flatMap(({ tableName, statements }) => (tableName === name ? statements : []));
}

function readAsked(
  service: GuardedService,
  request: IncomingMessage,
  body: Buffer,
  template: AccessTemplate,
): readonly Asked[] {
  try {
    return askedOf(service, request, body, template);
  } catch {
    return [];
  }
}

/** Whoever signed, by name. Signatures are checked where callers of function URLs are told apart. */
function accessKeyIn({ headers }: IncomingMessage): string | undefined {
  return /Credential=([^/,\s]+)\//.exec(headers['authorization'] ?? '')?.[1];
}

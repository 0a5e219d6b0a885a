import type { IncomingMessage } from 'node:http';
import type { Emit } from '../events/emulator-event';
import { arnMatches, one } from '../assembly/arn';
import { bodyOf } from '../server/aws-json';
import type { SystemTemplate } from '../template/template';
import type { QueueStatement } from '../template/queues';
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
  readonly userId: string;
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
  const ofQueue = policiesOfQueues(template.queueStatements);
  return (service, listener) => (request, response) => {
    const caller = callerOf(accessKeyIn(request), roles, template);
    if (caller.functionName === undefined && service !== 'dynamodb') {
      listener(request, response);
      return;
    }
    const decide = async (): Promise<void> => {
      const asked = readAsked(service, request, await bodyOf(request), template);
      const refused = asked.find(
        (each) => !isAllowedAll(caller, each, (asking) => policiesAt(asking, template, ofQueue)),
      );
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
  if (role) {
    const { roleArn: arn, roleId, statements, functionName } = role;
    // Lambda names a session by its function.
    return { arn, userId: `${roleId}:${functionName}`, statements, functionName };
  }
  const name = accessKey ?? 'nobody';
  return { arn: `arn:aws:iam::${account}:user/${name}`, userId: `AIDA${name}`, statements: [everything] };
}

const everything: PolicyStatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };

function denialOf({ arn }: Caller, { action, resourceArns }: Asked): string {
  return `${arn} is not authorized to perform ${action} on ${resourceArns.join(', ')}`;
}

interface Asking {
  readonly action: string;
  readonly resourceArn: string;
}

function isAllowedAll(
  caller: Caller,
  { action, resourceArns, context }: Asked,
  policiesOf: (asking: Asking) => readonly PolicyStatementJson[],
): boolean {
  return resourceArns.every((resourceArn) =>
    isAllowed(
      { principalArn: caller.arn, userId: caller.userId, action, resourceArn, context },
      { ofThePrincipal: caller.statements, ofTheResource: policiesOf({ action, resourceArn }) },
    ),
  );
}

function policiesAt(
  { action, resourceArn }: Asking,
  template: AccessTemplate,
  ofQueue: (arn: string) => readonly PolicyStatementJson[],
): readonly PolicyStatementJson[] {
  if (action.startsWith('events:')) return template.busStatements;
  if (action.startsWith('s3:')) return template.bucketStatements;
  if (action.startsWith('dynamodb:')) return policyOfTable(resourceArn, template);
  return action.startsWith('sqs:') ? ofQueue(resourceArn) : [];
}

/** Queues are the most that there is. What is about one of them is found once. */
function policiesOfQueues(statements: readonly QueueStatement[]): (arn: string) => readonly PolicyStatementJson[] {
  const known = new Map<string, readonly PolicyStatementJson[]>();
  return (arn) => {
    const found =
      known.get(arn) ?? statements.filter(({ Resource }) => one(Resource, (pattern) => arnMatches(pattern, arn)));
    known.set(arn, found);
    return found;
  };
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

import type { IncomingMessage } from 'node:http';
import type { Emit } from '../events/emulator-event';
import { bodyOf } from '../server/aws-json';
import type { SystemTemplate } from '../template/template';
import { accessKeyOf, type FunctionRole } from '../template/roles';
import { askedOf, type Asked } from './asked';
import { sendDenial } from './denial';
import type { Guard, GuardedService } from '../iam/guard';
import { isAllowed, type PolicyStatementJson } from '../iam/policy-evaluator';

type AccessTemplate = Pick<
  SystemTemplate,
  | 'account'
  | 'region'
  | 'senderIdentities'
  | 'tables'
  | 'functionRoles'
  | 'busStatements'
  | 'bucketStatements'
  | 'queueStatements'
>;

/**
 * Lets functions do what the policies of their roles, of the bus and of queues allow, and tells of each request. What
 * cannot be read is left to the service to refuse.
 */
export function newGuard(template: AccessTemplate, emit: Emit): Guard {
  const roles = new Map(template.functionRoles.map((role) => [accessKeyOf(role.functionName), role]));
  return (service, listener) => (request, response) => {
    const role = roles.get(accessKeyIn(request) ?? '');
    if (!role) {
      listener(request, response);
      return;
    }
    const decide = async (): Promise<void> => {
      const asked = readAsked(service, request, await bodyOf(request), template);
      if (!asked) {
        listener(request, response);
        return;
      }
      const isGranted = isAllowedAll(role, asked, template);
      const { functionName, roleArn } = role;
      const { action, resourceArns } = asked;
      emit({ kind: 'access-checked', functionName, action, resourceArns, isGranted });
      if (isGranted) listener(request, response);
      else
        sendDenial(
          response,
          service,
          `${roleArn} is not authorized to perform ${action} on ${resourceArns.join(', ')}`,
        );
    };
    void decide().catch(() => response.destroy());
  };
}

function isAllowedAll(role: FunctionRole, { action, resourceArns, context }: Asked, template: AccessTemplate): boolean {
  const ofTheResource = resourcePolicies(action, template);
  return resourceArns.every((resourceArn) =>
    isAllowed(
      { principalArn: role.roleArn, action, resourceArn, context },
      { ofThePrincipal: role.statements, ofTheResource },
    ),
  );
}

function resourcePolicies(action: string, template: AccessTemplate): PolicyStatementJson[] {
  if (action.startsWith('events:')) return [...template.busStatements];
  if (action.startsWith('s3:')) return [...template.bucketStatements];
  return action.startsWith('sqs:') ? [...template.queueStatements] : [];
}

function readAsked(
  service: GuardedService,
  request: IncomingMessage,
  body: Buffer,
  template: AccessTemplate,
): Asked | undefined {
  try {
    return askedOf(service, request, body, template);
  } catch {
    return undefined;
  }
}

/** Whoever signed, by name. Signatures are checked where callers of function URLs are told apart. */
function accessKeyIn({ headers }: IncomingMessage): string | undefined {
  return /Credential=([^/,\s]+)\//.exec(headers['authorization'] ?? '')?.[1];
}

import type { LambdaService } from '../functions/lambda-service';
import { queueName, type Queues } from '../queues/queues';
import type { Streams } from '../streams/streams';
import type { SystemTemplate } from '../template/template';
import { mayInvoke } from '../template/functions';
import { maySend } from '../template/queues';
import type { Rule, RuleTarget } from '../template/rules';
import { DeliveryError } from './delivery';

/** What targets need of the rest of the system. */
export interface TargetContext {
  readonly template: SystemTemplate;
  readonly functions: Pick<LambdaService, 'invokeAsync'>;
  readonly queues: Pick<Queues, 'send'>;
  readonly streams: Pick<Streams, 'put'>;
}

/** What receives events from rules. */
export interface Target {
  readonly kind: 'function' | 'queue' | 'stream';
  readonly name: string;
  readonly take: (rule: Rule, payload: string, cause: string | undefined) => void | Promise<void>;
}

/** The function, queue or stream of a target's ARN. It accepts events only from rules that the template permits. */
export function targetOf({ arn }: RuleTarget, context: TargetContext): Target {
  const definition = context.template.functions.find((candidate) => candidate.arn === arn);
  if (definition) return functionTarget(definition.name, arn, context);
  const stream = context.template.streams.find((candidate) => candidate.arn === arn);
  if (stream) return { kind: 'stream', name: stream.name, take: (_rule, payload) => context.streams.put(arn, payload) };
  return queueTarget(arn, context);
}

function functionTarget(name: string, arn: string, { template, functions }: TargetContext): Target {
  return {
    kind: 'function',
    name,
    take: (rule, payload, cause) => {
      if (!mayInvoke(template.permissions, name, rule.arn)) throw notAllowed(rule, 'invoke', arn);
      functions.invokeAsync(name, payload, cause);
    },
  };
}

function queueTarget(arn: string, { template, queues }: TargetContext): Target {
  return {
    kind: 'queue',
    name: queueName(arn),
    take: async (rule, payload) => {
      if (!maySend(template.queueStatements, arn, rule.arn)) throw notAllowed(rule, 'send messages to', arn);
      await queues.send(arn, payload);
    },
  };
}

function notAllowed(rule: Rule, action: string, arn: string): DeliveryError {
  const message = `Rule ${rule.name} is not authorized to ${action} ${arn}. The template grants it no permission.`;
  return new DeliveryError('NO_PERMISSIONS', message, false);
}

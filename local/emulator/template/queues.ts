import * as z from 'zod';
import { arnMatches, one } from '../assembly/arn';
import type { Resource } from '../assembly/assembly';
import { placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';

const queueSchema = z.object({
  VisibilityTimeout: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  DelaySeconds: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
});

export interface Queue extends z.infer<typeof queueSchema> {
  readonly name: string;
  readonly arn: string;
}

const conditionSchema = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
  Condition: conditionSchema.optional(),
});

/** What the policy of a queue says: who may send to it. */
export type QueueStatement = z.infer<typeof statementSchema>;

export function readQueue(resource: Resource, resolver: Resolver): Queue {
  const name = resolver.nameOf(resource);
  return { name, arn: resolver.attributeOf(resource, 'Arn'), ...resolver.read(resource, queueSchema) };
}

export function readQueuePolicy(resource: Resource, resolver: Resolver): QueueStatement[] {
  const { PolicyDocument } = resolver.read(
    resource,
    z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) }),
  );
  for (const statement of PolicyDocument.Statement.filter(isAboutEventBridge)) {
    for (const { operator, key } of conditionsOf(statement)) {
      if (knownCondition(operator, key)) continue;
      throw new TemplateError(placeOf(resource), `the local system does not know the condition ${operator} on ${key}.`);
    }
  }
  return PolicyDocument.Statement;
}

/** Whether EventBridge may send to a queue what it delivers for a rule: somebody allows it, and nobody denies it. */
export function maySend(statements: readonly QueueStatement[], queueArn: string, ruleArn: string): boolean {
  const applying = statements.filter((statement) => applies(statement, queueArn, ruleArn));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

function applies(statement: QueueStatement, queueArn: string, ruleArn: string): boolean {
  return (
    isAboutEventBridge(statement) &&
    one(statement.Resource, (resource) => arnMatches(resource, queueArn)) &&
    conditionsOf(statement).every(({ operator, key, values }) => knownCondition(operator, key)?.(values, ruleArn))
  );
}

function isAboutEventBridge({ Principal, Action }: QueueStatement): boolean {
  const everybody = Principal === '*';
  const { Service = [], AWS = [] } = typeof Principal === 'string' ? {} : Principal;
  const principal =
    everybody || one(Service, (name) => name === 'events.amazonaws.com') || one(AWS, (who) => who === '*');
  return principal && one(Action, (action) => arnMatches(action.toLowerCase(), 'sqs:sendmessage'));
}

type Values = string | readonly string[];

function conditionsOf({ Condition = {} }: QueueStatement): { operator: string; key: string; values: Values }[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })),
  );
}

function conditionWithoutPrincipal(operator: string): (() => boolean) | undefined {
  if (['ArnEquals', 'ArnLike', 'StringEquals'].includes(operator)) return () => false;
  return ['ArnNotEquals', 'ArnNotLike', 'StringNotEquals'].includes(operator) ? () => true : undefined;
}

/** How a condition holds for what EventBridge sends on behalf of a rule, over TLS as always. */
function knownCondition(operator: string, key: string): ((values: Values, ruleArn: string) => boolean) | undefined {
  if (operator === 'Bool' && key === 'aws:securetransport') return (values) => one(values, (value) => value === 'true');
  // What a service does by itself, it does as no principal of an account.
  if (key === 'aws:principalarn') return conditionWithoutPrincipal(operator);
  if (key !== 'aws:sourcearn') return undefined;
  switch (operator) {
    case 'ArnEquals':
    case 'ArnLike':
      return (values, ruleArn) => one(values, (pattern) => arnMatches(pattern, ruleArn));
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return (values, ruleArn) => !one(values, (pattern) => arnMatches(pattern, ruleArn));
    case 'StringEquals':
      return (values, ruleArn) => one(values, (value) => value === ruleArn);
    default:
      return undefined;
  }
}

import * as z from 'zod';
import { readRecurrence, type Recurrence } from '../schedule/recurrence';
import type { Assembly, Resource } from '../assembly/assembly';
import { functionName } from './functions';
import { placeOf, type Resolver } from '../assembly/resolver';
import { refuseProperties } from '../assembly/resource-types';
import { isEnabled } from './rules';
import { TemplateError } from '../assembly/template-error';

/**
 * Something that invokes a function on a schedule: a schedule of EventBridge Scheduler, or a rule with a schedule
 * expression.
 */
export interface Schedule {
  readonly name: string;
  readonly owner: { readonly kind: 'schedule' | 'rule'; readonly arn: string };
  readonly enabled: boolean;
  readonly recurrence: Recurrence;
  readonly functionName: string;
  readonly functionArn: string;
  /** The payload. Without it, the function gets a scheduled event. */
  readonly input?: string | undefined;
  /** Never used here: what invokes asynchronously is always taken by a function of the template. */
  readonly deadLetterArn?: string | undefined;
}

const timeWindowSchema = z.strictObject({
  Mode: z.enum(['OFF', 'FLEXIBLE']),
  MaximumWindowInMinutes: z.number().optional(),
});

const scheduleSchema = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  // The beginning of a flexible window lies inside of it.
  FlexibleTimeWindow: timeWindowSchema,
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    RetryPolicy: z.object({}).optional(),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});

const ruleSchema = z.object({
  ScheduleExpression: z.string(),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        RetryPolicy: z.object({}).optional(),
        DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
      }),
    )
    .default([]),
});

export function readSchedule(resource: Resource, resolver: Resolver, { account, region }: Assembly): Schedule {
  refuseProperties(resource, {
    StartDate: 'the local system does not support the start of a schedule.',
    EndDate: 'the local system does not support the end of a schedule.',
  });
  const read = resolver.read(resource, scheduleSchema);
  const name = resolver.nameOf(resource);
  return {
    name,
    owner: { kind: 'schedule', arn: `arn:aws:scheduler:${region}:${account}:schedule/${read.GroupName}/${name}` },
    enabled: isEnabled(resource, resolver),
    recurrence: recurrenceOf(resource, read.ScheduleExpression, read.ScheduleExpressionTimezone),
    functionName: functionName(read.Target.Arn),
    functionArn: read.Target.Arn,
    input: jsonOf(resource, read.Target.Input),
    deadLetterArn: read.Target.DeadLetterConfig?.Arn,
  };
}

/** The schedules of a rule: one for each of its targets. */
export function readScheduledRule(resource: Resource, resolver: Resolver): Schedule[] {
  if (resolver.busOf(resource) !== 'default') {
    throw new TemplateError(placeOf(resource), 'rules with a ScheduleExpression run on the default bus only.');
  }
  const { ScheduleExpression, Targets } = resolver.read(resource, ruleSchema);
  const name = resolver.nameOf(resource);
  const shared = {
    owner: { kind: 'rule', arn: resolver.attributeOf(resource, 'Arn') } as const,
    enabled: isEnabled(resource, resolver),
    recurrence: recurrenceOf(resource, ScheduleExpression, 'UTC'),
  };
  return Targets.map(({ Id, Arn, Input, DeadLetterConfig }) => ({
    ...shared,
    name: Targets.length > 1 ? `${name}/${Id}` : name,
    functionName: functionName(Arn),
    functionArn: Arn,
    input: jsonOf(resource, Input),
    deadLetterArn: DeadLetterConfig?.Arn,
  }));
}

/** Whether a rule runs by the clock. */
export function isScheduled(rule: Resource): boolean {
  return rule.properties['ScheduleExpression'] !== undefined;
}

function recurrenceOf(resource: Resource, expression: string, timeZone: string): Recurrence {
  try {
    return readRecurrence(expression, timeZone);
  } catch (error) {
    throw new TemplateError(
      `${placeOf(resource)}.ScheduleExpression`,
      error instanceof Error ? error.message : String(error),
    );
  }
}

function jsonOf(resource: Resource, input: string | undefined): string | undefined {
  try {
    if (input !== undefined) JSON.parse(input);
    return input;
  } catch {
    throw new TemplateError(`${placeOf(resource)}.Input`, 'is not valid JSON, which a function needs.');
  }
}

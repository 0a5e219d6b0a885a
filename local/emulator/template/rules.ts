import * as z from 'zod';
import { compileEventPattern, type EventPattern } from '../event-pattern/event-pattern';
import type { Resource } from '../assembly/assembly';
import { busName, placeOf, type Resolver } from '../assembly/resolver';
import { TemplateError } from '../assembly/template-error';
import { readTargetInput, targetInputFields, type TargetInput } from '../event-pattern/target-input';

const targetSchema = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RetryPolicy: z
    .object({ MaximumRetryAttempts: z.number().default(185), MaximumEventAgeInSeconds: z.number().default(86_400) })
    .default({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 }),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  // Whether its rights suffice is not looked at here.
  RoleArn: z.string().optional(),
  ...targetInputFields,
});

const ruleSchema = z.object({
  EventPattern: z.record(z.string(), z.unknown()),
  Targets: z.array(targetSchema).default([]),
});

export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn?: string | undefined;
  readonly input: TargetInput;
}

/** A rule that is switched on. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly pattern: EventPattern;
  /** The pattern as the template writes it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly targets: readonly RuleTarget[];
}

const archiveSchema = z.object({
  SourceArn: z.string(),
  EventPattern: z.record(z.string(), z.unknown()).default({}),
  RetentionDays: z.number().default(0),
});

/** What keeps the events of a bus that match, to replay them. */
export interface EventArchive {
  readonly name: string;
  readonly arn: string;
  readonly busArn: string;
  readonly busName: string;
  readonly pattern: EventPattern;
  readonly retentionDays: number;
}

/** EventBridge keeps nothing a second time that it replays itself. */
const neverReplayed = { 'replay-name': [{ exists: false }] };

export function readArchive(resource: Resource, resolver: Resolver): EventArchive {
  const { SourceArn: busArn, EventPattern, RetentionDays: retentionDays } = resolver.read(resource, archiveSchema);
  return {
    name: resolver.nameOf(resource),
    arn: resolver.attributeOf(resource, 'Arn'),
    busArn,
    busName: busName(busArn),
    pattern: compile({ ...EventPattern, ...neverReplayed }, resource),
    retentionDays,
  };
}

/** Rules that are switched off deliver nothing, whatever they say. */
export function isEnabled(resource: Resource, resolver: Resolver): boolean {
  const { State } = resolver.read(resource, z.object({ State: z.string().default('ENABLED') }));
  return State !== 'DISABLED';
}

export function readRule(resource: Resource, resolver: Resolver): Rule {
  const { EventPattern, Targets } = resolver.read(resource, ruleSchema);
  return {
    name: resolver.nameOf(resource),
    arn: resolver.attributeOf(resource, 'Arn'),
    busName: resolver.busOf(resource),
    pattern: compile(EventPattern, resource),
    written: EventPattern,
    targets: Targets.map(({ Id, Arn, RetryPolicy, DeadLetterConfig, ...input }) => ({
      id: Id,
      arn: Arn,
      maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
      maximumEventAgeSeconds: RetryPolicy.MaximumEventAgeInSeconds,
      deadLetterArn: DeadLetterConfig?.Arn,
      input: understood('Targets', () => readTargetInput(input), resource),
    })),
  };
}

function compile(pattern: unknown, resource: Resource): EventPattern {
  return understood('EventPattern', () => compileEventPattern(pattern), resource);
}

function understood<Read>(property: string, read: () => Read, resource: Resource): Read {
  try {
    return read();
  } catch (error) {
    throw new TemplateError(`${placeOf(resource)}.${property}`, error instanceof Error ? error.message : String(error));
  }
}

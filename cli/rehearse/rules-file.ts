import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { optionsOf, PolicyOptionsError, type CommonOptions } from '../../lambdas/failures/definition/policy';
import type { Limits } from '../../lambdas/model/limits';
import { LimitsError, limitsOf } from '../../lambdas/runtime/environment/limit-overrides';
import { CommandError } from '../commands/command-error';

/** By what a rehearsal decides: policies with their options, and limits. */
export interface Rules {
  readonly name: string;
  readonly limits: Limits;
  readonly optionsOf: (type: string) => CommonOptions | undefined;
}

/** The policies of the catalog. */
export const definitions: readonly FailureDefinition[] = catalog;

const rulesSchema = z.strictObject({
  /** Options by failure type, as the file of a stage has them. */
  policies: z._default(z.record(z.string(), z.looseObject({})), {}),
  limits: z._default(z.looseObject({}), {}),
});

/** The rules that hold where a stage says nothing. */
export const defaultRules = 'defaults';

/**
 * The rules of a file: `{ "policies": { "ServiceOutage": { … } }, "limits": { … } }`, as a stage has them. `defaults`
 * stands for what holds without any.
 *
 * @throws CommandError with everything that is wrong
 */
export function readRules(nameOrFile: string): Rules {
  const { policies, limits } = nameOrFile === defaultRules ? { policies: {}, limits: {} } : parsed(nameOrFile);
  const unknown = Object.keys(policies).filter((type) => !definitions.some((known) => known.type === type));
  if (unknown.length > 0)
    throw new CommandError(`${nameOrFile}: ${unknown.join(', ')} is no failure type of the catalog.`);
  try {
    const options = new Map(
      definitions.map(({ type, policy }) => [type, optionsOf(type, policy, policies[type] ?? {})] as const),
    );
    const name = path.basename(nameOrFile, '.json');
    return { name, limits: limitsOf(limits), optionsOf: (type) => options.get(type) };
  } catch (error) {
    if (!(error instanceof PolicyOptionsError || error instanceof LimitsError)) throw error;
    throw new CommandError(`${nameOrFile}: ${error.message}`);
  }
}

function parsed(file: string): z.infer<typeof rulesSchema> {
  const read = rulesSchema.safeParse(jsonIn(file));
  if (read.success) return read.data;
  throw new CommandError(`${file} is not { "policies": { … }, "limits": { … } }, as the file of a stage has them.`);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

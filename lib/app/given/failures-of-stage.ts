import { catalog } from '../../../lambdas/failures/catalog';
import { Delivery } from '../../options/delivery';
import { FailureType, type FailureTypeOptions } from '../../options/failure-type';
import type { StageConfig } from '../stage-config';
import { sourceWithOptions } from './context-value';

/** The failure types of a stage, each with its policy, its sources and how it is delivered. */
export function failuresOf(config: StageConfig): FailureType[] {
  const { policies = {}, policyReasons = {}, sources = [] } = config;
  return catalog.map((definition) =>
    FailureType.of(definition, {
      policy: policies[definition.type],
      policyReasons: policyReasons[definition.type],
      sources: sourcesOf(sources.filter(({ type }) => type === definition.type).map(({ value }) => value)),
      delivery: deliveryOf(definition.type, config),
    }),
  );
}

/** Undefined where none is named: then it is the definition's. */
function sourcesOf(values: readonly string[]): FailureTypeOptions['sources'] {
  if (values.length === 0) return undefined;
  return Object.fromEntries(values.map(sourceWithOptions).map(({ source, ...options }) => [source, options]));
}

/** How the events of one name reach their function: a failure type, or the apologies. */
export function deliveryOf(name: string, { queued = [], queuedConcurrency: concurrency }: StageConfig): Delivery {
  return queued.includes(name) ? Delivery.queued({ concurrency }) : Delivery.direct();
}

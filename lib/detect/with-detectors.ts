import type { FailureType } from '../options/failure-type';
import type { Detector } from './detector';

/**
 * The failure types, each published by its detectors, too. A detector has a source of its own, and with it the limits
 * and the switch of a source by itself.
 *
 * @throws Error where nothing that a detector sees is handled, or two have one name
 */
export function withDetectors(
  failures: readonly FailureType[],
  detectors: readonly Detector[],
): readonly FailureType[] {
  const names = detectors.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Error(`Two detectors are called ${twice}.`);
  for (const detector of detectors) {
    if (handledBy(detector, failures).length > 0) continue;
    throw new Error(`The detector ${detector.name} publishes ${detector.types.join(', ')}, and none of it is handled.`);
  }
  return failures.map((failure) =>
    detectors
      .filter(({ types }) => types.includes(failure.type))
      .reduce((type, { source }) => type.alsoFrom(source), failure),
  );
}

/** What of it is handled. */
export function handledBy({ types }: Pick<Detector, 'types'>, failures: readonly FailureType[]): readonly string[] {
  return types.filter((type) => failures.some((failure) => failure.type === type));
}

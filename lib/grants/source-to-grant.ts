import { isDetector } from '../../lambdas/model/controls';
import { syntheticSource } from '../../lambdas/outcomes/synthetic';

/**
 * A grant is for one source: whoever has it publishes in no other's name.
 *
 * @param sources those that publish this type
 * @throws Error where it is not said which of several is meant, or where it is none of them
 */
export function sourceToGrant(type: string, sources: readonly string[], wanted: string | undefined): string {
  const grantable = sources.filter((source) => !isOwnSource(source));
  const [only, ...others] = grantable;
  const source = wanted ?? (others.length === 0 ? only : undefined);
  if (source !== undefined && grantable.includes(source)) return source;
  const advice = `Grant one of them: { type: '${type}', source: '${only ?? ''}' }.`;
  throw new Error(
    wanted === undefined
      ? `${type} has several sources: ${grantable.join(', ')}. ${advice}`
      : `"${wanted}" is no source of ${type}. There are: ${grantable.join(', ')}. ${advice}`,
  );
}

/** Whether functions of ours publish from it: nobody is granted it, and nobody can be asked about what it says. */
export function isOwnSource(source: string | undefined): boolean {
  return source === syntheticSource || (source !== undefined && isDetector(source));
}

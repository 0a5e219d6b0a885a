import { reportSource } from '../../lambdas/reports/report-source';
import { syntheticSource } from '../../lambdas/outcomes/synthetic';

/** Whether functions of ours publish from it. Nobody else is granted it, and it answers no question. */
export function isOurs(source: string | undefined): boolean {
  return source === syntheticSource || source === reportSource;
}

/**
 * A grant is for one source: whoever has it publishes in no other's name.
 *
 * @param sources those that publish this type
 * @throws Error where it is not said which of several is meant, or where it is none of them
 */
export function sourceToGrant(type: string, sources: readonly string[], wanted: string | undefined): string {
  const grantable = sources.filter((source) => !isOurs(source));
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

import { gestureSource, gestureType } from '../../lambdas/model/judging/gesture';
import { FailureType } from '../options/failure-type';

/**
 * With what people give of their own accord, if they may. Its options are those of its failure type, which an app that
 * differs in them names itself.
 *
 * @throws Error where it is published from another source: whoever has that would give in anybody's name
 */
export function withGestures(failures: readonly FailureType[], gestures: boolean | undefined): readonly FailureType[] {
  if (gestures !== true) return failures.filter(({ type }) => type !== gestureType);
  const own = failures.find(({ type }) => type === gestureType);
  if (!own) return [...failures, FailureType.named(gestureType)];
  const others = own.sources.filter((source) => source !== gestureSource);
  if (others.length === 0) return failures;
  throw new Error(`${gestureType} comes from ${gestureSource} alone, and not from ${others.join(', ')}.`);
}

/** The policy options of gestures, as functions read them. Undefined where nobody gives any. */
export function gesturesText(failures: readonly Pick<FailureType, 'type' | 'policy'>[]): string | undefined {
  const own = failures.find(({ type }) => type === gestureType);
  return own && JSON.stringify(own.policy);
}

import { channelSource } from '../../lambdas/channels/events/channel-events';
import { isDetector } from '../../lambdas/model/controls';
import { gestureSource } from '../../lambdas/model/judging/gesture';
import { incidentFixedType } from '../../lambdas/model/judging/incident-fixed';
import { answerTypeOf } from '../../lambdas/outcomes/inquiry';
import { syntheticSource } from '../../lambdas/outcomes/synthetic';
import { reportSource } from '../../lambdas/reports/report-source';

/** Whether failures from this source are published by a function of ours: nobody is granted it, and nobody asks it. */
export function isOwnSource(source: string | undefined): boolean {
  if (source === undefined) return false;
  return [syntheticSource, channelSource, reportSource, gestureSource].includes(source) || isDetector(source);
}

/** The systems of the company that publish failures, each once. */
export function sourcesOf(failures: readonly Pick<SourcesOfType, 'sources'>[]): string[] {
  return [...new Set(failures.flatMap(({ sources }) => sources))].filter((source) => !isOwnSource(source));
}

/**
 * The events of whoever publishes a failure: they answer what people ask about it, and say that its incident is mended,
 * where anybody hears that.
 */
export function publishedWith(
  type: string,
  source: string | undefined,
  isHeard: { readonly answers: boolean; readonly fixes: boolean },
): string[] {
  if (isOwnSource(source)) return [type];
  return [type, ...(isHeard.answers ? [answerTypeOf(type)] : []), ...(isHeard.fixes ? [incidentFixedType] : [])];
}

interface SourcesOfType {
  readonly type: string;
  readonly sources: readonly string[];
}

/** Of which failures people may ask whoever published them, with the sources that answer. */
export function askedOf(failures: readonly SourcesOfType[]): SourcesOfType[] {
  return failures.flatMap(({ type, sources }) => {
    const asked = sources.filter((source) => !isOwnSource(source));
    return asked.length === 0 ? [] : [{ type, sources: asked }];
  });
}

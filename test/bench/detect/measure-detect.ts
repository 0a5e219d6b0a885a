import type { DetectorDefinition } from '../../../lambdas/detect/definition/detector';
import { parcelsDetector } from '../../../lambdas/detect/parcels/parcels';
import { playbackDetector } from '../../../lambdas/detect/playback/playback';
import { Agreement } from '../../../lambdas/detect/run/agreement';
import { replaySubject } from '../../../lambdas/detect/run/replay';
import { ticketsDetector } from '../../../lambdas/detect/tickets/tickets';
import { Random } from '../../simulation/random';
import { resultOf, type DetectorResult, type DetectSettings } from './detector-result';
import type { Life } from './lives';
import { measureHealth } from './measure-health';
import { parcelLife } from './parcel-lives';
import { sessionLife } from './session-lives';
import { ticketKinds, ticketLife } from './ticket-lives';

/** Replays lives with planted failures, and compares what would be published with what was lived. */
export async function measureDetect(settings: DetectSettings): Promise<readonly DetectorResult[]> {
  const { sessions, parcels, tickets } = settings;
  const { defaults } = ticketsDetector;
  const asMapped = { ...ticketsDetector, defaults: { ...defaults, kinds: [...ticketKinds] } };
  return [
    await measureOne(playbackDetector, sessionLife, sessions, settings),
    await measureOne(parcelsDetector, parcelLife, parcels, settings),
    await measureOne(asMapped, ticketLife, tickets, settings),
    await measureHealth(settings),
  ];
}

const dayMs = 24 * 60 * 60 * 1000;

async function measureOne<Signal, State, Options extends object, Found, Facts>(
  definition: DetectorDefinition<Signal, State, Options, Found, Facts>,
  lifeOf: (id: number, random: Random) => Life<Signal>,
  subjects: number,
  { seed, nowMs, onProgress }: DetectSettings,
): Promise<DetectorResult> {
  const agreement = new Agreement();
  let [signals, published, workedMs] = [0, 0, 0];
  for (let id = 0; id < subjects; id++) {
    const { signals: all, find, label } = lifeOf(id, new Random(seed * 1e9 + id));
    const [first] = all;
    const until = new Date((all.at(-1)?.at.getTime() ?? 0) + 40 * dayMs);
    const settings = { options: definition.defaults, find, until };
    const beganMs = nowMs();
    const subject = first && definition.subjectOf(first.signal);
    const replayed = subject === undefined ? [] : (await replaySubject(subject, all, definition, settings)).events;
    workedMs += nowMs() - beganMs;
    signals += all.length;
    published += replayed.length;
    agreement.add(
      replayed.map(({ type }) => type),
      label,
    );
    if (id % 1_000 === 0) onProgress?.(id, subjects);
  }
  return resultOf({ detector: definition.name, subjects, signals, published, workedMs }, agreement);
}

import { randomUUID } from 'node:crypto';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { filmFailure } from '../fakes/film-failure';

/** Failures of as many customers, each seen for the first time and with ids as long as real ones. */
export function newFailures(count: number): VideoPlaybackFailure[] {
  return Array.from({ length: count }, newFailure);
}

function newFailure(): VideoPlaybackFailure {
  const which = randomUUID();
  return filmFailure({
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    incidentId: undefined,
    customer: { id: `cus_${which}` },
    purchase: { orderId: `ord_${which}`, paymentId: `ch_${which.replaceAll('-', '').slice(0, 24)}` },
    playback: { rentalId: `rent_${which}` },
  });
}

/** Every failure twice, the second time a while after the first. */
export function withDuplicates(failures: readonly VideoPlaybackFailure[], apart: number): VideoPlaybackFailure[] {
  const stream: VideoPlaybackFailure[] = [];
  for (let start = 0; start < failures.length; start += apart) {
    const some = failures.slice(start, start + apart);
    stream.push(...some, ...some);
  }
  return stream;
}

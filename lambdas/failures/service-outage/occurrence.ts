import { hourMs } from '../../model/durations';
import type { OutageFailure } from './contract';

/**
 * Which outage of a service it is. A missed appointment is its start to the nearest full hour, because two detectors
 * see it some minutes apart. All others are the span of time that was reported: where two detectors report spans that
 * overlap, the policy gives each what the others have not made good (see `covers.ts`), so that together they earn what
 * the union of the spans earns, and nobody has to agree on where it began.
 */
export function outageOccurrence({ outage: { kind, startedAt, endedAt } }: OutageFailure): string {
  const from = Date.parse(startedAt);
  if (kind === 'missed-appointment') return `${kind} ${iso(Math.round(from / hourMs) * hourMs)}`;
  return `${kind} ${iso(from)}/${iso(Date.parse(endedAt))}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

import { hourMs } from '../../model/durations';
import { isOpen, lastHeard, type Conversation, type Line } from '../conversation';

/** Part of a window, within these bounds: whoever is asked at night has the morning. */
const [share, leastMs, mostMs] = [1 / 8, hourMs, 12 * hourMs];

/** When a network takes no answer any more to what the customer wrote last, and when its owner is told so. */
export interface Window {
  readonly line: Line;
  readonly endsAt: Date;
  readonly warnAt: Date;
}

/** Undefined where nobody is awaited, or the network takes answers for as long as it has what was written. Pure. */
export function windowOf(conversation: Pick<Conversation, 'state' | 'lines'>): Window | undefined {
  const line = isOpen(conversation) ? lastHeard(conversation) : undefined;
  if (line?.on?.until === undefined) return undefined;
  const endsAt = new Date(line.on.until);
  const length = endsAt.getTime() - Date.parse(line.at);
  const before = Math.min(mostMs, Math.max(leastMs, length * share));
  return { line, endsAt, warnAt: new Date(Math.max(Date.parse(line.at), endsAt.getTime() - before)) };
}

import type { OutageFailure } from './contract';
import { hourMs } from '../../model/durations';

/**
 * Which outage of a service it is: its kind, and its start to the nearest full hour. Two detectors see one start some minutes
 * apart, and things tend to break on the hour, which therefore lies in the middle of what counts as one. By default an outage
 * has to last an hour to earn anything, so the next one that does can hardly start within the same one; by the day, the
 * second outage of an evening would be taken for the first. Detectors that lie to both sides of half past still make two of
 * one, so whoever has several should publish the start that the first one saw.
 */
export function outageOccurrence({ outage: { kind, startedAt } }: OutageFailure): string {
  const hour = new Date(Math.round(Date.parse(startedAt) / hourMs) * hourMs);
  return `${kind} ${hour.toISOString()}`;
}

import { hourMs } from '../../model/durations';
import type { OutageFailure } from './contract';

/**
 * Which outage of a service it is: its kind, and its start to the nearest full hour. Two detectors see the same start
 * some minutes apart, and outages often start on the hour, so the hour is the middle of the window. By default an
 * outage has to last an hour to earn anything, so the next one that does can hardly start in the same window; with a
 * window of a day, the second outage of an evening would count as the first. Detectors that report on both sides of
 * half past still make two outages of one, so a company with several detectors should publish the start that the first
 * one saw.
 */
export function outageOccurrence({ outage: { kind, startedAt } }: OutageFailure): string {
  const hour = new Date(Math.round(Date.parse(startedAt) / hourMs) * hourMs);
  return `${kind} ${hour.toISOString()}`;
}

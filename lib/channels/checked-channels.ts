import { channelSource, complaintType } from '../../lambdas/channels/events/channel-events';
import type { FailureType } from '../options/failure-type';
import { ChannelError, type Channel } from './channel';

/** Whether messages of these channels become failures. */
function complain(channels: readonly Channel[]): boolean {
  return channels.some(({ config }) => config.complaints.counts !== 'none');
}

/** Complaints from channels come from a source of their own, which has the limits of a source by itself. */
export function withChannels(
  failures: readonly FailureType[],
  channels: readonly Channel[] = [],
): readonly FailureType[] {
  if (!complain(channels)) return failures;
  return failures.map((failure) => (failure.type === complaintType ? failure.alsoFrom(channelSource) : failure));
}

/** @throws ChannelError where channels get in each other's way, or nobody handles their complaints */
export function checkChannels(channels: readonly Channel[] = [], failures: readonly FailureType[]): void {
  const names = channels.map(({ config }) => config.definition.name);
  const networks = channels.flatMap(({ config }) => config.definition.rules.map(({ network }) => network));
  for (const [kind, ids] of [
    ['name', names],
    ['network', networks],
  ] as const) {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined)
      throw new ChannelError(`Two channels have the ${kind} "${twice}", and an answer goes to one.`);
  }
  if (complain(channels) && !failures.some(({ type }) => type === complaintType)) {
    throw new ChannelError(
      `Messages of a channel count as complaints, and nobody handles ${complaintType}. Add it to the failure types, or let the channel count none.`,
    );
  }
}

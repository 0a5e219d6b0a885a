import * as z from 'zod';
import { messageReportedSchema, messageReportedType } from '../../../lambdas/channels/events/channel-events';
import type { LocalSystem } from '../../system/local-system';
import type { SystemEvent } from '../../system/system-event';

/** Something that was done about a channel, of which no answer and no message tells. */
export interface ChannelStep {
  /** ISO 8601. */
  readonly at: string;
  readonly what: string;
  readonly why: string;
  readonly isGood: boolean;
}

/** What the functions write into their logs, in words for whoever looks on. */
const words: Readonly<Record<string, Pick<ChannelStep, 'what' | 'isGood'>>> = {
  'message-sent': { what: 'A message left', isGood: true },
  'message-unknown': { what: 'Nobody knows whether a message left', isGood: false },
  'message-refused': { what: 'A message was refused', isGood: false },
  'message-waiting': { what: 'A message waits', isGood: true },
  'message-over-budget': { what: 'A message is not sent', isGood: false },
  'message-without-way': { what: 'A person has to find a way', isGood: false },
  'channel-stopped': { what: 'Nobody writes to them here any more', isGood: true },
  'channel-started': { what: 'They hear of the company again', isGood: true },
};

const lineSchema = z.object({ step: z.string(), network: z.string().optional(), why: z.string() });

interface Kept extends ChannelStep {
  readonly isAbout: (network: string) => boolean;
}

/** Older ones are forgotten. */
const mostKept = 100;

/** Follows what becomes of messages and of channels, by the logs of the functions and by their events. */
export class ChannelSteps {
  private readonly kept: Kept[] = [];

  constructor(system: Pick<LocalSystem, 'on'>) {
    system.on((event) => this.see(event));
  }

  /** The newest first. */
  about(networks: readonly string[]): readonly ChannelStep[] {
    return this.kept.filter(({ isAbout }) => networks.some(isAbout)).toReversed();
  }

  private see(event: SystemEvent): void {
    if (event.kind === 'log' && event.content.format === 'json') {
      const line = lineSchema.safeParse(event.content.value);
      const inWords = line.success ? words[line.data.step] : undefined;
      if (line.success && inWords) this.keep(inWords, line.data, event.at);
      return;
    }
    if (event.kind !== 'event-accepted' || event.detailType !== messageReportedType) return;
    const { network, state, reason = 'as the network reports' } = messageReportedSchema.parse(event.detail);
    const isGood = state === 'delivered';
    this.keep(
      { what: isGood ? 'A message arrived' : 'A message did not arrive', isGood },
      { network, why: reason },
      event.at,
    );
  }

  private keep(
    inWords: Pick<ChannelStep, 'what' | 'isGood'>,
    { network, why }: { readonly network?: string | undefined; readonly why: string },
    at: number,
  ): void {
    // Where there is no way at all, the reason names each network that was looked at.
    const isAbout = (one: string): boolean => (network === undefined ? why.includes(`${one}: `) : network === one);
    this.kept.push({ ...inWords, at: new Date(at).toISOString(), why, isAbout });
    if (this.kept.length > mostKept) this.kept.shift();
  }
}

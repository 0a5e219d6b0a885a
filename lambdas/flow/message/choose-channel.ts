import { channelFor, type PassedOver, type ReachedOn } from '../../channels/choice/channel-for';
import { contactKey, hasStopped } from '../../channels/consent/contact';
import { mail } from '../../channels/networks/mail';
import { countedUsdMicros } from '../../channels/rules/network-rules';
import { takeFromDay } from '../../channels/spend/message-spend';
import type { TemplateUse } from '../../channels/port/message-sender';
import type { Notice } from '../../ledger/notice/notice';
import type { MessageChannel, MessagingContext } from './message-channel';
import { messageOf, mostSegments, type MessageCase } from './message-of';

/** Where a message goes, and what it says there. */
export interface ChosenChannel {
  readonly channel: MessageChannel;
  readonly handle: string;
  readonly text: string;
  readonly template?: TemplateUse | undefined;
}

export type Choice = ChosenChannel | { readonly channel: undefined; readonly why: string };

/**
 * The first network that the customer allowed, on which this was not tried, and that takes these words now. Nothing is
 * taken from a budget yet.
 */
export async function chooseChannel(
  about: MessageCase,
  notice: Notice,
  without: readonly PassedOver[],
  context: Pick<MessagingContext, 'channels' | 'contacts' | 'clock'>,
): Promise<Choice> {
  const { channels, contacts, clock } = context;
  const { customer } = about.failure;
  const passedOver = [...without];
  const offered = channels.filter(({ rules }) => !without.some(({ network }) => network === rules.network));
  const reached: ReachedOn[] = [];
  for (const { channel: network, handle } of customer.channels ?? []) {
    if (!offered.some(({ rules }) => rules.network === network)) continue;
    if (notice.tried?.includes(network)) {
      passedOver.push({ network, why: 'it was tried there' });
      continue;
    }
    const contact = await contacts.find(contactKey(network, handle));
    // Whoever names a network in an event says that its customer has agreed to it: docs/publishing.md.
    reached.push({
      network,
      handle,
      optedIn: true,
      lastWroteAt: contact?.lastWroteAt,
      hasStopped: hasStopped(contact),
    });
  }
  const [short, long] = [messageOf(about, mostSegments), messageOf(about, Infinity)];
  const templateOf = (channel: MessageChannel) => long && channel.templateFor?.(about.template, long);
  const templates = offered.filter((channel) => templateOf(channel)).map(({ rules }) => rules.network);
  const reachable = { email: customer.email, emailFailed: true, channels: reached };
  const rules = [mail, ...offered.map((channel) => channel.rules)];
  const choice = channelFor(reachable, { isPersonal: true, by: 'machine', templates }, clock(), rules);
  passedOver.push(...choice.passedOver);
  const channel = offered.find((one) => one.rules.network === choice.network);
  if (choice.network === undefined || !channel) return { channel: undefined, why: whyOf(passedOver) };
  const message = channel.mostSegments === undefined ? long : short;
  if (!message) {
    const tooLong = { network: choice.network, why: 'it does not fit into two messages' };
    return chooseChannel(about, notice, [...without, tooLong], context);
  }
  const template = choice.as === 'begin' ? templateOf(channel) : undefined;
  return { channel, handle: choice.handle, text: message.text, template };
}

function whyOf(passedOver: readonly PassedOver[]): string {
  const reasons = passedOver.map(({ network, why }) => `${network}: ${why}`);
  return `there is no other way: ${[...new Set(reasons)].join('; ')}`;
}

/** Takes the price of one message out of its day. What cannot be counted is not begun. */
export async function takePrice(
  { rules, dayBudgetUsdMicros }: MessageChannel,
  { spend, clock }: Pick<MessagingContext, 'spend' | 'clock'>,
): Promise<'taken' | 'over'> {
  const usdMicros = countedUsdMicros(rules);
  if (usdMicros === undefined) return 'over';
  return takeFromDay({ network: rules.network, usdMicros, dayBudgetUsdMicros }, spend, clock());
}

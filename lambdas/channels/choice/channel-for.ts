import { mail } from '../networks/mail';
import { mayWrite, type Contact, type Writing } from '../rules/may-write';
import type { NetworkRules } from '../rules/network-rules';

/** A customer on one network. */
export interface ReachedOn extends Contact {
  readonly network: string;
  readonly handle: string;
}

/** Where a customer can be reached, as far as they said so. */
export interface ReachableCustomer {
  /** Missing where there is no address, or one that cannot be written to. */
  readonly email?: string | undefined;
  /** Whether a mail to it came back. */
  readonly emailFailed?: boolean | undefined;
  /** Networks on which the customer allowed to be written to, the preferred one first. */
  readonly channels: readonly ReachedOn[];
}

/** A message that looks for its way. */
export interface MessageToSend extends Writing {
  /** The network of the customer's own message that it answers. */
  readonly answers?: string | undefined;
}

/** Why a network was passed over. */
export interface PassedOver {
  readonly network: string;
  readonly why: string;
}

/** Where a message goes. Where it can go nowhere, a person has to find a way. */
export type ChannelChoice =
  | {
      readonly network: string;
      readonly handle: string;
      /** What was looked at before, in that order. */
      readonly passedOver: readonly PassedOver[];
      /** `answer`: soon enough after the customer wrote. `begin`: with words that the network approved, if it wants. */
      readonly as: 'answer' | 'begin';
      /** When the window closes in which it has to have left. */
      readonly until?: Date | undefined;
    }
  | { readonly network: undefined; readonly passedOver: readonly PassedOver[] };

/**
 * Chooses where a message is written. Pure. An answer goes where the customer wrote; everything else by mail. Where
 * neither may be, or the mail came back, it goes to the first of the networks that the customer allowed and that takes
 * it now.
 */
export function channelFor(
  customer: ReachableCustomer,
  message: MessageToSend,
  now: Date,
  networks: readonly NetworkRules[],
): ChannelChoice {
  const passedOver: PassedOver[] = [];
  for (const { network, handle, ...contact } of waysTo(customer, message)) {
    const rules = networks.find((known) => known.network === network);
    const verdict = judge(rules, { network, handle, ...contact }, customer, message, now);
    if (typeof verdict === 'string') passedOver.push({ network, why: verdict });
    else return { network, handle, passedOver, ...verdict };
  }
  return { network: undefined, passedOver };
}

function waysTo({ email, channels }: ReachableCustomer, { answers }: MessageToSend): readonly ReachedOn[] {
  const answering = channels.filter(({ network }) => network === answers);
  const others = channels.filter(({ network }) => network !== answers && network !== mail.network);
  return [
    ...(answers === mail.network ? [] : answering),
    { network: mail.network, handle: email ?? '', optedIn: true },
    ...others,
  ];
}

function judge(
  rules: NetworkRules | undefined,
  contact: ReachedOn,
  { email, emailFailed }: ReachableCustomer,
  message: MessageToSend,
  now: Date,
): string | { readonly as: 'answer' | 'begin'; readonly until?: Date | undefined } {
  if (!rules) return 'its rules are not known';
  if (rules.network === mail.network && email === undefined) return 'there is no mail address';
  if (rules.network === mail.network && emailFailed) return 'a mail to this address came back';
  const verdict = mayWrite(rules, contact, message, now);
  if (!verdict.may) return verdict.why;
  return { as: verdict.as, ...(verdict.until !== undefined && { until: verdict.until }) };
}

import { publish } from '../../demo/publish';
import { freshStory } from '../../demo/script/fresh-story';
import { sellEntitlements } from '../../demo/script/sell-entitlements';
import { takePayments } from '../../demo/script/take-payments';
import type { Visitor } from '../../company/networks/seen/emulated-network';
import type { LocalNetwork } from '../../system/channels/local-networks';
import type { LocalSystem } from '../../system/local-system';
import { customerIdOf } from './known-visitors';

/** The mailbox of SES's simulator that sends all mail back. */
const bouncing = 'bounce@simulator.amazonses.com';

/** What time it is where a customer is. */
export const hoursThere = { day: 12, night: 2 } as const;

export type TimeThere = keyof typeof hoursThere;

/** The languages that the page offers: with an approved template in the local stage, and without. */
export const offeredLocales = ['en-GB', 'de-DE', 'ja-JP', 'ru-RU'] as const;

/** Somebody who is failed, and whom no mail reaches. */
export interface Unreached {
  readonly network: LocalNetwork;
  readonly visitor: Visitor;
  /** Where they allowed to be written to after that. @default - nowhere */
  readonly then?: LocalNetwork | undefined;
  readonly thereItIs: TimeThere;
  readonly locale: string;
}

/**
 * Something goes wrong for a customer of the local company who can be reached on this network too, and the mail about
 * it comes back.
 *
 * @param tag no other failure of this run has it
 * @returns why it could not be published
 */
export async function failWithoutMail(
  { network, visitor, then, thereItIs, locale }: Unreached,
  tag: string,
  now: Date,
  system: LocalSystem,
): Promise<string | undefined> {
  const { entry } = freshStory('VideoPlaybackFailed', now, tag);
  const customer = {
    id: customerIdOf(network.kind, visitor),
    name: visitor.name,
    email: bouncing,
    locale,
    timeZone: zoneWhere(hoursThere[thereItIs], now),
    channels: [handleOn(network, visitor), ...(then ? [handleOn(then, then.network.people[0])] : [])].flat(),
  };
  const entries = [{ ...entry, Detail: { ...entry.Detail, customer } }];
  sellEntitlements(entries, system.partners.entitlementSystem);
  const paid = await takePayments({ entries, cards: {} }, system.endpoints.provider, () => undefined);
  const [published] = await publish(
    paid.map((one) => one.entry),
    system,
  );
  return published?.accepted === false ? published.reason : undefined;
}

function handleOn({ kind, network }: LocalNetwork, visitor: Visitor | undefined) {
  const handle = visitor?.handles[network.ways[0]?.id ?? ''];
  return kind.networkIds.slice(0, 1).flatMap((channel) => (handle === undefined ? [] : [{ channel, handle }]));
}

/** A time zone in which it is about that hour now. Zones of the sea have the other sign in their names. */
export function zoneWhere(hour: number, now: Date): string {
  const ahead = ((hour - now.getUTCHours() + 35) % 24) - 11;
  return ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

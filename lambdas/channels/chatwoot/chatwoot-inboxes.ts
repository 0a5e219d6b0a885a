import type { NetworkRules } from '../rules/network-rules';
import {
  chatwoot,
  chatwootInstagram,
  chatwootMessenger,
  chatwootTiktok,
  chatwootTweets,
  chatwootWhatsapp,
} from './rules';

/** What Chatwoot says of the inbox in which somebody wrote. */
export interface ChatwootInbox {
  /** `Channel::Whatsapp`, and so on. */
  readonly channel: string;
  /** As the team called it. */
  readonly name: string;
  /** The person there: of Twilio's inboxes it says which network it is. */
  readonly handle: string | undefined;
  /** `tweet` and the like, of the conversation. */
  readonly type: string | undefined;
}

const places: Readonly<Record<string, string>> = {
  'Channel::FacebookPage': 'facebook',
  'Channel::WebWidget': 'web-chat',
  'Channel::TwilioSms': 'sms',
  'Channel::TwitterProfile': 'twitter',
};

const windows: Readonly<Record<string, NetworkRules>> = {
  'Channel::Whatsapp': chatwootWhatsapp,
  'Channel::FacebookPage': chatwootMessenger,
  'Channel::Instagram': chatwootInstagram,
  'Channel::Tiktok': chatwootTiktok,
};

/** By which rules somebody is answered who wrote there. Pure. */
export function rulesOfInbox({ channel, handle, type }: ChatwootInbox): NetworkRules {
  if (type === 'tweet') return chatwootTweets;
  if (channel === 'Channel::FacebookPage' && type === 'instagram_direct_message') return chatwootInstagram;
  if (channel === 'Channel::TwilioSms' && handle?.startsWith('whatsapp:')) return chatwootWhatsapp;
  return windows[channel] ?? chatwoot;
}

/** Where the customer wrote, as people call it. An inbox of the API channel is called what the team called it. Pure. */
export function placeOfInbox({ channel, name, handle }: ChatwootInbox): string {
  if (channel === 'Channel::TwilioSms' && handle?.startsWith('whatsapp:')) return 'whatsapp';
  if (channel === 'Channel::Api' && name !== '') return name;
  const known = places[channel];
  if (known !== undefined) return known;
  const plain = channel.replace(/^Channel::/, '').toLowerCase();
  return plain === '' ? 'chatwoot' : plain;
}

import { chatwootHere } from './chatwoot/chatwoot-here';
import { facebookHere } from './facebook/facebook-here';
import { instagramHere } from './instagram/instagram-here';
import { ownHere } from './own/own-here';
import type { NetworkKind } from './seen/emulated-network';
import { smsHere } from './sms/sms-here';
import { vkHere } from './vk/vk-here';
import { whatsappHere } from './whatsapp/whatsapp-here';

/** The networks that can be emulated: one line each. */
export const networkKinds: readonly NetworkKind[] = [
  facebookHere,
  instagramHere,
  vkHere,
  smsHere,
  whatsappHere,
  chatwootHere,
  ownHere,
];

import { chatwootHere } from './chatwoot/chatwoot-here';
import { facebookHere } from './facebook/facebook-here';
import { instagramHere } from './instagram/instagram-here';
import { linkedinHere } from './linkedin/linkedin-here';
import { okHere } from './odnoklassniki/ok-here';
import { ownHere } from './own/own-here';
import type { NetworkKind } from './seen/emulated-network';
import { smsHere } from './sms/sms-here';
import { vkHere } from './vk/vk-here';
import { whatsappHere } from './whatsapp/whatsapp-here';
import { wechatHere } from './wechat/wechat-here';
import { xHere } from './x/x-here';

/** The networks that can be emulated: one line each. */
export const networkKinds: readonly NetworkKind[] = [
  facebookHere,
  instagramHere,
  xHere,
  linkedinHere,
  smsHere,
  whatsappHere,
  wechatHere,
  vkHere,
  okHere,
  chatwootHere,
  ownHere,
];

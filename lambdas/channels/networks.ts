import { chatwootRules } from './chatwoot/rules';
import { facebookComments, facebookPrivateReplies, messenger } from './facebook/rules';
import { ownEndpoint } from './http/rules';
import { instagram, instagramComments, instagramPrivateReplies } from './instagram/rules';
import { linkedin } from './linkedin/send/rules';
import { mail } from './networks/mail';
import { max } from './networks/max';
import { odnoklassniki } from './odnoklassniki/rules';
import { qzone } from './networks/qzone';
import { renren } from './networks/renren';
import { sms } from './sms/send/rules';
import { vk, vkComments } from './vk/rules';
import { wechat } from './wechat/send/rules';
import { whatsapp } from './whatsapp/send/rules';
import { x, xMessages } from './x/send/rules';
import type { NetworkRules } from './rules/network-rules';

/** The networks whose rules are known, whether or not there is a channel for them. */
export const networks: readonly NetworkRules[] = [
  mail,
  sms,
  whatsapp,
  wechat,
  facebookComments,
  facebookPrivateReplies,
  messenger,
  instagramComments,
  instagramPrivateReplies,
  instagram,
  x,
  xMessages,
  linkedin,
  vk,
  vkComments,
  odnoklassniki,
  max,
  qzone,
  renren,
  ...chatwootRules,
  ownEndpoint,
];

/** The rules of a network by its id. */
export function rulesOf(network: string): NetworkRules | undefined {
  return networks.find((rules) => rules.network === network);
}

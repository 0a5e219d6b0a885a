import * as z from 'zod';
import { wechatAccount } from '../../../../lambdas/channels/wechat/wechat-account';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { WechatNetwork } from './wechat-network';

const message = { id: 'message', title: 'Write to the account', isPublic: false } as const;

const people = [
  { id: 'lin', name: '林女士', handles: { message: 'oLocal_lin_0000000000000001' } },
  { id: 'wei', name: 'Wei Z.', handles: { message: 'oLocal_wei_0000000000000002' } },
  { id: 'stranger', name: 'Somebody', handles: { message: 'oLocal_any_0000000000000099' } },
] as const;

const templatesSchema = z.record(
  z.string(),
  z.object({ id: z.string(), company: z.string(), gist: z.string(), reference: z.string() }),
);

/** The account has those of which the stage says that it has. */
function templatesOf({ serviceTemplates = {} }: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const templates = Object.values(templatesSchema.parse(serviceTemplates));
  return Object.fromEntries(templates.map(({ id, company, gist, reference }) => [id, [company, gist, reference]]));
}

const keysSchema = z.object({ token: z.string(), encodingAesKey: z.string() });

class WechatHere extends NetworkHere<WechatNetwork> implements CallingNetwork {
  readonly ways = [message];
  readonly people = people;

  constructor(network: WechatNetwork, log: NetworkLog) {
    super(network, network.apiUrl, log);
  }

  connect(url: string): Promise<boolean> {
    return this.network.connect(url);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const thread = by.handles[way.id] ?? '';
    this.log.wrote({ at, by: by.name, text, where: 'a message', isPublic: false, thread });
    return this.network.message(thread, text, at);
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.leave(id);
  }
}

/** A service account on WeChat as one sees it here. */
export const wechatHere: CallingKind = {
  channel: 'wechat',
  title: 'WeChat',
  networkIds: wechatAccount.rules.map(({ network }) => network),
  urlSetting: 'apiUrl',
  isOwnServer: false,
  localSecrets: {
    signing: JSON.stringify({ token: 'localToken', encodingAesKey: 'localKeyOfMessages'.padEnd(43, '0') }),
  },
  start: async ({ channel, signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const network = await WechatNetwork.start({
      ...keysSchema.parse(JSON.parse(signingSecret)),
      appId: settingOf(channel, 'appId'),
      appSecret: answerSecret,
      templates: templatesOf(channel),
      clock,
      onShown: ({ to, text }) => {
        log.answered({ text, where: 'a message', isPublic: false, thread: to });
      },
    });
    // Everybody who is seen here follows the account.
    for (const { handles } of people) network.followers.add(handles.message);
    return new WechatHere(network, log);
  },
};

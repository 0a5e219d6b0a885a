import * as z from 'zod';
import { xAccount } from '../../../../lambdas/channels/x/x-account';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { XNetwork } from './x-network';

const mention = { id: 'mention', title: 'Mention the account in a post', isPublic: true } as const;
const message = { id: 'message', title: 'Write to the account', isPublic: false } as const;

const people = [
  { id: 'robin', name: 'Robin P.', handles: { mention: '4100001', message: '4100001' } },
  { id: 'noor', name: 'Noor H.', handles: { mention: '4100002', message: '4100002' } },
  { id: 'stranger', name: 'Somebody', handles: { mention: '4100099', message: '4100099' } },
] as const;

const keysSchema = z.object({
  consumerKey: z.string(),
  consumerSecret: z.string(),
  accessToken: z.string(),
  accessTokenSecret: z.string(),
});

class XHere extends NetworkHere<XNetwork> implements CallingNetwork {
  readonly ways = [mention, message];
  readonly people = people;

  constructor(network: XNetwork, log: NetworkLog) {
    super(network, network.apiUrl, log);
  }

  connect(url: string): Promise<boolean> {
    return this.network.connect(url);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const person = { id: by.handles[way.id] ?? '', name: by.name };
    const event = way.isPublic ? this.network.mention(person, text, at) : this.network.message(person, text, at);
    const thread = way.isPublic ? this.network.newestPost : person.id;
    this.log.wrote({
      at,
      by: by.name,
      text,
      where: way.isPublic ? 'a post' : 'a message',
      isPublic: way.isPublic,
      thread,
    });
    return event;
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.block(id);
  }
}

/** An account on X as one sees it here. */
export const xHere: CallingKind = {
  channel: 'x',
  title: 'X',
  networkIds: xAccount.rules.map(({ network }) => network),
  urlSetting: 'apiUrl',
  isOwnServer: false,
  localSecrets: {
    answer: JSON.stringify({
      consumerKey: 'local-consumer-key',
      consumerSecret: 'local-consumer-secret',
      accessToken: '2210-local-access-token',
      accessTokenSecret: 'local-access-token-secret',
    }),
  },
  start: async ({ channel, signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const network = await XNetwork.start({
      user: settingOf(channel, 'user'),
      consumerSecret: signingSecret,
      keys: keysSchema.parse(JSON.parse(answerSecret)),
      clock,
      onShown: ({ to, text, isPublic }) => {
        log.answered({ text, where: isPublic ? 'a reply' : 'a message', isPublic, thread: to });
      },
    });
    return new XHere(network, log);
  },
};

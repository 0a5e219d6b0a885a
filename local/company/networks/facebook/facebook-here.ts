import { facebook } from '../../../../lambdas/channels/facebook/facebook';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type NetworkSettings,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { FacebookNetwork } from './facebook-network';

const comment = { id: 'comment', title: 'Comment on a post of the page', isPublic: true } as const;
const message = { id: 'message', title: 'Write to the page in Messenger', isPublic: false } as const;

/** One person has another id in comments than in Messenger. */
const people = [
  { id: 'aylin', name: 'Aylin D.', handles: { comment: '7001', message: '88231' } },
  { id: 'tomas', name: 'Tomás R.', handles: { comment: '7002', message: '88232' } },
  { id: 'stranger', name: 'Somebody', handles: { comment: '7099', message: '88299' } },
] as const;

class FacebookHere extends NetworkHere<FacebookNetwork> implements CallingNetwork {
  readonly ways = [comment, message];
  readonly people = people;

  constructor(
    network: FacebookNetwork,
    private readonly verifyToken: string,
    log: NetworkLog,
  ) {
    super(network, network.graphUrl, log);
  }

  connect(url: string): Promise<boolean> {
    return this.network.connect(url, this.verifyToken);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const id = by.handles[way.id] ?? '';
    if (!way.isPublic) {
      this.log.wrote({ at, by: by.name, text, where: 'in Messenger', isPublic: false, thread: id });
      return this.network.message(id, text, at);
    }
    const webhook = this.network.comment({ id, name: by.name }, text, at);
    const thread = this.network.newestComment;
    this.log.wrote({ at, by: by.name, text, where: 'a comment', isPublic: true, thread });
    return webhook;
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.block(id);
  }
}

/** A page on Facebook as one sees it here. */
export const facebookHere: CallingKind = {
  channel: 'facebook',
  title: 'Facebook',
  networkIds: facebook.rules.map(({ network }) => network),
  urlSetting: 'graphUrl',
  isOwnServer: false,
  start: async ({ channel, signingSecret, answerSecret, clock }: NetworkSettings) => {
    const log = new NetworkLog(clock);
    const network = await FacebookNetwork.start({
      page: settingOf(channel, 'page'),
      appSecret: signingSecret,
      pageToken: answerSecret,
      clock,
      onShown: (thread, { text, where }) => {
        log.answered({ text, where, isPublic: where === 'under the comment', thread });
      },
    });
    return new FacebookHere(network, settingOf(channel, 'verifyToken'), log);
  },
};

import { instagramAccount } from '../../../../lambdas/channels/instagram/instagram-account';
import {
  settingOf,
  type CallingKind,
  type CallingNetwork,
  type NetworkSettings,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { underComment } from '../meta/meta-inbox';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { InstagramNetwork } from './instagram-network';

const comment = { id: 'comment', title: 'Comment on a picture of the company', isPublic: true } as const;
const message = { id: 'message', title: 'Write to the company', isPublic: false } as const;

const people = [
  { id: 'chiara', name: 'chiara.films', handles: { comment: '54001', message: '54001' } },
  { id: 'omar', name: 'omar_reads', handles: { comment: '54002', message: '54002' } },
  { id: 'stranger', name: 'somebody', handles: { comment: '54099', message: '54099' } },
] as const;

class InstagramHere extends NetworkHere<InstagramNetwork> implements CallingNetwork {
  readonly ways = [comment, message];
  readonly people = people;

  constructor(
    network: InstagramNetwork,
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
      this.log.wrote({ at, by: by.name, text, where: 'a message', isPublic: false, thread: id });
      return this.network.message(id, text, at);
    }
    const notification = this.network.comment({ id, username: by.name }, text, at);
    const thread = this.network.newestComment;
    this.log.wrote({ at, by: by.name, text, where: 'a comment', isPublic: true, thread });
    return notification;
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.block(id);
  }
}

/** An account on Instagram as one sees it here. */
export const instagramHere: CallingKind = {
  channel: 'instagram',
  title: 'Instagram',
  networkIds: instagramAccount.rules.map(({ network }) => network),
  urlSetting: 'graphUrl',
  isOwnServer: false,
  start: async ({ channel, signingSecret, answerSecret, clock }: NetworkSettings) => {
    const log = new NetworkLog(clock);
    const network = await InstagramNetwork.start({
      account: settingOf(channel, 'account'),
      appSecret: signingSecret,
      accessToken: answerSecret,
      clock,
      onShown: (thread, { text, where }) => {
        log.answered({ text, where, isPublic: where === underComment, thread });
      },
    });
    return new InstagramHere(network, settingOf(channel, 'verifyToken'), log);
  },
};

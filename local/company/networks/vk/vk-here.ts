import { vkCommunity } from '../../../../lambdas/channels/vk/vk-community';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type SignedRequest,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { VkNetwork } from './vk-network';

const comment = { id: 'comment', title: 'Comment on the wall of the community', isPublic: true } as const;
const message = { id: 'message', title: 'Write to the community', isPublic: false } as const;

const people = [
  { id: 'vera', name: 'Вера К.', handles: { comment: '77001', message: '77001' } },
  { id: 'oleg', name: 'Олег М.', handles: { comment: '77002', message: '77002' } },
  { id: 'stranger', name: 'Somebody', handles: { comment: '77099', message: '77099' } },
] as const;

class VkHere extends NetworkHere<VkNetwork> implements CallingNetwork {
  readonly ways = [message, comment];
  readonly people = people;

  constructor(
    network: VkNetwork,
    private readonly confirmation: string,
    log: NetworkLog,
  ) {
    super(network, network.apiUrl, log);
  }

  /** VK asks whether the URL is ours, and it repeats what the settings show. */
  async connect(url: string): Promise<boolean> {
    const response = await fetch(url, { method: 'POST', ...this.network.confirmation() });
    return response.ok && (await response.text()) === this.confirmation;
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const id = by.handles[way.id] ?? '';
    const event = way.isPublic
      ? this.network.comment(Number(id), text, at)
      : this.network.message(Number(id), text, at);
    const thread = way.isPublic ? this.network.newestComment : id;
    const where = way.isPublic ? 'a comment' : 'a message';
    this.log.wrote({ at, by: by.name, text, where, isPublic: way.isPublic, thread });
    return event;
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.deny(Number(id));
  }
}

/** A community on VKontakte as one sees it here. */
export const vkHere: CallingKind = {
  channel: 'vk',
  title: 'VKontakte',
  networkIds: vkCommunity.rules.map(({ network }) => network),
  urlSetting: 'apiUrl',
  isOwnServer: false,
  start: async ({ channel, signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const network = await VkNetwork.start({
      group: Number(settingOf(channel, 'group')),
      secret: signingSecret,
      groupToken: answerSecret,
      clock,
      onShown: ({ to, text, isPublic }) => {
        log.answered({ text, where: isPublic ? 'under the comment' : 'a message', isPublic, thread: to });
      },
    });
    return new VkHere(network, settingOf(channel, 'confirmation'), log);
  },
};

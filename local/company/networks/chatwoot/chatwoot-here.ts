import { chatwootAccount } from '../../../../lambdas/channels/chatwoot/chatwoot';
import {
  settingOf,
  type CallingNetwork,
  type CallingKind,
  type SignedRequest,
  type WayToWrite,
  type Writing,
} from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { ChatwootDesk, deskInboxes } from './chatwoot-desk';

const ways = [
  { id: 'whatsapp', title: 'Write by WhatsApp', isPublic: false },
  { id: 'chat', title: 'Write in the chat of the shop', isPublic: false },
  { id: 'reviews', title: 'Write in the API channel "Reviews"', isPublic: false },
] as const satisfies readonly WayToWrite[];

const people = [
  { id: 'priya', name: 'Priya S.', handles: { whatsapp: '442079460001', chat: 'f3b1-01', reviews: 'priya' } },
  { id: 'jonas', name: 'Jonas W.', handles: { whatsapp: '4930901820001', chat: 'f3b1-02', reviews: 'jonas' } },
  { id: 'stranger', name: 'Somebody', handles: { whatsapp: '442079460099', chat: 'f3b1-99', reviews: 'somebody' } },
] as const;

class ChatwootHere extends NetworkHere<ChatwootDesk> implements CallingNetwork {
  readonly ways = ways;
  readonly people = people;

  constructor(network: ChatwootDesk, log: NetworkLog) {
    super(network, network.url, log);
  }

  /** Chatwoot asks nothing: whoever enters an address there has an account. */
  connect(): Promise<boolean> {
    return Promise.resolve(true);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const known = ways.find(({ id }) => id === way.id) ?? ways[0];
    const inbox = deskInboxes[known.id];
    const handle = by.handles[way.id] ?? '';
    this.log.wrote({ at, by: by.name, text, where: inbox.name, isPublic: false, thread: `${inbox.id} ${handle}` });
    return this.network.write(inbox, { handle, name: by.name }, text, at);
  }
}

/** A desk of Chatwoot as one sees it here. */
export const chatwootHere: CallingKind = {
  channel: 'chatwoot',
  title: 'Chatwoot',
  networkIds: chatwootAccount.rules.map(({ network }) => network),
  urlSetting: 'url',
  isOwnServer: false,
  start: async ({ channel, signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const chatwoot = await ChatwootDesk.start({
      account: Number(settingOf(channel, 'account')),
      webhookSecret: signingSecret,
      accessToken: answerSecret,
      clock,
      onShown: (thread, text) => {
        const inbox = Object.values(deskInboxes).find(({ id }) => thread.startsWith(`${id} `));
        log.answered({ text, where: inbox?.name ?? '', isPublic: false, thread });
      },
    });
    return new ChatwootHere(chatwoot, log);
  },
};

import { okGroup } from '../../../../lambdas/channels/odnoklassniki/ok-group';
import type { CallingNetwork, CallingKind, SignedRequest, Writing } from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { OkNetwork } from './ok-network';

const message = { id: 'message', title: 'Write to the group', isPublic: false } as const;

const people = [
  { id: 'irina', name: 'Ирина П.', handles: { message: '523450001' } },
  { id: 'pavel', name: 'Павел С.', handles: { message: '523450002' } },
  { id: 'stranger', name: 'Somebody', handles: { message: '523450099' } },
] as const;

class OkHere extends NetworkHere<OkNetwork> implements CallingNetwork {
  readonly ways = [message];
  readonly people = people;

  constructor(network: OkNetwork, log: NetworkLog) {
    super(network, network.apiUrl, log);
  }

  /** OK takes any address, and asks nothing. */
  connect(): Promise<boolean> {
    return Promise.resolve(true);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const id = by.handles[way.id] ?? '';
    this.log.wrote({
      at,
      by: by.name,
      text,
      where: 'a message',
      isPublic: false,
      thread: this.network.chatOf(id),
    });
    return this.network.message({ id, name: by.name }, text, at);
  }

  block({ handles }: Writing['by']): void {
    for (const id of Object.values(handles)) this.network.leave(id);
  }
}

/** A group on Odnoklassniki as one sees it here. */
export const okHere: CallingKind = {
  channel: 'odnoklassniki',
  title: 'Odnoklassniki',
  networkIds: okGroup.rules.map(({ network }) => network),
  urlSetting: 'apiUrl',
  isOwnServer: false,
  start: async ({ signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const network = await OkNetwork.start({
      key: signingSecret,
      groupToken: answerSecret,
      clock,
      onShown: ({ to, text }) => {
        log.answered({ text, where: 'a message', isPublic: false, thread: to });
      },
    });
    return new OkHere(network, log);
  },
};

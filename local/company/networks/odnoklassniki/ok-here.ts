import { okGroup } from '../../../../lambdas/channels/odnoklassniki/ok-group';
import type { CallingNetwork, CallingKind, SignedRequest, Writing } from '../seen/emulated-network';
import { NetworkLog, type SeenThere } from '../seen/network-log';
import { OkNetwork } from './ok-network';

const message = { id: 'message', title: 'Write to the group', isPublic: false } as const;

const people = [
  { id: 'irina', name: 'Ирина П.', handles: { message: '523450001' } },
  { id: 'pavel', name: 'Павел С.', handles: { message: '523450002' } },
  { id: 'stranger', name: 'Somebody', handles: { message: '523450099' } },
] as const;

class OkHere implements CallingNetwork {
  readonly ways = [message];
  readonly people = people;

  constructor(
    private readonly network: OkNetwork,
    private readonly log: NetworkLog,
  ) {}

  get apiUrl(): string {
    return this.network.apiUrl;
  }

  get seen(): readonly SeenThere[] {
    return this.log.all;
  }

  get weather(): OkNetwork['weather'] {
    return this.network.weather;
  }

  set weather(weather: OkNetwork['weather']) {
    this.network.weather = weather;
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

  stop(): Promise<void> {
    return this.network.stop();
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

import { ownChannel } from '../../../../lambdas/channels/http/own-channel';
import type { CallingNetwork, CallingKind, SignedRequest, Writing } from '../seen/emulated-network';
import { NetworkHere } from '../seen/network-here';
import { NetworkLog } from '../seen/network-log';
import { OwnSystem } from './own-system';

const review = { id: 'review', title: 'Write a review, which everybody reads', isPublic: true } as const;
const note = { id: 'note', title: 'Write to the company there', isPublic: false } as const;

const people = [
  { id: 'ruth', name: 'Ruth M.', handles: { review: 'ruth.marsh', note: 'ruth.marsh' } },
  { id: 'kenji', name: '健二', handles: { review: 'kenji', note: 'kenji' } },
  { id: 'stranger', name: 'Somebody', handles: { review: 'somebody', note: 'somebody' } },
] as const;

/** A review site, which a system of the company's own reads. */
class OwnHere extends NetworkHere<OwnSystem> implements CallingNetwork {
  readonly ways = [review, note];
  readonly people = people;
  private written = 0;

  constructor(
    network: OwnSystem,
    log: NetworkLog,
    private readonly publicThreads: Set<string>,
  ) {
    super(network, network.url, log);
  }

  /** Nobody asks whether the URL is ours: the system is the company's. */
  connect(): Promise<boolean> {
    return Promise.resolve(true);
  }

  write({ by, way, text, at }: Writing): SignedRequest {
    const handle = by.handles[way.id] ?? '';
    const messageId = `rev_${++this.written}`;
    const thread = way.isPublic ? messageId : handle;
    if (way.isPublic) this.publicThreads.add(thread);
    const where = way.isPublic ? 'a review' : 'a note';
    this.log.wrote({ at, by: by.name, text, where, isPublic: way.isPublic, thread });
    const body = {
      schemaVersion: 1,
      account: 'example-films',
      messageId,
      threadId: thread,
      channel: 'review-site',
      author: { handle, name: by.name },
      text,
      isPublic: way.isPublic,
      writtenAt: at.toISOString(),
      url: `https://reviews.example.com/${messageId}`,
    };
    const { body: signed, headers } = this.network.passOn(body);
    return { body: signed, headers: { ...headers, 'content-type': 'application/json' } };
  }
}

/** Whatever else customers write on, as one sees it here. */
export const ownHere: CallingKind = {
  channel: 'http',
  title: 'A review site, by your own endpoint',
  networkIds: ownChannel.rules.map(({ network }) => network),
  urlSetting: 'endpointUrl',
  isOwnServer: true,
  start: async ({ signingSecret, answerSecret, clock }) => {
    const log = new NetworkLog(clock);
    const publicThreads = new Set<string>();
    const system = await OwnSystem.start({
      secret: signingSecret,
      requestSecret: answerSecret,
      clock,
      onShown: (thread, { text, to }) => {
        const isPublic = to === 'public' && publicThreads.has(thread);
        log.answered({ text, where: isPublic ? 'under the review' : 'a note', isPublic, thread });
      },
    });
    return new OwnHere(system, log, publicThreads);
  },
};

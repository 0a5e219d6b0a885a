import { FacebookDoor } from '../../../lambdas/channels/facebook/facebook-door';
import { FacebookGraph } from '../../../lambdas/channels/facebook/facebook-graph';
import type { AnswerToSend } from '../../../lambdas/channels/port/answer';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { hourMs } from '../../../lambdas/model/durations';
import { FacebookNetwork, type SignedWebhook } from '../../../local/company/networks/facebook/facebook-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const page = '103871';
const verifyToken = 'a-token-that-we-made-up';
const aylin = { id: '7001', name: 'Aylin Demir' };

class Facebook implements ChannelUnderTest {
  time = new Date('2026-11-29T12:00:00Z');
  readonly door: FacebookDoor;
  readonly sender: FacebookGraph;

  private constructor(
    readonly network: FacebookNetwork,
    private readonly key: RotatingKey,
  ) {
    const settings = { page, verifyToken, graphUrl: network.graphUrl };
    const secret = new SigningSecret({ read: async () => 'app-secret', forget: () => undefined });
    this.door = new FacebookDoor(settings, secret);
    this.sender = new FacebookGraph({ settings, key });
  }

  static async start(): Promise<Facebook> {
    let clock = (): Date => new Date();
    const options = { page, appSecret: 'app-secret', pageToken: 'token-1', clock: () => clock() };
    const facebook = new Facebook(await FacebookNetwork.start(options), keyThatIsReadOnce('token-1'));
    clock = () => facebook.time;
    return facebook;
  }

  readonly now = (): Date => this.time;
  pass = (hours: number): void => void (this.time = new Date(this.time.getTime() + hours * hourMs));
  write = (text: string): SignedWebhook => this.network.message('88231', text);
  seen = (): string[] => this.network.seenBy('88231').map(({ text }) => text);
  turn = (weather: FacebookNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    this.network.pageToken = 'token-2';
    this.key.replace('token-2');
  }
  stop = (): Promise<void> => this.network.stop();

  async read({ body, headers }: SignedWebhook): Promise<InboundMessage> {
    const opened = await this.door.open({ method: 'POST', query: {}, headers, rawBody: body, now: this.time });
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, change: Partial<AnswerToSend> & { to?: 'public' | 'author' } = {}) {
    const { to = 'author', ...rest } = change;
    const answer = { schemaVersion: 1, answerId: 'a', replyTo, to, text: 'We are sorry.', by: 'person' } as const;
    return this.sender.send({ key: 'k', answer, isForPeople: false, ...rest });
  }
}

describeChannel('a page on Facebook', () => Facebook.start(), { answersTo: 'author' });

describe('the rules of Facebook, at the emulated network', () => {
  let facebook: Facebook;
  beforeEach(async () => {
    facebook = await Facebook.start();
  });
  afterEach(() => facebook.stop());

  it('a comment is answered under itself, and once in private', async () => {
    const message = await facebook.read(facebook.network.comment(aylin, 'Nie wieder!'));
    await expect(facebook.send(message, { to: 'public' })).resolves.toMatchObject({ state: 'sent' });
    await expect(facebook.send(message)).resolves.toMatchObject({ state: 'sent' });
    await expect(facebook.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'already-answered' });
    expect(facebook.network.seenBy(message.replyTo.messageId)).toMatchObject([{ where: 'under the comment' }]);
    expect(facebook.network.seenBy(aylin.id)).toMatchObject([{ where: 'in Messenger' }]);
  });

  it('after a day only a person is let through, and after a week nobody', async () => {
    const message = await facebook.read(facebook.write('No answer'));
    facebook.pass(24);
    await expect(facebook.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'window-over' });
    await expect(facebook.send(message, { isForPeople: true })).resolves.toMatchObject({ state: 'sent' });
    facebook.pass(6 * 24);
    const late = await facebook.send(message, { isForPeople: true });
    expect(late).toMatchObject({ state: 'refused', reason: 'window-over' });
    expect(facebook.seen()).toHaveLength(1);
  });

  it('whoever blocked the page is not reached', async () => {
    const message = await facebook.read(facebook.write('No answer'));
    facebook.network.block('88231');
    await expect(facebook.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'not-reachable' });
  });

  it('what is gone is said to be gone, without the words that Facebook repeats', async () => {
    const message = await facebook.read(facebook.network.comment(aylin, 'Nie wieder!'));
    const gone = { ...message, replyTo: { ...message.replyTo, messageId: '55_1' } };
    await expect(facebook.send(gone, { to: 'public' })).resolves.toEqual({
      state: 'refused',
      reason: 'gone',
      why: "Facebook's error 100, 33",
    });
  });
});

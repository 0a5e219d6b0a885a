import { instagramAccount } from '../../../lambdas/channels/instagram/instagram-account';
import { InstagramGraph } from '../../../lambdas/channels/instagram/instagram-graph';
import type { AnswerToSend } from '../../../lambdas/channels/port/answer';
import type { Door } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { hourMs } from '../../../lambdas/model/durations';
import { InstagramNetwork, type SignedNotification } from '../../../local/company/networks/instagram/instagram-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const account = '17841';
const chiara = { id: '54001', username: 'chiara.films' };

class Instagram implements ChannelUnderTest {
  time = new Date('2026-11-30T12:00:00Z');
  readonly door: Door;
  readonly sender: InstagramGraph;

  private constructor(
    readonly network: InstagramNetwork,
    private readonly key: RotatingKey,
  ) {
    const settings = { account, verifyToken: 'a-token-that-we-made-up', graphUrl: network.graphUrl };
    const secret = new SigningSecret({ read: async () => 'app-secret', forget: () => undefined });
    this.door = instagramAccount.door({ settings, secret });
    this.sender = new InstagramGraph({ settings, key });
  }

  static async start(): Promise<Instagram> {
    let clock = (): Date => new Date();
    const options = { account, appSecret: 'app-secret', accessToken: 'token-1', clock: () => clock() };
    const instagram = new Instagram(await InstagramNetwork.start(options), keyThatIsReadOnce('token-1'));
    clock = () => instagram.time;
    return instagram;
  }

  readonly now = (): Date => this.time;
  pass = (hours: number): void => void (this.time = new Date(this.time.getTime() + hours * hourMs));
  write = (text: string): SignedNotification => this.network.message('54002', text);
  seen = (): string[] => this.network.seenBy('54002').map(({ text }) => text);
  turn = (weather: InstagramNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    this.network.accessToken = 'token-2';
    this.key.replace('token-2');
  }
  stop = (): Promise<void> => this.network.stop();

  async read({ body, headers }: SignedNotification): Promise<InboundMessage> {
    const opened = await this.door.open({ method: 'POST', query: {}, headers, rawBody: body, now: this.time });
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, change: Partial<AnswerToSend> & { to?: 'public' | 'author'; text?: string } = {}) {
    const { to = 'author', text = 'We are sorry.', ...rest } = change;
    const answer = { schemaVersion: 1, answerId: 'a', replyTo, to, text, by: 'person' } as const;
    return this.sender.send({ key: 'k', answer, isForPeople: false, ...rest });
  }
}

describeChannel('an account on Instagram', () => Instagram.start(), { answersTo: 'author' });

describe('the rules of Instagram, at the emulated network', () => {
  let instagram: Instagram;
  beforeEach(async () => {
    instagram = await Instagram.start();
  });
  afterEach(() => instagram.stop());

  it('a comment is one that everybody reads, with whoever wrote it, and is known by its id however often it comes', async () => {
    const wire = instagram.network.comment(chiara, 'Nie wieder! <b>');
    const message = await instagram.read(wire);
    expect(message).toMatchObject({
      isPublic: true,
      place: 'instagram',
      text: 'Nie wieder! <b>',
      author: { handle: '54001', name: 'chiara.films' },
      replyTo: { network: 'instagram-comments', account, writtenAt: '2026-11-30T12:00:00.000Z' },
    });
    expect(await instagram.read(wire)).toEqual(message);
  });

  it('a comment is answered under itself, and once in private', async () => {
    const message = await instagram.read(instagram.network.comment(chiara, 'Nie wieder!'));
    await expect(instagram.send(message, { to: 'public' })).resolves.toMatchObject({ state: 'sent' });
    await expect(instagram.send(message)).resolves.toMatchObject({ state: 'sent' });
    await expect(instagram.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'already-answered' });
    expect(instagram.network.seenBy(message.replyTo.messageId)).toMatchObject([{ where: 'under the comment' }]);
    expect(instagram.network.seenBy(chiara.id)).toMatchObject([{ where: 'a message' }]);
  });

  it('after a day only a person is let through, and after a week nobody', async () => {
    const message = await instagram.read(instagram.write('No answer'));
    instagram.pass(24);
    await expect(instagram.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'window-over' });
    await expect(instagram.send(message, { isForPeople: true })).resolves.toMatchObject({ state: 'sent' });
    instagram.pass(6 * 24);
    const late = await instagram.send(message, { isForPeople: true });
    expect(late).toMatchObject({ state: 'refused', reason: 'window-over' });
  });

  it('a message is counted in bytes, and one that is too long is not even asked for', async () => {
    const message = await instagram.read(instagram.write('No answer'));
    const long = '済'.repeat(334);
    await expect(instagram.send(message, { text: long })).resolves.toMatchObject({ reason: 'too-long' });
    await expect(instagram.send(message, { text: long.slice(1) })).resolves.toMatchObject({ state: 'sent' });
  });

  it('whoever blocked the account is not reached, and what is gone is said to be gone', async () => {
    const message = await instagram.read(instagram.write('No answer'));
    instagram.network.block('54002');
    await expect(instagram.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'not-reachable' });
    const comment = await instagram.read(instagram.network.comment(chiara, 'Nie wieder!'));
    const gone = { ...comment, replyTo: { ...comment.replyTo, messageId: '1' } };
    await expect(instagram.send(gone, { to: 'public' })).resolves.toEqual({
      state: 'refused',
      reason: 'gone',
      why: "Instagram's error 100, 33",
    });
  });
});

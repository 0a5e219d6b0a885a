import { ChatwootDoor } from '../../../lambdas/channels/chatwoot/chatwoot-door';
import { ChatwootMessages } from '../../../lambdas/channels/chatwoot/chatwoot-messages';
import { chatwootAccount } from '../../../lambdas/channels/chatwoot/chatwoot';
import type { ChatwootSettings } from '../../../lambdas/channels/chatwoot/chatwoot-settings';
import type { DoorAnswer } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { ChatwootDesk, deskInboxes } from '../../../local/company/networks/chatwoot/chatwoot-desk';
import type { SignedRequest } from '../../../local/company/networks/seen/emulated-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';
import { callbackSample } from './samples';

const account = 3;
const priya = { handle: '442079460001', name: 'Priya S.' };
const options = { account, webhookSecret: 'hook-secret', accessToken: 'token-1', clock: () => new Date() };

class ChatwootUnderTest implements ChannelUnderTest {
  readonly settings: ChatwootSettings;
  readonly sender: ChatwootMessages;
  readonly now = (): Date => new Date();

  private constructor(
    readonly chatwoot: ChatwootDesk,
    private readonly key: RotatingKey,
  ) {
    this.settings = { url: chatwoot.url, account: String(account) };
    this.sender = new ChatwootMessages({ settings: this.settings, key });
  }

  static async start(): Promise<ChatwootUnderTest> {
    return new ChatwootUnderTest(await ChatwootDesk.start(options), keyThatIsReadOnce('token-1'));
  }

  get door(): ChatwootDoor {
    return this.doorWith(this.settings);
  }

  doorWith(settings: ChatwootSettings): ChatwootDoor {
    const secret = new SigningSecret({ read: async () => 'hook-secret', forget: () => undefined });
    return new ChatwootDoor(settings, secret);
  }

  write = (text: string): SignedRequest => this.chatwoot.write(deskInboxes.reviews, priya, text);
  seen = (): string[] => this.chatwoot.answers.map(({ text }) => text);
  turn = (weather: ChatwootDesk['weather']): void => void (this.chatwoot.weather = weather);
  rotateKey(): void {
    this.chatwoot.accessToken = 'token-2';
    this.key.replace('token-2');
  }
  stop = (): Promise<void> => this.chatwoot.stop();

  open(
    { body, headers }: SignedRequest,
    change: Partial<ChatwootSettings> = {},
    now = new Date(),
  ): Promise<DoorAnswer> {
    const door = this.doorWith({ ...this.settings, ...change });
    return door.open({ method: 'POST', query: {}, headers, rawBody: body, now });
  }

  async read(request: SignedRequest): Promise<InboundMessage> {
    const opened = await this.open(request);
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, text = 'We are sorry.') {
    const answer = { schemaVersion: 1, answerId: 'a1', replyTo, to: 'author', text, by: 'person' } as const;
    return this.sender.send({ key: 'key_1', answer, isForPeople: false });
  }
}

describeChannel('an account at Chatwoot', () => ChatwootUnderTest.start(), { answersTo: 'author' });

describe('what Chatwoot sends, at the emulated desk', () => {
  let chatwoot: ChatwootUnderTest;
  beforeEach(async () => {
    chatwoot = await ChatwootUnderTest.start();
  });
  afterEach(() => chatwoot.stop());

  it('is read as the reference shows it', async () => {
    const opened = await chatwoot.open(chatwoot.chatwoot.signed(callbackSample), { account: '1' });
    expect(opened).toMatchObject({
      type: 'messages',
      messages: [
        {
          place: 'API Channel',
          text: 'This is a incoming message from API Channel',
          author: { name: 'contact-name' },
          isPublic: false,
          replyTo: { network: 'chatwoot', account: '0', messageId: '0', writtenAt: '2020-08-30T15:43:04.000Z' },
        },
      ],
    });
  });

  it.each([
    [deskInboxes.whatsapp, 'chatwoot-whatsapp', 'whatsapp', 24],
    [deskInboxes.chat, 'chatwoot', 'web-chat', undefined],
    [deskInboxes.reviews, 'chatwoot', 'Reviews', undefined],
    [{ id: 11, name: 'Page', channel: 'Channel::FacebookPage' }, 'chatwoot-messenger', 'facebook', 24],
    [{ id: 12, name: 'Insta', channel: 'Channel::Instagram' }, 'chatwoot-instagram', 'instagram', 24],
    [{ id: 13, name: 'Tok', channel: 'Channel::Tiktok' }, 'chatwoot-tiktok', 'tiktok', 48],
    [{ id: 14, name: 'Bot', channel: 'Channel::Telegram' }, 'chatwoot', 'telegram', undefined],
  ])('%o has the rules of %s', async (inbox, network, place, windowHours) => {
    const message = await chatwoot.read(chatwoot.chatwoot.write(inbox, priya, 'No answer'));
    expect(message).toMatchObject({ place, replyTo: { network, account: String(inbox.id) }, author: priya });
    expect(chatwootAccount.wayTo(message.replyTo, 'author')?.rules.windowHours).toBe(windowHours);
    expect(chatwootAccount.wayTo(message.replyTo, 'public')).toBeUndefined();
  });

  it('is known by the id of the network, and never by the contact, whose address anybody types', async () => {
    const message = await chatwoot.read(chatwoot.write('No answer'));
    expect(message.author.handle).toBe(priya.handle);
    expect(JSON.stringify(message)).not.toContain('4001');
  });

  it('is a picture alone where there are no words', async () => {
    expect(await chatwoot.read(chatwoot.chatwoot.write(deskInboxes.chat, priya, null))).toMatchObject({ text: '' });
  });

  it('leads an agent to the conversation', async () => {
    const { url, replyTo } = await chatwoot.read(chatwoot.write('No answer'));
    expect(url).toBe(`${chatwoot.chatwoot.url}/app/accounts/3/conversations/${replyTo.threadId}`);
  });

  it('is no message to us where the company wrote, where it is a note, and where the inbox is not read', async () => {
    const { replyTo } = await chatwoot.read(chatwoot.write('No answer'));
    const conversation = Number(replyTo.threadId);
    const cases: readonly (readonly [SignedRequest, string | RegExp, Partial<ChatwootSettings>])[] = [
      [chatwoot.chatwoot.agentWrites(conversation, 'Hello'), 'what the company wrote', {}],
      [chatwoot.chatwoot.agentWrites(conversation, 'angry', true), 'what the company wrote', {}],
      [chatwoot.write('No answer'), 'an inbox that is not read', { inboxes: ['8'] }],
      [chatwoot.write('No answer'), 'an event of another account', { account: '4' }],
      [chatwoot.chatwoot.signed({ event: 'conversation_created', account: { id: 3 } }), /"conversation_created"/, {}],
      [
        chatwoot.chatwoot.signed({ event: 'message_created', account: { id: 3 }, id: {} }),
        'a message that cannot be read',
        {},
      ],
    ];
    for (const [request, why, change] of cases) {
      const ignored = [typeof why === 'string' ? why : expect.stringMatching(why)];
      expect(await chatwoot.open(request, change)).toEqual({ type: 'messages', messages: [], ignored });
    }
  });

  it('is not believed when it comes five minutes late, or with another time in its header', async () => {
    const request = chatwoot.write('No answer');
    const late = new Date(Date.now() + 301_000);
    expect(await chatwoot.open(request, {}, late)).toMatchObject({ type: 'invalid-signature' });
    const { body, headers } = request;
    const timestamp = String(Number(headers['x-chatwoot-timestamp']) + 1);
    const changed = { body, headers: { ...headers, 'x-chatwoot-timestamp': timestamp } };
    expect(await chatwoot.open(changed)).toMatchObject({ type: 'invalid-signature' });
    expect(await chatwoot.open({ body, headers: {} })).toMatchObject({ type: 'invalid-signature' });
  });

  it('is refused where it is no event at all', async () => {
    expect(await chatwoot.open(chatwoot.chatwoot.signed([]))).toMatchObject({ type: 'invalid-payload' });
  });
});

describe('what Chatwoot refuses', () => {
  let chatwoot: ChatwootUnderTest;
  let message: InboundMessage;
  beforeEach(async () => {
    chatwoot = await ChatwootUnderTest.start();
    message = await chatwoot.read(chatwoot.write('No answer'));
  });
  afterEach(() => chatwoot.stop());

  it('a conversation that is gone takes no answer', async () => {
    chatwoot.chatwoot.remove(Number(message.replyTo.threadId));
    await expect(chatwoot.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'gone' });
  });

  it('an answer that is longer than Chatwoot keeps is too long, and nothing of it is said again', async () => {
    await expect(chatwoot.send(message, 'x'.repeat(150_001))).resolves.toEqual({
      state: 'refused',
      reason: 'too-long',
      why: 'Chatwoot answered 422',
    });
  });

  it('a thread is part of an address, whatever it is called', async () => {
    const replyTo = { ...message.replyTo, threadId: '../../../profile?x=' };
    await expect(chatwoot.send({ ...message, replyTo })).resolves.toMatchObject({ state: 'refused', reason: 'gone' });
    expect(chatwoot.seen()).toEqual([]);
  });
});

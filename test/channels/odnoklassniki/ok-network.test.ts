import type { DoorAnswer, DoorRequest } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { OkDoor } from '../../../lambdas/channels/odnoklassniki/ok-door';
import { outcomeOfOkError } from '../../../lambdas/channels/odnoklassniki/ok-error';
import { okGroup } from '../../../lambdas/channels/odnoklassniki/ok-group';
import { OkMessages } from '../../../lambdas/channels/odnoklassniki/ok-messages';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { OkNetwork, type OkEvent } from '../../../local/company/networks/odnoklassniki/ok-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const group = '70000001';
const key = 'a-key-of-our-own-with-enough-signs';
const irina = { id: '523450001', name: 'Ирина П.' };

class Ok implements ChannelUnderTest {
  readonly door: OkDoor;
  readonly sender: OkMessages;
  readonly signing = keyThatIsReadOnce(key);
  readonly now = (): Date => new Date();

  private constructor(
    readonly network: OkNetwork,
    private readonly token: RotatingKey,
  ) {
    const settings = { group, apiUrl: network.apiUrl };
    this.door = new OkDoor(settings, new SigningSecret(this.signing));
    this.sender = new OkMessages({ settings, key: token });
  }

  static async start(): Promise<Ok> {
    const network = await OkNetwork.start({ key, groupToken: 'tkn:1', clock: () => new Date() });
    return new Ok(network, keyThatIsReadOnce('tkn:1'));
  }

  write = (text: string): OkEvent => this.network.message(irina, text);
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: OkNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    this.network.groupToken = 'tkn:2';
    this.token.replace('tkn:2');
  }
  stop = (): Promise<void> => this.network.stop();

  ask({ body, query }: Pick<OkEvent, 'body' | 'query'>, more: Partial<DoorRequest> = {}): Promise<DoorAnswer> {
    return this.door.open({ method: 'POST', query, headers: {}, rawBody: body, now: new Date(), ...more });
  }

  async read(event: OkEvent): Promise<InboundMessage> {
    const opened = await this.ask(event);
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage) {
    const text = 'Нам жаль.';
    const answer = { schemaVersion: 1, answerId: 'a', replyTo, to: 'author', text, by: 'person' } as const;
    return this.sender.send({ key: 'a', answer, isForPeople: false });
  }
}

describeChannel('a group on Odnoklassniki', () => Ok.start(), { answersTo: 'author', signsBodies: false });

describe('the rules of Odnoklassniki, at the emulated network', () => {
  let ok: Ok;
  beforeEach(async () => {
    ok = await Ok.start();
  });
  afterEach(() => ok.stop());

  it.each([
    ['no key', {}],
    ['another key', { key: `${key}x` }],
    ['an empty key', { key: '' }],
  ])('an event with %s in its address is not believed', async (_, query) => {
    const { body } = ok.network.message(irina, 'Где заказ?');
    await expect(ok.ask({ body, query })).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a key that could be guessed opens nothing, though it is ours', async () => {
    const short = new OkDoor(
      { group, apiUrl: 'https://api.ok.ru/graph' },
      new SigningSecret({ read: async () => 'short', forget: () => undefined }),
    );
    const request = { method: 'POST', query: { key: 'short' }, headers: {}, rawBody: '{}', now: new Date() };
    await expect(short.open(request)).resolves.toMatchObject({
      type: 'invalid-signature',
      why: expect.stringMatching(/shorter/),
    });
  });

  it('a newer key is read again once the old one does not fit', async () => {
    const event = ok.network.message(irina, 'x');
    await ok.read(event);
    ok.signing.replace('another-key-of-our-own-as-long');
    const moved = { ...event, query: { key: 'another-key-of-our-own-as-long' } };
    await expect(ok.read(moved)).resolves.toMatchObject({ text: 'x' });
  });

  it('nobody is answered by an address alone', async () => {
    await expect(ok.ask({ body: '', query: { key } }, { method: 'GET' })).resolves.toMatchObject({
      type: 'invalid-signature',
    });
    await expect(ok.ask({ body: 'x', query: { key } })).resolves.toMatchObject({ type: 'invalid-payload' });
  });

  it('the examples of the reference are read', async () => {
    // https://apiok.ru/dev/graph_api/methods/graph.user/graph.user.subscribe/post
    const common = {
      sender: { user_id: 'user:123456789012' },
      recipient: { chat_id: 'chat:C3ecb9d02a600' },
      timestamp: 1_498_581_208_140,
    };
    const mid = 'mid:C3ecb9d02a600.15cea668c4c2481';
    const attachments = [{ type: 'SHARE', payload: { url: 'https://example.com/' } }];
    const message = { text: 'https://example.com/', seq: 9, attachments, mid };
    await expect(ok.read(ok.network.eventOf({ ...common, message }))).resolves.toEqual({
      replyTo: {
        network: 'odnoklassniki',
        account: group,
        messageId: mid,
        threadId: 'chat:C3ecb9d02a600',
        writtenAt: '2017-06-27T16:33:28.140Z',
      },
      place: 'odnoklassniki',
      author: { handle: '123456789012' },
      text: 'https://example.com/',
      isPublic: false,
      attachments: 1,
    });
  });

  it.each([
    ['a chat with another title', { recipient: { chat_id: 'chat:C1' }, timestamp: 1 }],
    ['what was read', { webhookType: 'MESSAGE_READ', message: { mid: 'm' } }],
    ['words of a group', { sender: { user_id: 'group:5' }, message: { mid: 'm', text: 'x' } }],
    ['a message without its chat', { sender: { user_id: 'user:5' }, message: { mid: 'm' }, timestamp: 1 }],
    [
      'a time that is none',
      { sender: { user_id: 'user:5' }, recipient: { chat_id: 'c' }, message: { mid: 'm' }, timestamp: 1e300 },
    ],
  ])('%s is no message to us', async (_, event) => {
    const opened = await ok.ask(ok.network.eventOf(event));
    expect(opened).toMatchObject({ type: 'messages', messages: [], ignored: [expect.any(String)] });
  });

  it('an answer has the id that OK gives it, and goes to its chat alone', async () => {
    const message = await ok.read(ok.network.message(irina, 'Где заказ?'));
    await expect(ok.send(message)).resolves.toMatchObject({ state: 'sent', reference: expect.stringMatching(/^mid:/) });
    expect(ok.network.shown).toEqual([{ to: 'chat:C523450001', text: 'Нам жаль.' }]);
    expect(okGroup.wayTo(message.replyTo, 'public')).toBeUndefined();
  });

  it('whoever left is not reached, and the words that OK repeats are not kept', async () => {
    const message = await ok.read(ok.network.message(irina, 'Где заказ?'));
    ok.network.leave(irina.id);
    await expect(ok.send(message)).resolves.toEqual({
      state: 'refused',
      reason: 'not-reachable',
      why: "OK's error 455",
    });
    const gone = { ...message, replyTo: { ...message.replyTo, threadId: 'chat:C9' } };
    await expect(ok.send(gone)).resolves.toMatchObject({ state: 'refused', reason: 'gone' });
  });

  it.each([
    [1, { state: 'unknown' }],
    [2, { state: 'unknown' }],
    [10, { state: 'later' }],
    [11, { state: 'later' }],
    [102, { state: 'later', isTokenOver: true }],
    [454, { state: 'refused', reason: 'rejected' }],
  ])('what error %i means', (code, outcome) => {
    expect(outcomeOfOkError(200, { error_code: code, error_msg: 'x' })).toMatchObject(outcome);
  });
});

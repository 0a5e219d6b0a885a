import type { DoorAnswer } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { vkCommunity } from '../../../lambdas/channels/vk/vk-community';
import { VkDoor } from '../../../lambdas/channels/vk/vk-door';
import { VkMethods } from '../../../lambdas/channels/vk/vk-methods';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { VkNetwork, type VkEvent } from '../../../local/company/networks/vk/vk-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const group = 2210;
const person = 77001;
const confirmation = '693d0ba9';
const options = { group, secret: 'vk-secret', groupToken: 'token-1', clock: () => new Date() };

class Vk implements ChannelUnderTest {
  readonly door: VkDoor;
  readonly sender: VkMethods;
  readonly now = (): Date => new Date();

  private constructor(
    readonly network: VkNetwork,
    private readonly key: RotatingKey,
  ) {
    const settings = { group: String(group), confirmation, apiUrl: network.apiUrl };
    this.door = new VkDoor(settings, new SigningSecret({ read: async () => 'vk-secret', forget: () => undefined }));
    this.sender = new VkMethods({ settings, key });
  }

  static async start(): Promise<Vk> {
    return new Vk(await VkNetwork.start(options), keyThatIsReadOnce('token-1'));
  }

  write = (text: string): VkEvent => this.network.message(person, text);
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: VkNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    this.network.groupToken = 'token-2';
    this.key.replace('token-2');
  }
  stop = (): Promise<void> => this.network.stop();

  open({ body, headers }: VkEvent): Promise<DoorAnswer> {
    return this.door.open({ method: 'POST', query: {}, headers, rawBody: body, now: new Date() });
  }

  async read(event: VkEvent): Promise<InboundMessage> {
    const opened = await this.open(event);
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, key = 'key_1') {
    const to = replyTo.network === 'vk' ? 'author' : 'public';
    const answer = { schemaVersion: 1, answerId: key, replyTo, to, text: 'Нам жаль.', by: 'person' } as const;
    return this.sender.send({ key, answer, isForPeople: false });
  }
}

describeChannel('a community on VKontakte', () => Vk.start(), { answersTo: 'author', signsBodies: false });

describe('the rules of VKontakte, at the emulated network', () => {
  let vk: Vk;
  beforeEach(async () => {
    vk = await Vk.start();
  });
  afterEach(() => vk.stop());

  const changed = ({ body, headers }: VkEvent, change: object): VkEvent => ({
    headers,
    body: JSON.stringify({ ...(JSON.parse(body) as object), ...change }),
  });

  it('the URL repeats the confirmation for our community, and for no other', async () => {
    await expect(vk.open(vk.network.confirmation())).resolves.toEqual({ type: 'challenge', body: confirmation });
    const other = await vk.open(changed(vk.network.confirmation(), { group_id: 1 }));
    expect(other).toMatchObject({ type: 'messages', messages: [], ignored: [expect.stringMatching(/another/)] });
  });

  it.each([
    ['another secret', { secret: 'vk-secreT' }],
    ['a longer one', { secret: 'vk-secret2' }],
    ['no secret', { secret: undefined }],
    ['a secret that is no text', { secret: 7 }],
  ])('%s is not believed', async (_, change) => {
    const opened = await vk.open(changed(vk.network.message(person, 'Где заказ?'), change));
    expect(opened.type).toMatch(/^invalid-(signature|payload)$/);
  });

  it('a comment is read by everybody, and answered under itself', async () => {
    const message = await vk.read(vk.network.comment(person, 'Где мой заказ?'));
    expect(message).toMatchObject({ isPublic: true, replyTo: { network: 'vk-comments' }, place: 'vk' });
    await expect(vk.send(message)).resolves.toMatchObject({ state: 'sent' });
    expect(vk.network.shown).toEqual([{ to: message.replyTo.messageId, text: 'Нам жаль.' }]);
    expect(vkCommunity.wayTo(message.replyTo, 'author')).toBeUndefined();
  });

  it.each([
    ['words of a community', { message: { date: 1, from_id: -5, peer_id: -5, conversation_message_id: 1, text: 'x' } }],
    [
      'a chat of several people',
      { message: { date: 1, from_id: 5, peer_id: 2e9, conversation_message_id: 1, text: 'x' } },
    ],
    [
      'a time that is none',
      { message: { date: 1e300, from_id: 5, peer_id: 5, conversation_message_id: 1, text: 'x' } },
    ],
    ['what cannot be read', { message: 'x' }],
  ])('%s is no message to us', async (_, object) => {
    const opened = await vk.open(changed(vk.network.message(person, 'x'), { object }));
    expect(opened).toMatchObject({ type: 'messages', messages: [], ignored: [expect.any(String)] });
  });

  it('whoever forbids messages is not reached, and the words that VK repeats are not kept', async () => {
    const message = await vk.read(vk.network.message(person, 'Где заказ?'));
    vk.network.deny(person);
    await expect(vk.send(message)).resolves.toEqual({
      state: 'refused',
      reason: 'not-reachable',
      why: "VK's error 901",
    });
  });

  it('a comment that is gone cannot be answered', async () => {
    const message = await vk.read(vk.network.comment(person, 'Где заказ?'));
    const gone = { ...message, replyTo: { ...message.replyTo, threadId: '55_1' } };
    await expect(vk.send(gone)).resolves.toMatchObject({ state: 'refused', reason: 'gone' });
  });

  it('an answer that VK hears twice within its hour is seen once', async () => {
    const message = await vk.read(vk.network.message(person, 'Где заказ?'));
    await vk.send(message);
    await vk.send(message);
    expect(vk.seen()).toHaveLength(1);
  });
});

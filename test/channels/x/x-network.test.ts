import type { DoorAnswer, DoorRequest } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { XApi } from '../../../lambdas/channels/x/send/x-api';
import { xAccount } from '../../../lambdas/channels/x/x-account';
import { XDoor } from '../../../lambdas/channels/x/x-door';
import { KeyMissingError } from '../../../lambdas/fulfilment/keys/provider-key';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { XNetwork, type XEvent } from '../../../local/company/networks/x/x-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const user = '1716450569358098432';
const robin = { id: '4100001', name: 'Robin P.' };
const consumerSecret = 'consumer-secret';
const keys = {
  consumerKey: 'consumer-key',
  consumerSecret,
  accessToken: `${user}-token`,
  accessTokenSecret: 'token+secret/1',
};

class X implements ChannelUnderTest {
  readonly door: XDoor;
  readonly sender: XApi;
  readonly now = (): Date => new Date();
  readonly signing = keyThatIsReadOnce(consumerSecret);

  private constructor(
    readonly network: XNetwork,
    readonly key: RotatingKey,
  ) {
    const settings = { user, apiUrl: network.apiUrl };
    this.door = new XDoor(settings, new SigningSecret(this.signing));
    this.sender = new XApi({ settings, key });
  }

  static async start(): Promise<X> {
    const network = await XNetwork.start({ user, consumerSecret, keys, clock: () => new Date() });
    return new X(network, keyThatIsReadOnce(JSON.stringify(keys)));
  }

  write = (text: string): XEvent => this.network.mention(robin, text);
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: XNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    const next = { ...keys, accessToken: `${user}-newer`, accessTokenSecret: 'another' };
    this.network.oauth.keys = next;
    this.key.replace(JSON.stringify(next));
  }
  stop = (): Promise<void> => this.network.stop();

  ask(request: Partial<DoorRequest>): Promise<DoorAnswer> {
    return this.door.open({ method: 'POST', query: {}, headers: {}, rawBody: '', now: new Date(), ...request });
  }

  async read({ body, headers }: XEvent): Promise<InboundMessage> {
    const opened = await this.ask({ headers, rawBody: body });
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, text = 'We are sorry.') {
    const to = replyTo.network === 'x' ? 'public' : 'author';
    const answer = { schemaVersion: 1, answerId: text, replyTo, to, text, by: 'person' } as const;
    return this.sender.send({ key: text, answer, isForPeople: false });
  }
}

describeChannel('an account on X', () => X.start(), { answersTo: 'public' });

describe('the rules of X, at the emulated network', () => {
  let x: X;
  beforeEach(async () => {
    x = await X.start();
  });
  afterEach(() => x.stop());

  const challenge = (crc_token: string) => x.ask({ method: 'GET', query: { crc_token } });

  it('a challenge is answered with its proof, as JSON', async () => {
    await expect(challenge('9b4507b3-9040-4669-9ca3-6b94edb50553')).resolves.toEqual({
      type: 'challenge',
      contentType: 'application/json',
      body: expect.stringMatching(/^\{"response_token":"sha256=[\w+/]{43}="\}$/),
    });
  });

  it('nobody has a body of their own signed by asking for a challenge', async () => {
    const forged = x.network.mention(robin, 'Never again').body;
    await expect(challenge(forged)).resolves.toMatchObject({ type: 'invalid-signature' });
    await expect(challenge('')).resolves.toMatchObject({ type: 'invalid-signature' });
    await expect(x.ask({ method: 'GET' })).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a challenge is proved with the newest secret, though nothing that X sends says that ours is old', async () => {
    const before = await challenge('one');
    x.signing.replace('another-secret');
    await expect(challenge('one')).resolves.toEqual(before);
    const later = new Date(Date.now() + 61_000);
    const after = await x.ask({ method: 'GET', query: { crc_token: 'one' }, now: later });
    expect(after.type).toBe('challenge');
    expect(after).not.toEqual(before);
  });

  it('a challenge is proved with the secret from before while no other can be read', async () => {
    let isReadable = true;
    const read = () => (isReadable ? Promise.resolve(consumerSecret) : Promise.reject(new Error('throttled')));
    const door = new XDoor({ user, apiUrl: x.network.apiUrl }, new SigningSecret({ read, forget: () => undefined }));
    const asked = { method: 'GET', query: { crc_token: 'one' }, headers: {}, rawBody: '' };
    const at = (minutes: number) => door.open({ ...asked, now: new Date(minutes * 60_000) });
    const proof = await at(1);
    isReadable = false;
    await expect(at(61)).resolves.toEqual(proof);
  });

  it.each([
    ['no signature', {}],
    ['one of another text', { 'x-twitter-webhooks-signature': `sha256=${'A'.repeat(43)}=` }],
    ['one without its form', { 'x-twitter-webhooks-signature': 'AAAA' }],
  ])('a body with %s is not believed', async (_, headers) => {
    const { body } = x.network.mention(robin, 'No answer');
    await expect(x.ask({ rawBody: body, headers })).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a message is private, and is answered to whoever wrote it', async () => {
    const message = await x.read(x.network.message(robin, 'My order & me <b>'));
    expect(message).toMatchObject({
      isPublic: false,
      place: 'x',
      text: 'My order & me <b>',
      author: { handle: robin.id, name: robin.name },
      replyTo: { network: 'x-messages', threadId: robin.id },
    });
    await expect(x.send(message)).resolves.toMatchObject({ state: 'sent', reference: expect.stringMatching(/^\d+$/) });
    expect(x.network.shown).toEqual([{ to: robin.id, text: 'We are sorry.', isPublic: false }]);
  });

  it('a post is answered under itself, and nobody who mentioned the account gets a message for it', async () => {
    const message = await x.read(x.network.mention(robin, '@films no answer?'));
    expect(message).toMatchObject({ isPublic: true, author: { handle: robin.id, name: robin.name } });
    expect(message.url).toBe(`https://x.com/i/web/status/${message.replyTo.messageId}`);
    await x.send(message);
    expect(x.network.shown).toMatchObject([{ to: message.replyTo.messageId, isPublic: true }]);
    expect(xAccount.wayTo(message.replyTo, 'author')).toBeUndefined();
  });

  it('all of a long post is read, of which X shows its beginning first', async () => {
    const payload = { id: '5', author_id: robin.id, created_at: new Date().toISOString(), text: 'It began …' };
    const event = x.network.eventOf('post.mention.create', {
      payload: { ...payload, note_tweet: { text: 'It began well &amp; ended badly.' } },
    });
    await expect(x.read(event)).resolves.toMatchObject({ text: 'It began well & ended badly.' });
    await expect(x.read(x.network.eventOf('post.mention.create', { payload }))).resolves.toMatchObject({
      text: 'It began …',
    });
  });

  it('whoever replied without naming the account is read, and X takes no reply of a program to them', async () => {
    const message = await x.read(x.network.reply(robin, 'Still nothing'));
    await expect(x.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'no-way' });
  });

  it('a post that is gone, and a person who blocks messages, are said to be', async () => {
    const [post, direct] = [await x.read(x.network.mention(robin, 'a')), await x.read(x.network.message(robin, 'b'))];
    x.network.delete(post.replyTo.messageId);
    x.network.block(robin.id);
    await expect(x.send(post)).resolves.toMatchObject({ state: 'refused', reason: 'gone' });
    await expect(x.send(direct)).resolves.toMatchObject({ state: 'refused', reason: 'not-reachable' });
  });

  it('what X counts as too long is not sent: 140 signs of Chinese are as long as 280 of Latin', async () => {
    const message = await x.read(x.network.mention(robin, 'a'));
    await expect(x.send(message, '對'.repeat(141))).resolves.toMatchObject({ reason: 'too-long' });
    await expect(x.send(message, '對'.repeat(140))).resolves.toMatchObject({ state: 'sent' });
    await expect(x.send(message, 'o'.repeat(280))).resolves.toMatchObject({ state: 'sent' });
  });

  it('the same words a second time are refused by X, and the words that it repeats are not kept', async () => {
    const [one, other] = [await x.read(x.network.mention(robin, 'a')), await x.read(x.network.mention(robin, 'b'))];
    await x.send(one);
    await expect(x.send(other)).resolves.toEqual({ state: 'refused', reason: 'rejected', why: 'X answered 403' });
  });

  it.each([
    ['another account', 'post.mention.create', { id: '5', author_id: '7', text: 'x', created_at: '2026' }, '1'],
    ['what the account wrote itself', 'post.mention.create', { id: '5', author_id: user, text: 'x', created_at: '' }],
    ['a post without its time', 'post.mention.create', { id: '5', author_id: '7', text: 'x', created_at: 'soon' }],
    ['a like', 'like.create', {}],
    ['an encrypted message', 'chat.received', {}],
    ['a message that cannot be read', 'dm.received', { direct_message_events: [{}] }],
    ['no messages', 'dm.received', 'x'],
  ])('%s is no message to us', async (_, type, payload, filtered = user) => {
    const { body } = x.network.eventOf(type, { payload });
    const event = x.network.signed(body.replace(`"user_id":"${user}"`, `"user_id":"${filtered}"`));
    const opened = await x.ask({ headers: event.headers, rawBody: event.body });
    expect(opened).toMatchObject({ type: 'messages', messages: [], ignored: [expect.any(String)] });
  });

  it('what is signed and no activity is refused', async () => {
    for (const body of ['[]', 'x', '{"data":{}}']) {
      const { headers } = x.network.signed(body);
      await expect(x.ask({ headers, rawBody: body })).resolves.toMatchObject({ type: 'invalid-payload' });
    }
  });

  it('a secret that is no JSON sends nothing, and is read again once a person has put it right', async () => {
    const message = await x.read(x.network.mention(robin, 'a'));
    x.key.replace('consumer-key');
    await expect(x.send(message)).rejects.toThrow(KeyMissingError);
    x.key.replace(JSON.stringify(keys));
    await expect(x.send(message)).resolves.toMatchObject({ state: 'sent' });
  });
});

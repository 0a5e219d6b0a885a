import type { DoorAnswer, DoorRequest } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { LinkedinDoor } from '../../../lambdas/channels/linkedin/linkedin-door';
import { linkedinPage } from '../../../lambdas/channels/linkedin/linkedin-page';
import { LinkedinComments } from '../../../lambdas/channels/linkedin/send/linkedin-comments';
import { outcomeOfLinkedinStatus } from '../../../lambdas/channels/linkedin/send/linkedin-error';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { LinkedinNetwork, type LinkedinEvent } from '../../../local/company/networks/linkedin/linkedin-network';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const organization = '96072893';
const clientSecret = 'client-secret';
const dana = 'urn:li:person:dAnA000001';
const keys = { clientId: 'client-1', clientSecret: 'secret-of-the-client', refreshToken: 'refresh-1' };
const dayMs = 86_400_000;

class Linkedin implements ChannelUnderTest {
  readonly door: LinkedinDoor;
  readonly sender: LinkedinComments;
  readonly signing = keyThatIsReadOnce(clientSecret);
  readonly now = (): Date => new Date();

  private constructor(
    readonly network: LinkedinNetwork,
    readonly key: RotatingKey,
    readonly clock: { later: number },
    version: string,
  ) {
    const settings = { organization, version, apiUrl: network.apiUrl };
    this.door = new LinkedinDoor(settings, new SigningSecret(this.signing));
    this.sender = LinkedinComments.of({ settings, key }, () => new Date(Date.now() + clock.later));
  }

  static async start(version = '202607'): Promise<Linkedin> {
    const clock = { later: 0 };
    const network = await LinkedinNetwork.start({
      organization,
      clientSecret,
      keys,
      clock: () => new Date(Date.now() + clock.later),
    });
    return new Linkedin(network, keyThatIsReadOnce(JSON.stringify(keys)), clock, version);
  }

  write = (text: string): LinkedinEvent => this.network.comment(dana, text);
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: LinkedinNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    const next = { ...keys, refreshToken: 'refresh-2' };
    this.network.tokens.replace(next);
    this.key.replace(JSON.stringify(next));
  }
  stop = (): Promise<void> => this.network.stop();

  ask(request: Partial<DoorRequest>): Promise<DoorAnswer> {
    return this.door.open({ method: 'POST', query: {}, headers: {}, rawBody: '', now: new Date(), ...request });
  }

  async read({ body, headers }: LinkedinEvent): Promise<InboundMessage> {
    const opened = await this.ask({ headers, rawBody: body });
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, text = 'We are sorry.') {
    const answer = { schemaVersion: 1, answerId: text, replyTo, to: 'public', text, by: 'person' } as const;
    return this.sender.send({ key: text, answer, isForPeople: false });
  }
}

describeChannel('a page on LinkedIn', () => Linkedin.start(), { answersTo: 'public' });

describe('the rules of LinkedIn, at the emulated network', () => {
  let linkedin: Linkedin;
  beforeEach(async () => {
    linkedin = await Linkedin.start();
  });
  afterEach(() => linkedin.stop());

  const code = '890e4665-4dfe-4ab1-b689-ed553bceeed0';
  const challenge = (challengeCode: string, now = new Date()) =>
    linkedin.ask({ method: 'GET', query: { challengeCode }, now });

  it('a challenge is answered with its proof, as JSON, and with the newest secret', async () => {
    const first = await challenge(code);
    expect(first).toMatchObject({ type: 'challenge', contentType: 'application/json' });
    linkedin.signing.replace('another-secret');
    await expect(challenge(code)).resolves.toEqual(first);
    await expect(challenge(code, new Date(Date.now() + 61_000))).resolves.not.toEqual(first);
  });

  it('nobody has a body of their own signed by asking for a challenge', async () => {
    for (const forged of [`hmacsha256=${linkedin.write('x').body}`, 'hmacsha256={}', '', 'no uuid']) {
      await expect(challenge(forged)).resolves.toMatchObject({ type: 'invalid-signature' });
    }
  });

  it('a signature is known with its prefix and without, and no other one is', async () => {
    const { body, headers } = linkedin.write('No answer');
    const signature = headers['x-li-signature'] ?? '';
    const open = (given: string) => linkedin.ask({ rawBody: body, headers: { 'x-li-signature': given } });
    await expect(open(`hmacsha256=${signature}`)).resolves.toMatchObject({ type: 'messages' });
    for (const other of ['', 'hmacsha256=', signature.replace(/^./, (first) => (first === '0' ? '1' : '0'))]) {
      await expect(open(other)).resolves.toMatchObject({ type: 'invalid-signature' });
    }
    await expect(linkedin.ask({ rawBody: body })).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a comment is read by everybody, and is answered under itself alone', async () => {
    const message = await linkedin.read(linkedin.network.comment(dana, 'Where is it?'));
    const post = 'urn:li:activity:7094637247890620419';
    expect(message).toMatchObject({
      isPublic: true,
      place: 'linkedin',
      author: { handle: dana },
      replyTo: {
        network: 'linkedin',
        account: organization,
        messageId: `urn:li:comment:(${post},7094637247890620420)`,
      },
      url: `https://www.linkedin.com/feed/update/${post}/`,
    });
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'sent', reference: expect.any(String) });
    expect(linkedin.network.shown).toEqual([{ to: message.replyTo.threadId, text: 'We are sorry.' }]);
    expect(linkedinPage.wayTo(message.replyTo, 'author')).toBeUndefined();
  });

  it('a post that names the page is answered under itself', async () => {
    const message = await linkedin.read(linkedin.network.mention(dana, 'Never again'));
    expect(message).toMatchObject({
      text: 'Never again',
      replyTo: { messageId: expect.stringMatching(/^urn:li:share:/) },
    });
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'sent' });
  });

  it('one comment in two forms is one message, and who is not shown is nobody', async () => {
    const activity = 'urn:li:comment:(activity:7094637247890620418,7094977717598625792)';
    const facts = { action: 'COMMENT', lastModifiedAt: 1_691_574_506_310, generatedActivity: activity };
    const bare = await linkedin.read(linkedin.network.notification(facts));
    expect(bare).toMatchObject({ author: {}, text: '' });
    expect(bare.replyTo.messageId).toBe(activity.replace('(activity', '(urn:li:activity'));
  });

  it.each([
    ['a like', { action: 'LIKE', generatedActivity: 'urn:li:activity:1', lastModifiedAt: 1 }],
    [
      'words of an administrator',
      { action: 'ADMIN_COMMENT', generatedActivity: 'urn:li:activity:1', lastModifiedAt: 1 },
    ],
    [
      'words of the page itself',
      {
        action: 'COMMENT',
        generatedActivity: 'urn:li:activity:1',
        lastModifiedAt: 1,
        decoratedGeneratedActivity: { comment: { owner: `urn:li:organization:${organization}` } },
      },
    ],
    [
      'another page',
      {
        action: 'COMMENT',
        generatedActivity: 'urn:li:activity:1',
        lastModifiedAt: 1,
        organizationalEntity: 'urn:li:organization:1',
      },
    ],
    ['an id that is none', { action: 'COMMENT', generatedActivity: 'urn:li:comment:(../x,1)', lastModifiedAt: 1 }],
    ['a time that is none', { action: 'COMMENT', generatedActivity: 'urn:li:activity:1', lastModifiedAt: 1e300 }],
    ['what cannot be read', { action: 7 }],
  ])('%s is no message to us', async (_, facts) => {
    const { headers, body } = linkedin.network.notification(facts);
    await expect(linkedin.ask({ headers, rawBody: body })).resolves.toMatchObject({
      type: 'messages',
      messages: [],
      ignored: [expect.any(String)],
    });
  });

  it('what is signed and no notification is refused', async () => {
    for (const body of ['x', '{}', '{"type":"LEAD_ACTION","notifications":[]}']) {
      const { headers } = linkedin.network.signed(body);
      await expect(linkedin.ask({ headers, rawBody: body })).resolves.toMatchObject({ type: 'invalid-payload' });
    }
  });

  it('one token serves many answers for sixty days, and then another one is asked for', async () => {
    const message = await linkedin.read(linkedin.write('a'));
    await linkedin.send(message, 'one');
    linkedin.clock.later = 59 * dayMs;
    await linkedin.send(message, 'two');
    expect(linkedin.network.tokens.asked).toBe(1);
    linkedin.clock.later = 60 * dayMs;
    await expect(linkedin.send(message, 'three')).resolves.toMatchObject({ state: 'sent' });
    expect(linkedin.network.tokens.asked).toBe(2);
  });

  it('where LinkedIn gives no token nothing was sent, and the secret is read again', async () => {
    const message = await linkedin.read(linkedin.write('a'));
    linkedin.key.replace(JSON.stringify({ ...keys, refreshToken: 'over' }));
    await expect(linkedin.send(message)).resolves.toEqual({
      state: 'later',
      why: 'LinkedIn gave no access token: it answered 400',
    });
    linkedin.key.replace('{"clientId":"only"}');
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'later' });
    linkedin.key.replace(JSON.stringify(keys));
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'sent' });
  });

  it('a token that somebody put there is used as it is', async () => {
    const message = await linkedin.read(linkedin.write('a'));
    linkedin.key.replace('a-token-that-is-over');
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'later', why: expect.stringMatching(/401/) });
    expect(linkedin.network.tokens.asked).toBe(0);
  });

  it.each(['a-token\nof two lines', '“a-token”'])('a token that no header takes (%j) sends nothing', async (token) => {
    const message = await linkedin.read(linkedin.write('a'));
    linkedin.key.replace(token);
    const refused = await linkedin.send(message).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NotAttemptedError);
    expect(String(refused)).not.toContain('a-token');
    linkedin.key.replace(JSON.stringify(keys));
    await expect(linkedin.send(message)).resolves.toMatchObject({ state: 'sent' });
  });

  it('a comment that is gone is said to be, and the words that LinkedIn repeats are not kept', async () => {
    const message = await linkedin.read(linkedin.write('a'));
    linkedin.network.delete(message.replyTo.threadId);
    await expect(linkedin.send(message)).resolves.toEqual({
      state: 'refused',
      reason: 'gone',
      why: 'LinkedIn answered 404',
    });
  });

  it('a version of the API that is over makes answers wait for a person', async () => {
    const old = await Linkedin.start('202401');
    const message = await old.read(old.write('a'));
    await expect(old.send(message)).resolves.toMatchObject({ state: 'later', why: expect.stringMatching(/version/) });
    await old.stop();
  });

  it.each([
    [403, { state: 'later' }],
    [429, { state: 'later' }],
    [422, { state: 'refused', reason: 'rejected' }],
    [500, { state: 'unknown' }],
    [504, { state: 'unknown' }],
    [302, { state: 'unknown' }],
  ])('what %i means', (status, outcome) => {
    expect(outcomeOfLinkedinStatus(status)).toMatchObject(outcome);
  });
});

import { FacebookDoor } from '../../../lambdas/channels/facebook/facebook-door';
import { metaSignature } from '../../../lambdas/channels/meta/meta-signature';
import type { DoorRequest } from '../../../lambdas/channels/port/door';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { comment, commentWith, messageWith, page, privateMessage } from './samples';

const verifyToken = 'a-token-that-we-made-up';
const now = new Date('2026-11-29T12:00:00Z');
const secrets = ['app-secret'];
let current = 0;
const key = {
  read: async () => secrets[Math.min(current, secrets.length - 1)] ?? '',
  forget: () => void (current += 1),
};

function door(): FacebookDoor {
  const settings = { page, verifyToken, graphUrl: 'https://graph.example.com/v25.0' };
  return new FacebookDoor(settings, new SigningSecret(key));
}

function request(body: unknown, change: Partial<DoorRequest> = {}, secret = 'app-secret'): DoorRequest {
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'x-hub-signature-256': metaSignature(rawBody, secret) };
  return { method: 'POST', query: {}, headers, rawBody, now, ...change };
}

beforeEach(() => {
  current = 0;
  secrets.splice(0, secrets.length, 'app-secret');
});

describe('what is signed', () => {
  it('a comment is a message that everybody reads, answered under itself', async () => {
    await expect(door().open(request(comment))).resolves.toEqual({
      type: 'messages',
      ignored: [],
      messages: [
        {
          replyTo: {
            network: 'facebook',
            account: page,
            messageId: '55_9001',
            threadId: '55_9001',
            writtenAt: new Date(1_796_000_000_000).toISOString(),
          },
          place: 'facebook',
          author: { handle: '7001', name: 'Aylin Demir' },
          text: 'Seit zwei Wochen keine Antwort. <b>Nie wieder!</b>',
          isPublic: true,
          attachments: 0,
          url: 'https://social.example.com/permalink/1',
        },
      ],
    });
  });

  it('a message in Messenger is one to the person who wrote it', async () => {
    await expect(door().open(request(privateMessage))).resolves.toMatchObject({
      messages: [
        {
          replyTo: { network: 'messenger', messageId: 'm_AbC-1', threadId: '88231' },
          isPublic: false,
          text: 'My order never came, no answer either',
        },
      ],
    });
  });

  it('several of them in one request are all read, whatever stands between', async () => {
    const body = { object: 'page', entry: [...comment.entry, { id: page, messaging: [{}] }, ...privateMessage.entry] };
    await expect(door().open(request(body))).resolves.toMatchObject({
      messages: [{ isPublic: true }, { isPublic: false }],
      ignored: ['an event of Messenger that is no message'],
    });
  });

  it.each([
    ['an edit', commentWith({ verb: 'edited' }), /not added but "edited"/],
    ['a removal', commentWith({ verb: 'remove' }), /not added but "remove"/],
    ['a reaction', commentWith({ item: 'reaction' }), /a "reaction" of the feed/],
    ['words of the page', commentWith({ from: { id: page } }), /of the page itself/],
    ['an echo', messageWith({ message: { mid: 'm', text: 'x', is_echo: true } }), /of the page itself/],
    ['a receipt', messageWith({ message: undefined, read: { watermark: 1 } }), /no message/],
    ['no time', commentWith({ created_time: undefined }), /without its id or its time/],
    ['a time that is none', commentWith({ created_time: 1e300 }), /cannot be read/],
    ['an id with what nobody sees', commentWith({ comment_id: '55\u200b9001' }), /cannot be read/],
    ['another page', { ...comment, entry: [{ ...comment.entry[0], id: '999' }] }, /another page/],
    ['a leadgen change', { object: 'page', entry: [{ id: page, changes: [{ field: 'leadgen' }] }] }, /"leadgen"/],
  ])('%s is no message to us, and the log says why without what was written', async (_, body, why) => {
    const opened = await door().open(request(body));
    expect(opened).toEqual({ type: 'messages', messages: [], ignored: [expect.stringMatching(why)] });
    expect(JSON.stringify(opened)).not.toMatch(/Antwort|Demir|order/);
  });

  it('a comment whose author Meta does not show is a message of somebody', async () => {
    const opened = await door().open(request(commentWith({ from: undefined })));
    expect(opened).toMatchObject({ messages: [{ author: {}, text: expect.stringMatching(/Antwort/) }], ignored: [] });
  });

  it('pictures without words are a message, and are counted', async () => {
    const message = { mid: 'm_2', attachments: [{ type: 'image' }, { type: 'image' }] };
    await expect(door().open(request(messageWith({ message })))).resolves.toMatchObject({
      messages: [{ text: '', attachments: 2 }],
    });
  });
});

describe('what is not believed', () => {
  it.each([
    ['no signature', request(comment, { headers: {} })],
    ['the signature of another secret', request(comment, {}, 'other')],
    ['another body', request(`${JSON.stringify(comment)} `, { headers: request(comment).headers })],
    ['the older SHA-1 signature', request(comment, { headers: { 'x-hub-signature': 'sha1=00' } })],
    ['an empty signature', request(comment, { headers: { 'x-hub-signature-256': 'sha256=' } })],
  ])('%s', async (_, given) => {
    await expect(door().open(given)).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a body that is no webhook of a page, though signed', async () => {
    for (const body of ['{', '[]', { object: 'instagram', entry: [] }]) {
      await expect(door().open(request(body))).resolves.toMatchObject({ type: 'invalid-payload' });
    }
  });
});

it('a new secret is read where a signature does not match, and the old one no more', async () => {
  secrets.push('new-secret');
  const rotated = door();
  await expect(rotated.open(request(comment, {}, 'new-secret'))).resolves.toMatchObject({ type: 'messages' });
  await expect(rotated.open(request(comment))).resolves.toMatchObject({ type: 'invalid-signature' });
});

describe('the challenge of Meta', () => {
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '1158201444' };
  const asked = (change: object): DoorRequest =>
    request('', { method: 'GET', headers: {}, query: { ...query, ...change } });

  it('is answered with its number, where it knows our token', async () => {
    await expect(door().open(asked({}))).resolves.toEqual({ type: 'challenge', body: '1158201444' });
  });

  it.each([
    [{ 'hub.verify_token': 'another' }, 'invalid-signature'],
    [{ 'hub.verify_token': undefined }, 'invalid-signature'],
    [{ 'hub.mode': 'unsubscribe' }, 'invalid-signature'],
    [{ 'hub.challenge': undefined }, 'invalid-signature'],
    [{ 'hub.challenge': '<script>1</script>' }, 'invalid-payload'],
  ])('is refused otherwise: %j', async (change, type) => {
    await expect(door().open(asked(change))).resolves.toMatchObject({ type });
  });
});

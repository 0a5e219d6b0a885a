import type { DoorAnswer, DoorRequest } from '../../../lambdas/channels/port/door';
import type { InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { WechatApi } from '../../../lambdas/channels/wechat/send/wechat-api';
import { wechatAccount } from '../../../lambdas/channels/wechat/wechat-account';
import { serviceTemplateFor, serviceTemplatesSchema } from '../../../lambdas/channels/wechat/send/service-templates';
import { WechatDoor } from '../../../lambdas/channels/wechat/wechat-door';
import { fieldsOf } from '../../../lambdas/channels/wechat/wechat-fields';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { WechatNetwork } from '../../../local/company/networks/wechat/wechat-network';
import { pushed, type WechatPush } from '../../../local/company/networks/wechat/wechat-wire';
import { describeChannel, type ChannelUnderTest } from '../../contract-suites/channel-contract';
import { keyThatIsReadOnce, type RotatingKey } from '../rotating-key';

const appId = 'wxba5fad812f8e6fb9';
const lin = 'oLocal_lin_0000000000000001';
const keys = { token: 'aToken', encodingAesKey: 'k'.repeat(42) + '0', appId };
const hourMs = 3_600_000;
const templateId = 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY';
const serviceTemplates = {
  'zh-CN': { id: templateId, company: 'thing1', gist: 'thing2', reference: 'character_string3' },
};

class Wechat implements ChannelUnderTest {
  readonly door: WechatDoor;
  readonly sender: WechatApi;
  readonly signing = keyThatIsReadOnce(JSON.stringify(keys));
  readonly now = (): Date => new Date();

  private constructor(
    readonly network: WechatNetwork,
    readonly key: RotatingKey,
    readonly clock: { later: number },
  ) {
    const settings = { appId, apiUrl: network.apiUrl, serviceTemplates };
    this.door = new WechatDoor(settings, new SigningSecret(this.signing));
    this.sender = WechatApi.of({ settings, key }, () => new Date(Date.now() + clock.later));
  }

  static async start(): Promise<Wechat> {
    const clock = { later: 0 };
    const network = await WechatNetwork.start({
      ...keys,
      appSecret: 'secret-1',
      templates: { [templateId]: ['thing1', 'thing2', 'character_string3'] },
      clock: () => new Date(Date.now() + clock.later),
    });
    return new Wechat(network, keyThatIsReadOnce('secret-1'), clock);
  }

  write = (text: string): WechatPush => this.network.message(lin, text);
  seen = (): string[] => this.network.shown.map(({ text }) => text);
  turn = (weather: WechatNetwork['weather']): void => void (this.network.weather = weather);
  rotateKey(): void {
    this.network.resetSecret('secret-2');
    this.key.replace('secret-2');
  }
  stop = (): Promise<void> => this.network.stop();

  ask({ body, query }: Pick<WechatPush, 'body' | 'query'>, more: Partial<DoorRequest> = {}): Promise<DoorAnswer> {
    return this.door.open({ method: 'POST', query, headers: {}, rawBody: body, now: new Date(), ...more });
  }

  async read(push: WechatPush): Promise<InboundMessage> {
    const opened = await this.ask(push);
    const [message] = opened.type === 'messages' ? opened.messages : [];
    if (!message) throw new Error(JSON.stringify(opened));
    return message;
  }

  send({ replyTo }: InboundMessage, text = '很抱歉。') {
    const answer = { schemaVersion: 1, answerId: text, replyTo, to: 'author', text, by: 'person' } as const;
    return this.sender.send({ key: `key ${text}`, answer, isForPeople: false });
  }
}

describeChannel('a service account on WeChat', () => Wechat.start(), { answersTo: 'author', signsBodies: false });

describe('the pushes of WeChat', () => {
  // The vectors of https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html
  const published = JSON.stringify({ token: 'AAAAA', encodingAesKey: 'A'.repeat(43) });
  const door = new WechatDoor({ appId }, new SigningSecret({ read: async () => published, forget: () => undefined }));
  const encrypted =
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=';
  const example: DoorRequest = {
    method: 'POST',
    headers: {},
    rawBody: JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt: encrypted }),
    query: {
      signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
      timestamp: '1714112445',
      nonce: '415670741',
      openid: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
      encrypt_type: 'aes',
      msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
    },
    now: new Date(1_714_112_446_000),
  };

  it('the example of the reference is opened: an event, and no message', async () => {
    await expect(door.open(example)).resolves.toEqual({
      type: 'messages',
      messages: [],
      ignored: ['an event "debug_demo", which is not read'],
      reply: 'success',
    });
  });

  it('the question of the reference is answered with what it wants repeated', async () => {
    const query = {
      signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
      echostr: '4375120948345356249',
      timestamp: '1714036504',
      nonce: '1514711492',
    };
    const asked = { ...example, method: 'GET', query, now: new Date(1_714_036_505_000) };
    await expect(door.open(asked)).resolves.toEqual({ type: 'challenge', body: '4375120948345356249' });
    const other = { ...asked, query: { ...query, nonce: '1514711493' } };
    await expect(door.open(other)).resolves.toMatchObject({ type: 'invalid-signature' });
    const page = { ...asked, query: { ...query, echostr: '<script>' } };
    await expect(door.open(page)).resolves.toMatchObject({ type: 'invalid-payload' });
  });

  it.each<[string, Partial<DoorRequest>]>([
    ['another nonce', { query: { ...example.query, nonce: '1' } }],
    ['the signature of plain pushes', { query: { ...example.query, msg_signature: example.query['signature'] } }],
    ['no signature', { query: { ...example.query, msg_signature: undefined } }],
    ['a plain body', { query: { ...example.query, encrypt_type: undefined } }],
    ['another body', { rawBody: JSON.stringify({ Encrypt: `A${encrypted.slice(1)}` }) }],
    ['no body', { rawBody: '' }],
    ['what was recorded an hour before', { now: new Date(1_714_112_445_000 + hourMs) }],
    ['what was signed an hour ahead', { now: new Date(1_714_112_445_000 - hourMs) }],
  ])('%s is not believed', async (_, change) => {
    await expect(door.open({ ...example, ...change })).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('what is for another account is not believed, though the token is the same', async () => {
    const other = new WechatDoor(
      { appId: 'wx0000000000000000' },
      new SigningSecret({ read: async () => published, forget: () => undefined }),
    );
    await expect(other.open(example)).resolves.toMatchObject({ type: 'invalid-signature' });
  });

  it('a secret that is no JSON is said to be wrong', async () => {
    const broken = new WechatDoor(
      { appId },
      new SigningSecret({ read: async () => 'aToken', forget: () => undefined }),
    );
    await expect(broken.open(example)).resolves.toMatchObject({ why: expect.stringMatching(/no JSON/) });
  });
});

describe('the rules of WeChat, at the emulated network', () => {
  let wechat: Wechat;
  beforeEach(async () => {
    wechat = await Wechat.start();
  });
  afterEach(() => wechat.stop());

  it('a message is private, has its id, and keeps what XML would end', async () => {
    const text = 'a ]]> b </xml> <MsgId>9</MsgId> & &lt;';
    const message = await wechat.read(wechat.network.message(lin, text));
    expect(message).toMatchObject({
      text,
      isPublic: false,
      place: 'wechat',
      author: { handle: lin },
      replyTo: { network: 'wechat', account: appId, threadId: lin, messageId: '22876340532172987' },
    });
    expect(wechatAccount.wayTo(message.replyTo, 'public')).toBeUndefined();
  });

  it.each([
    ['a field of their own', '<xml><A><![CDATA[1]]></A><A><![CDATA[2]]></A></xml>'],
    ['a document type', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ['nothing', ''],
    ['no object', '{"a":'],
    ['what has no end, over and over', `<xml>${'<A><![CDATA['.repeat(20_000)}</xml>`],
  ])('nobody puts %s into what is pushed', (_, text) => {
    expect(fieldsOf(text)).toBeUndefined();
  });

  it('two messages whose ids differ in their last digit are two, for an account that chose JSON too', () => {
    const words = JSON.stringify('"MsgId":12345678901234567890');
    const ids = ['22876340532172985', '22876340532172986'].map((id) => fieldsOf(`{"Content":${words},"MsgId":${id}}`));
    expect(ids).toEqual([
      { Content: '"MsgId":12345678901234567890', MsgId: '22876340532172985' },
      { Content: '"MsgId":12345678901234567890', MsgId: '22876340532172986' },
    ]);
  });

  it('an event with lists in it is taken, and what is in them is no field of its own', () => {
    const list = (id: string) => `<List><TemplateId><![CDATA[${id}]]></TemplateId><MsgType>text</MsgType></List>`;
    const event = '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe_msg_popup_event]]></Event>';
    const popup = `<SubscribeMsgPopupEvent>${list('a')}${list('b')}</SubscribeMsgPopupEvent>`;
    expect(fieldsOf(`<xml>\n${event}\n${popup}\n</xml>`)).toEqual({
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
    });
  });

  it.each([
    ['a picture', { MsgType: 'image', PicUrl: 'https://example.com/1' }, { text: '', attachments: 1 }],
    ['a voice', { MsgType: 'voice', Recognition: 'where is it' }, { text: 'where is it', attachments: 1 }],
    ['a place', { MsgType: 'location', Label: 'Hamburg' }, { text: 'Hamburg', attachments: 0 }],
    ['a link', { MsgType: 'link', Title: 'Look', Url: 'https://example.com' }, { text: 'Look https://example.com' }],
  ])('%s is a message', async (_, fields, read) => {
    await expect(wechat.read(wechat.network.push(lin, { MsgId: '5', ...fields }))).resolves.toMatchObject(read);
  });

  it.each([
    ['somebody who leaves', { MsgType: 'event', Event: 'unsubscribe' }],
    ['a kind that is new', { MsgType: 'hologram', MsgId: '5' }],
    ['a message without its id', { MsgType: 'text', Content: 'x' }],
  ])('%s is no message, and WeChat hears that it was taken', async (_, fields) => {
    await expect(wechat.ask(wechat.network.push(lin, fields))).resolves.toMatchObject({
      messages: [],
      ignored: [expect.any(String)],
      reply: 'success',
    });
  });

  it('a newer key of messages is read again, though the token is the same', async () => {
    await wechat.read(wechat.network.message(lin, 'before'));
    const newer = { ...keys, encodingAesKey: 'n'.repeat(42) + '0' };
    const push = pushed(
      { MsgType: 'text', MsgId: '7', FromUserName: lin, CreateTime: 1, Content: 'x' },
      newer,
      new Date(),
    );
    wechat.signing.replace(JSON.stringify(newer));
    await expect(wechat.read(push)).resolves.toMatchObject({ text: 'x' });
  });

  it('one token serves many answers, and a new one is asked for before it ends', async () => {
    const message = await wechat.read(wechat.network.message(lin, 'a'));
    await Promise.all(['one', 'two'].map((text) => wechat.send(message, text)));
    await wechat.send(message, 'three');
    expect(wechat.network.asked).toBe(1);
    wechat.clock.later = 2 * hourMs;
    await expect(wechat.send(message, 'four')).resolves.toMatchObject({ state: 'sent' });
    expect(wechat.network.asked).toBe(2);
  });

  it('where WeChat gives no token nothing was sent, and the secret is read again', async () => {
    const message = await wechat.read(wechat.network.message(lin, 'a'));
    wechat.network.resetSecret('secret-2');
    await expect(wechat.send(message)).resolves.toEqual({
      state: 'later',
      why: 'WeChat gave no access token: its error 40125',
    });
    wechat.key.replace('secret-2');
    await expect(wechat.send(message)).resolves.toMatchObject({ state: 'sent' });
  });

  it('five messages are taken for one of the customer, in 48 hours, and no sixth', async () => {
    const message = await wechat.read(wechat.network.message(lin, 'a'));
    for (const text of ['1', '2', '3', '4', '5']) {
      await expect(wechat.send(message, text)).resolves.toMatchObject({ state: 'sent' });
    }
    await expect(wechat.send(message, '6')).resolves.toMatchObject({ state: 'refused', reason: 'already-answered' });
    await wechat.read(wechat.network.message(lin, 'b'));
    await expect(wechat.send(message, '6')).resolves.toMatchObject({ state: 'sent' });
    wechat.clock.later = 48 * hourMs;
    await expect(wechat.send(message, '7')).resolves.toMatchObject({ state: 'refused', reason: 'window-over' });
  });

  it('whoever left, and whoever never was there, is not written to', async () => {
    const message = await wechat.read(wechat.network.message(lin, 'a'));
    wechat.network.leave(lin);
    await expect(wechat.send(message)).resolves.toMatchObject({ state: 'refused', reason: 'window-over' });
    const nobody = { ...message, replyTo: { ...message.replyTo, threadId: 'oNobody' } };
    await expect(wechat.send(nobody)).resolves.toEqual({
      state: 'refused',
      reason: 'not-reachable',
      why: "WeChat's error 40003",
    });
  });

  it('2,048 bytes are the most, and are counted before anything is sent', async () => {
    const message = await wechat.read(wechat.network.message(lin, 'a'));
    await expect(wechat.send(message, '对'.repeat(683))).resolves.toMatchObject({ reason: 'too-long' });
    await expect(wechat.send(message, '对'.repeat(682))).resolves.toMatchObject({ state: 'sent' });
  });
});

describe('a message that is begun on WeChat', () => {
  const values = ['Example Films', '我们已退款¥3.99。', 'R7K4-M2QX'] as const;
  const template = serviceTemplateFor({ locale: 'zh-CN', values }, serviceTemplates);
  let wechat: Wechat;
  beforeEach(async () => {
    wechat = await Wechat.start();
    wechat.network.followers.add(lin);
  });
  afterEach(() => wechat.stop());

  const begin = (more: object = {}) => wechat.sender.begin({ handle: lin, text: 'x', tag: 'tag_1', template, ...more });

  it('is a template of the account, and goes to whoever follows it, whenever they wrote', async () => {
    await expect(begin()).resolves.toEqual({ state: 'sent', reference: '200163837' });
    expect(wechat.network.shown).toEqual([{ to: lin, text: values.join('\n') }]);
  });

  it('is seen once where it is begun again within ten minutes, and is in doubt where the reply was lost', async () => {
    wechat.turn('lost');
    await expect(begin()).resolves.toMatchObject({ state: 'unknown' });
    wechat.turn('fine');
    await expect(begin()).resolves.toMatchObject({ state: 'sent' });
    expect(wechat.seen()).toHaveLength(1);
    await begin({ tag: 'tag_2' });
    expect(wechat.seen()).toHaveLength(2);
  });

  it('reaches nobody who does not follow the account', async () => {
    await expect(begin({ handle: 'oNobody' })).resolves.toMatchObject({ state: 'refused', reason: 'not-reachable' });
    wechat.network.leave(lin);
    await expect(begin()).resolves.toMatchObject({ state: 'refused', reason: 'not-reachable' });
  });

  it('needs no template for whoever wrote within 48 hours', async () => {
    wechat.network.message(lin, 'a');
    await expect(begin({ template: undefined })).resolves.toMatchObject({ state: 'sent' });
    expect(wechat.seen()).toEqual(['x']);
  });

  it('says the first sentence where not all of it fits', () => {
    const long = '已退还£3.99至您的银行卡。预计3至5个工作日内到账，具体时间以银行为准。';
    const message = { locale: 'zh-CN', values: ['Example Films', long, 'R7K4-M2QX'] as const };
    expect(serviceTemplateFor(message, serviceTemplates)?.values[1]).toBe('已退还£3.99至您的银行卡。');
  });

  it('leaves the blanks between sentences where they are', () => {
    const message = { locale: 'zh-CN', values: ['Example Films', 'Done. Sorry. And we mean it.', 'R7K4'] as const };
    expect(serviceTemplateFor(message, serviceTemplates)?.values[1]).toBe('Done. Sorry.');
  });

  it.each([
    ['another language', { locale: 'de', values }],
    ['a language that every object has', { locale: 'toString', values }],
    ['more than twenty signs', { locale: 'zh-CN', values: ['Example Films', '对'.repeat(21), 'R7K4'] as const }],
    ['a reference that is no plain text', { locale: 'zh-CN', values: ['Example Films', '对', '编号'] as const }],
  ])('has no template for %s, so another way is looked for', (_, message) => {
    expect(serviceTemplateFor(message, serviceTemplates)).toBeUndefined();
  });

  it.each([
    ['a place that there is not', { company: 'name1' }],
    ['one place twice', { company: 'thing2' }],
    ['no id', { id: '' }],
  ])('a template with %s cannot be configured', (_, change) => {
    const { 'zh-CN': right } = serviceTemplates;
    expect(serviceTemplatesSchema.safeParse({ 'zh-CN': { ...right, ...change } }).success).toBe(false);
  });
});

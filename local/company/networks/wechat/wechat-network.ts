import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { pushed, questionOf, type WechatPush, type WechatWireKeys } from './wechat-wire';

export interface WechatOptions extends WechatWireKeys {
  readonly appSecret: string;
  /** The places of the account's templates, by their ids. @default - it has none */
  readonly templates?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly clock: () => Date;
  /** Is told what a follower sees of answers. */
  readonly onShown?: ((shown: Shown) => void) | undefined;
}

interface Shown {
  readonly to: string;
  readonly text: string;
}

/** What the interfaces do with the next message. `lost`: it is sent, and the connection is closed. */
export type WechatWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** A code of WeChat: https://developers.weixin.qq.com/doc/oplatform/developers/errCode/ */
class WechatRefusal extends Error {
  override readonly name = 'WechatRefusal';
  constructor(
    readonly code: number,
    words: string,
  ) {
    super(words);
  }
}

const tokenRequestSchema = z.strictObject({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().optional(),
});

const messageSchema = z.strictObject({
  touser: z.string(),
  msgtype: z.literal('text'),
  text: z.strictObject({ content: z.string().min(1) }),
});

const templateMessageSchema = z.strictObject({
  touser: z.string(),
  template_id: z.string(),
  client_msg_id: z.string().max(32),
  data: z.record(z.string(), z.strictObject({ value: z.string() })),
});

/** What WeChat takes at a place of this kind: https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Interface.html */
const fits: Readonly<Record<string, RegExp>> = {
  thing: /^[^\n]{1,20}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
};

const hourMs = 3_600_000;
const windowHours = 48;
const mostMessages = 5;
const mostBytes = 2_048;
const tokenSeconds = 7_200;

/**
 * One service account on an emulated WeChat: followers write to it, its server hears of it by encrypted pushes, and
 * answers as its customer service, with WeChat's own window, count and refusals. Written from WeChat's public
 * reference, read on 30 November 2026: https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html,
 * https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html and
 * https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
 */
export class WechatNetwork {
  weather: WechatWeather = 'fine';
  private server: LoopbackServer | undefined;
  private ids = 22_876_340_532_172_986n;
  private tokens = 0;
  private token: { readonly value: string; readonly endsAtMs: number } | undefined;
  private appSecret: string;
  /** By followers: when they last wrote, and how many messages they were sent since then. */
  private readonly windows = new Map<string, { readonly at: Date; sent: number }>();
  /** Whoever follows the account, and may be sent its templates. */
  readonly followers = new Set<string>();
  private readonly notified = new Map<string, { readonly id: number; readonly atMs: number }>();
  private messages = 200_163_836;
  private readonly left = new Set<string>();
  private readonly sent: Shown[] = [];
  /** How often a token was asked for. */
  asked = 0;

  private constructor(private readonly options: WechatOptions) {
    this.appSecret = options.appSecret;
  }

  static async start(options: WechatOptions): Promise<WechatNetwork> {
    const network = new WechatNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
    return network;
  }

  get apiUrl(): string {
    return this.server?.url ?? '';
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Somebody enters a URL for the account. Whether it repeated what WeChat wants to hear. */
  async connect(url: string): Promise<boolean> {
    const echostr = '4375120948345356249';
    const response = await fetch(`${url}?${new URLSearchParams(this.question(echostr)).toString()}`);
    return response.ok && (await response.text()) === echostr;
  }

  question(echostr: string): Readonly<Record<string, string>> {
    return questionOf(this.options, echostr, this.options.clock());
  }

  /** A follower writes. */
  message(from: string, text: string, at: Date = this.options.clock()): WechatPush {
    this.left.delete(from);
    this.followers.add(from);
    this.windows.set(from, { at, sent: 0 });
    return this.push(from, { MsgType: 'text', Content: text, MsgId: String(++this.ids) }, at);
  }

  /** Anything that WeChat pushes about a follower. */
  push(from: string, fields: Readonly<Record<string, string>>, at: Date = this.options.clock()): WechatPush {
    const common = {
      ToUserName: 'gh_97417a04a28d',
      FromUserName: from,
      CreateTime: Math.floor(at.getTime() / 1000),
    };
    return pushed({ ...common, ...fields }, this.options, this.options.clock());
  }

  /** Somebody does not follow the account any more. */
  leave(from: string): WechatPush {
    this.left.add(from);
    return this.push(from, { MsgType: 'event', Event: 'unsubscribe' });
  }

  /** The company has the secret of the account reset. Tokens end with it. */
  resetSecret(appSecret: string): void {
    this.appSecret = appSecret;
    this.token = undefined;
  }

  /** What followers see of answers. */
  get shown(): readonly Shown[] {
    return this.sent;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const isToken = pathname === '/cgi-bin/stable_token';
    const weather = isToken ? 'fine' : this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const result = this.resultOf(pathname, searchParams, body);
    if (weather === 'lost') return void response.destroy();
    // WeChat answers 200 to errors too.
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf(path: string, query: URLSearchParams, body: string): object {
    try {
      if (path === '/cgi-bin/stable_token') return this.giveToken(read(tokenRequestSchema, body));
      this.checkToken(query.get('access_token'));
      if (this.weather === 'busy') throw new WechatRefusal(45_011, 'api minute-quota reach limit');
      if (path === '/cgi-bin/message/custom/send') return this.send(read(messageSchema, body));
      if (path === '/cgi-bin/message/template/send') return this.notify(read(templateMessageSchema, body));
      throw new WechatRefusal(40_066, 'invalid url');
    } catch (error) {
      if (!(error instanceof WechatRefusal)) throw error;
      return { errcode: error.code, errmsg: `${error.message} rid: 65a1-${body.slice(0, 40)}` };
    }
  }

  private giveToken({ appid, secret, force_refresh: isForced }: z.infer<typeof tokenRequestSchema>): object {
    this.asked++;
    if (appid !== this.options.appId) throw new WechatRefusal(40_013, 'invalid appid');
    if (secret !== this.appSecret) throw new WechatRefusal(40_125, 'invalid appsecret');
    const now = this.options.clock().getTime();
    if (!this.token || isForced === true || this.token.endsAtMs - now < 300_000) {
      this.token = { value: `75_token_${++this.tokens}`, endsAtMs: now + tokenSeconds * 1000 };
    }
    return { access_token: this.token.value, expires_in: Math.floor((this.token.endsAtMs - now) / 1000) };
  }

  private checkToken(given: string | null): void {
    if (given === null) throw new WechatRefusal(41_001, 'access_token missing');
    if (given !== this.token?.value) throw new WechatRefusal(40_001, 'invalid credential');
    if (this.options.clock().getTime() >= this.token.endsAtMs) throw new WechatRefusal(42_001, 'access_token expired');
  }

  private send({ touser, text: { content } }: z.infer<typeof messageSchema>): object {
    const window = this.windows.get(touser);
    if (!window) throw new WechatRefusal(40_003, 'invalid openid');
    const hours = (this.options.clock().getTime() - window.at.getTime()) / hourMs;
    if (this.left.has(touser) || hours >= windowHours) {
      throw new WechatRefusal(45_015, 'response out of time limit or subscription is canceled');
    }
    if (window.sent >= mostMessages) throw new WechatRefusal(45_047, 'out of response count limit');
    if (Buffer.byteLength(content, 'utf8') > mostBytes) throw new WechatRefusal(45_002, 'content size out of limit');
    window.sent++;
    this.show({ to: touser, text: content });
    return { errcode: 0, errmsg: 'ok' };
  }

  /** A template goes to whoever follows the account, whenever they wrote. The same key within ten minutes is one. */
  private notify(message: z.infer<typeof templateMessageSchema>): object {
    const { touser, template_id: id, client_msg_id: key, data } = message;
    const places = this.options.templates?.[id];
    if (!places) throw new WechatRefusal(40_037, 'invalid template_id');
    if (!this.followers.has(touser) || this.left.has(touser)) throw new WechatRefusal(43_004, 'require subscribe');
    const fitting = places.map((place) => fits[/^[a-z_]+/.exec(place)?.[0] ?? '']?.test(data[place]?.value ?? ''));
    if (Object.keys(data).length !== places.length || !fitting.every(Boolean)) {
      throw new WechatRefusal(47_003, 'argument invalid!');
    }
    const now = this.options.clock().getTime();
    const known = this.notified.get(`${touser} ${key}`);
    if (known && now - known.atMs < 600_000) return { errcode: 0, errmsg: 'ok', msgid: known.id };
    const sent = { id: ++this.messages, atMs: now };
    this.notified.set(`${touser} ${key}`, sent);
    this.show({ to: touser, text: places.map((place) => data[place]?.value ?? '').join('\n') });
    return { errcode: 0, errmsg: 'ok', msgid: sent.id };
  }

  private show(shown: Shown): void {
    this.sent.push(shown);
    this.options.onShown?.(shown);
  }
}

function read<Given>(schema: z.ZodType<Given>, body: string): Given {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    throw new WechatRefusal(47_001, 'data format error');
  }
}

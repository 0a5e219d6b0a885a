import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { GraphRefusal, graphErrors } from '../meta/graph-refusal';
import { MetaInbox, type InboxRules, type Seen } from '../meta/meta-inbox';

export interface FacebookOptions {
  readonly page: string;
  readonly appSecret: string;
  readonly pageToken: string;
  readonly clock: () => Date;
  /** Is told what people see of answers: under which comment, or in whose inbox. */
  readonly onShown?: ((to: string, seen: Seen) => void) | undefined;
  /** @default any that is free */
  readonly port?: number | undefined;
}

/** What the network does with the next request to its Graph API. `lost`: it does what it is asked, and hangs up. */
export type GraphWeather = 'fine' | 'lost' | 'busy' | 'broken';

const rules: InboxRules = {
  where: 'in Messenger',
  fitsComment: (text) => text.length <= 8_000,
  fitsMessage: (text) => text.length <= 2_000,
};

/**
 * One page on an emulated Facebook: people comment and write, the page's app hears of it by signed webhooks and answers
 * by the Graph API, with the network's own windows and refusals. Written from Meta's public reference:
 * https://developers.facebook.com/docs/graph-api/webhooks and https://developers.facebook.com/docs/messenger-platform.
 */
export class FacebookNetwork {
  weather: GraphWeather = 'fine';
  /** The token that the page takes. */
  pageToken: string;
  private server: LoopbackServer | undefined;
  private webhookUrl: string | undefined;
  private ids = 9_000;
  private readonly inbox: MetaInbox;

  private constructor(private readonly options: FacebookOptions) {
    this.pageToken = options.pageToken;
    this.inbox = new MetaInbox(rules, options.onShown);
  }

  static async start(options: FacebookOptions): Promise<FacebookNetwork> {
    const network = new FacebookNetwork(options);
    network.server = await serve(options.port ?? 0, (request, response) => void network.answer(request, response));
    return network;
  }

  /** Where its Graph API is, with a version. */
  get graphUrl(): string {
    return `${this.server?.url ?? ''}/v25.0`;
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Enters the URL of a webhook, as somebody does in the dashboard. Whether it answered the challenge. */
  async connect(url: string, verifyToken: string): Promise<boolean> {
    const challenge = String(1_158_201_444);
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': challenge,
      'hub.verify_token': verifyToken,
    });
    const response = await fetch(`${url}?${query.toString()}`);
    const isAnswered = response.ok && (await response.text()) === challenge;
    if (isAnswered) this.webhookUrl = url;
    return isAnswered;
  }

  /** The id of the comment that was written last. */
  get newestComment(): string {
    return this.inbox.newestComment;
  }

  /** Somebody comments on a post of the page. The webhook that says so. */
  comment(
    from: { readonly id: string; readonly name: string },
    text: string,
    at: Date = this.options.clock(),
  ): SignedWebhook {
    const { page } = this.options;
    const [postId, commentId] = [`${page}_55`, `55_${++this.ids}`];
    const seconds = Math.floor(at.getTime() / 1000);
    this.inbox.commented(commentId, from.id, at);
    const value = {
      from,
      post: { id: postId, permalink_url: 'https://social.example.com/55' },
      message: text,
      item: 'comment',
      verb: 'add',
      comment_id: commentId,
      parent_id: postId,
      post_id: postId,
      created_time: seconds,
    };
    return this.signed({ object: 'page', entry: [{ id: page, time: seconds, changes: [{ field: 'feed', value }] }] });
  }

  /** Somebody writes to the page in Messenger. The webhook that says so. */
  message(from: string, text: string, at: Date = this.options.clock()): SignedWebhook {
    const { page } = this.options;
    const timestamp = at.getTime();
    this.inbox.wrote(from, at);
    const message = { mid: `m_${++this.ids}`, text };
    const messaging = [{ sender: { id: from }, recipient: { id: page }, timestamp, message }];
    return this.signed({ object: 'page', entry: [{ id: page, time: timestamp, messaging }] });
  }

  /** Somebody wants to hear nothing more of the page. */
  block(person: string): void {
    this.inbox.block(person);
  }

  /** Sends a webhook where the app listens. Meta sends again what is not answered with success. */
  async deliver({ body, headers }: SignedWebhook): Promise<number> {
    if (this.webhookUrl === undefined) throw new Error('no webhook was entered');
    const response = await fetch(this.webhookUrl, { method: 'POST', headers, body });
    await response.text();
    return response.status;
  }

  /** What people see of the page's answers, under a comment or in their inbox. */
  seenBy(commentOrPerson: string): readonly Seen[] {
    return this.inbox.seenBy(commentOrPerson);
  }

  /** Meta escapes what is not ASCII, and signs that. */
  private signed(event: object): SignedWebhook {
    const body = JSON.stringify(event).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const signature = createHmac('sha256', this.options.appSecret).update(body).digest('hex');
    return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const [status, result] = this.resultOf(request, body);
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf({ url = '', headers }: IncomingMessage, body: string): readonly [number, object] {
    try {
      if (headers.authorization !== `Bearer ${this.pageToken}`) throw new GraphRefusal(graphErrors.token);
      if (this.weather === 'busy') throw new GraphRefusal(graphErrors.rate);
      const [, , id = '', edge] = decodeURIComponent(url).split('/');
      const given = JSON.parse(body) as object;
      const now = this.options.clock();
      if (edge === 'comments') return [200, { id: this.inbox.replyTo(id, given, `55_${++this.ids}`) }];
      if (edge === 'messages' && id === this.options.page) {
        return [200, { message_id: this.inbox.send(given, `m_${++this.ids}`, now) }];
      }
      throw new GraphRefusal(graphErrors.gone);
    } catch (error) {
      if (error instanceof GraphRefusal) return [error.status, { error: error.facts }];
      throw error;
    }
  }
}

/** A webhook as it goes over the wire. */
export interface SignedWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

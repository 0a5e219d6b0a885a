import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf } from '../../../emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { GraphRefusal, graphErrors } from '../meta/graph-refusal';
import { MetaInbox, type InboxRules, type Seen } from '../meta/meta-inbox';

export interface InstagramOptions {
  readonly account: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly clock: () => Date;
  /** Is told what people see of answers: under which comment, or in whose inbox. */
  readonly onShown?: ((to: string, seen: Seen) => void) | undefined;
}

/** What the network does with the next request to its Graph API. `lost`: it does what it is asked, and hangs up. */
export type InstagramWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** A webhook as it goes over the wire. */
export interface SignedNotification {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const rules: InboxRules = {
  where: 'a message',
  fitsComment: (text) => text.length <= 300,
  fitsMessage: (text) => Buffer.byteLength(text) <= 1_000,
};

/**
 * One professional account on an emulated Instagram: people comment and write, the account's app hears of it by signed
 * webhooks and answers by the Graph API, with the network's own windows and refusals. Written from Meta's public
 * reference: https://developers.facebook.com/docs/instagram-platform/webhooks/examples,
 * https://developers.facebook.com/docs/instagram-platform/private-replies and
 * https://developers.facebook.com/docs/instagram-platform/comment-moderation.
 */
export class InstagramNetwork {
  weather: InstagramWeather = 'fine';
  /** The token that the account takes. */
  accessToken: string;
  private server: LoopbackServer | undefined;
  private ids = 17_900;
  private readonly inbox: MetaInbox;

  private constructor(private readonly options: InstagramOptions) {
    this.accessToken = options.accessToken;
    this.inbox = new MetaInbox(rules, options.onShown);
  }

  static async start(options: InstagramOptions): Promise<InstagramNetwork> {
    const network = new InstagramNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
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
    const challenge = String(1_158_201_445);
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': challenge,
      'hub.verify_token': verifyToken,
    });
    const response = await fetch(`${url}?${query.toString()}`);
    return response.ok && (await response.text()) === challenge;
  }

  /** The id of the comment that was written last. */
  get newestComment(): string {
    return this.inbox.newestComment;
  }

  /** Somebody comments on a picture of the account. The webhook that says so. */
  comment(
    { id, username }: { readonly id: string; readonly username: string },
    text: string,
    at: Date = this.options.clock(),
  ): SignedNotification {
    const commentId = String(++this.ids);
    this.inbox.commented(commentId, id, at);
    const value = {
      id: commentId,
      from: { id, username, self_ig_scoped_id: id },
      text,
      media: { id: '17855', media_product_type: 'FEED' },
    };
    const time = Math.floor(at.getTime() / 1_000);
    return this.signed({ id: this.options.account, time, changes: [{ field: 'comments', value }] });
  }

  /** Somebody writes to the account. The webhook that says so. */
  message(from: string, text: string, at: Date = this.options.clock()): SignedNotification {
    const { account } = this.options;
    const timestamp = at.getTime();
    this.inbox.wrote(from, at);
    const message = { mid: `aWdf_${++this.ids}`, text };
    const messaging = [{ sender: { id: from }, recipient: { id: account }, timestamp, message }];
    return this.signed({ id: account, time: timestamp, messaging });
  }

  /** Somebody wants to hear nothing more of the account. */
  block(person: string): void {
    this.inbox.block(person);
  }

  /** What people see of the account's answers, under a comment or in their inbox. */
  seenBy(commentOrPerson: string): readonly Seen[] {
    return this.inbox.seenBy(commentOrPerson);
  }

  private signed(entry: object): SignedNotification {
    const body = JSON.stringify({ object: 'instagram', entry: [entry] });
    const signature = createHmac('sha256', this.options.appSecret).update(body).digest('hex');
    return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await bodyOf(request)).toString('utf8');
    const { weather } = this;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const [status, result] = this.resultOf(request, body);
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf({ url = '', headers }: IncomingMessage, body: string): readonly [number, object] {
    try {
      if (headers.authorization !== `Bearer ${this.accessToken}`) throw new GraphRefusal(graphErrors.token);
      if (this.weather === 'busy') throw new GraphRefusal(graphErrors.rate);
      const [, , id = '', edge] = decodeURIComponent(url).split('/');
      const given = JSON.parse(body) as object;
      if (edge === 'replies') return [200, { id: this.inbox.replyTo(id, given, String(++this.ids)) }];
      if (edge === 'messages' && id === this.options.account) {
        const sent = this.inbox.send(given, `aWdf_${++this.ids}`, this.options.clock());
        return [200, { recipient_id: id, message_id: sent }];
      }
      throw new GraphRefusal(graphErrors.gone);
    } catch (error) {
      if (error instanceof GraphRefusal) return [error.status, { error: error.facts }];
      throw error;
    }
  }
}

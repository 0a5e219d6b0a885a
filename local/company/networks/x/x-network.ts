import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { XOauth, type XKeys } from './x-oauth';
import { XRefusal, xProblems } from './x-refusal';

export interface XOptions {
  /** The id of the account. */
  readonly user: string;
  /** With which X signs. */
  readonly consumerSecret: string;
  /** As the account's app has them. */
  readonly keys: XKeys;
  readonly clock: () => Date;
  /** Is told what people see of answers: under which post, or who. */
  readonly onShown?: ((shown: Shown) => void) | undefined;
}

interface Shown {
  readonly to: string;
  readonly text: string;
  readonly isPublic: boolean;
}

export interface XEvent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type XWeather = 'fine' | 'lost' | 'busy' | 'broken';

interface Post {
  readonly author: string;
  /** Whether its author mentioned or quoted the account, so that a program may reply. */
  readonly summons: boolean;
}

/** Somebody on X. */
export interface XPerson {
  readonly id: string;
  readonly name: string;
}

const replySchema = z.strictObject({
  text: z.string().min(1),
  reply: z.strictObject({ in_reply_to_tweet_id: z.string() }),
});
const directSchema = z.strictObject({ text: z.string().min(1).max(10_000) });

/** What X counts two for, for these tests: all that is not Latin. */
const wide = /[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/gu;

/**
 * One account on an emulated X: people mention it, reply to it and write to it, its app hears of it by signed webhooks,
 * and answers by the API, with X's own refusals. Written from X's public reference, of 22 August 2026:
 * https://docs.x.com/x-api/webhooks/quickstart, https://docs.x.com/x-api/activity/event-payloads and
 * https://docs.x.com/x-api/posts/manage-tweets/integrate (https://github.com/xdevplatform/docs).
 */
export class XNetwork {
  weather: XWeather = 'fine';
  readonly oauth: XOauth;
  /** The id of the post that was written last. */
  newestPost = '';
  private server: LoopbackServer | undefined;
  private ids = 2_080_765_813_578_191_303n;
  private readonly posts = new Map<string, Post>();
  private readonly wroteTo = new Set<string>();
  private readonly blocked = new Set<string>();
  private readonly sent: Shown[] = [];

  private constructor(private readonly options: XOptions) {
    this.oauth = new XOauth(options.keys, options.clock);
  }

  static async start(options: XOptions): Promise<XNetwork> {
    const network = new XNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
    return network;
  }

  get apiUrl(): string {
    return `${this.server?.url ?? ''}/2`;
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Registers a URL, as its app does with `POST /2/webhooks`. Whether it answered the challenge as X wants it. */
  async connect(url: string): Promise<boolean> {
    const token = `OWI0NTA3YjMtOTA0MC00NjY5LTljYTM=${String(++this.ids)}`;
    const response = await fetch(`${url}?${new URLSearchParams({ crc_token: token }).toString()}`);
    if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith('application/json')) return false;
    const { response_token } = z.object({ response_token: z.string() }).parse(await response.json());
    return response_token === this.signatureOf(token);
  }

  /** Somebody mentions the account in a post. */
  mention(by: XPerson, text: string, at: Date = this.options.clock()): XEvent {
    return this.posted('post.mention.create', by, text, { at, summons: true });
  }

  /** Somebody replies to a post of the account, without naming it. */
  reply(by: XPerson, text: string, at: Date = this.options.clock()): XEvent {
    return this.posted('post.reply.create', by, text, { at, summons: false });
  }

  /** Somebody writes to the account. */
  message(by: XPerson, text: string, at: Date = this.options.clock()): XEvent {
    const { user } = this.options;
    this.wroteTo.add(by.id);
    return this.eventOf('dm.received', {
      payload: {
        direct_message_events: [
          {
            type: 'message_create',
            id: String(++this.ids),
            created_timestamp: String(at.getTime()),
            message_create: {
              target: { recipient_id: user },
              sender_id: by.id,
              message_data: {
                text: escaped(text),
                entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
              },
            },
          },
        ],
        users: { [by.id]: { data: { ...by, username: `user${by.id}`, protected: false, verified: false } } },
      },
    });
  }

  /** Anything else that X tells about an account. */
  eventOf(type: string, { payload, includes }: { readonly payload?: unknown; readonly includes?: object }): XEvent {
    const data = {
      event_uuid: String(++this.ids),
      filter: { user_id: this.options.user },
      event_type: type,
      tag: 'amends',
      payload,
      includes,
    };
    return this.signed(JSON.stringify({ data }));
  }

  /** A body as X would send it. */
  signed(body: string): XEvent {
    return {
      body,
      headers: { 'content-type': 'application/json', 'x-twitter-webhooks-signature': this.signatureOf(body) },
    };
  }

  delete(post: string): void {
    this.posts.delete(post);
  }

  /** Somebody wants to hear nothing of the account. */
  block(person: string): void {
    this.blocked.add(person);
  }

  /** What people see of the account's answers. */
  get shown(): readonly Shown[] {
    return this.sent;
  }

  private posted(
    type: string,
    by: XPerson,
    text: string,
    { at, summons }: { readonly at: Date; readonly summons: boolean },
  ): XEvent {
    const id = String(++this.ids);
    this.newestPost = id;
    this.posts.set(id, { author: by.id, summons });
    const payload = {
      created_at: at.toISOString(),
      edit_history_tweet_ids: [id],
      conversation_id: id,
      author_id: by.id,
      text: escaped(text),
      reply_settings: 'everyone',
      lang: 'und',
      id,
    };
    const users = [{ ...by, username: `user${by.id}`, protected: false, verified: false }];
    return this.eventOf(type, { payload, includes: { users } });
  }

  private signatureOf(text: string): string {
    return `sha256=${createHmac('sha256', this.options.consumerSecret).update(text).digest('base64')}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(503).end('<html>');
    const [status, result] = this.resultOf(request, Buffer.concat(chunks).toString('utf8'));
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf(request: IncomingMessage, body: string): readonly [number, object] {
    try {
      const path = request.url ?? '';
      if (!this.oauth.isOfAccount(request, `${this.server?.url ?? ''}${path}`)) throw new XRefusal(xProblems.keys);
      if (this.weather === 'busy') throw new XRefusal(xProblems.rate);
      if (path === '/2/tweets') return [201, { data: this.post(body) }];
      const [, person] = /^\/2\/dm_conversations\/with\/(\d+)\/messages$/.exec(path) ?? [];
      if (person !== undefined) return [201, { data: this.send(person, body) }];
      throw new XRefusal(xProblems.path);
    } catch (error) {
      if (error instanceof XRefusal) return [error.problem.status, error.problem];
      throw error;
    }
  }

  private post(body: string): object {
    const { text, reply } = read(replySchema, body);
    const to = reply.in_reply_to_tweet_id;
    const post = this.posts.get(to);
    if (!post || this.blocked.has(post.author)) throw new XRefusal(xProblems.gone);
    if (!post.summons) throw new XRefusal(xProblems.uninvited);
    if (Array.from(text).length + (text.match(wide) ?? []).length > 280) throw new XRefusal(xProblems.long);
    if (this.sent.some((known) => known.isPublic && known.text === text)) throw new XRefusal(xProblems.duplicate);
    this.show({ to, text, isPublic: true });
    return { id: String(++this.ids), text, edit_history_tweet_ids: [String(this.ids)] };
  }

  private send(person: string, body: string): object {
    const { text } = read(directSchema, body);
    if (!this.wroteTo.has(person) || this.blocked.has(person)) throw new XRefusal(xProblems.noMessages);
    this.show({ to: person, text, isPublic: false });
    return { dm_conversation_id: `${this.options.user}-${person}`, dm_event_id: String(++this.ids) };
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
    throw new XRefusal(xProblems.request);
  }
}

/** X escapes these three in what people wrote. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

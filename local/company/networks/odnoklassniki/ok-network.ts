import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';

export interface OkOptions {
  /** What stands in the address that was entered for the group. */
  readonly key: string;
  readonly groupToken: string;
  readonly clock: () => Date;
  /** Is told what people see of answers. */
  readonly onShown?: ((shown: Shown) => void) | undefined;
}

interface Shown {
  /** A chat. */
  readonly to: string;
  readonly text: string;
}

export interface OkEvent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type OkWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** An error of OK's list: https://apiok.ru/dev/errors */
class OkRefusal extends Error {
  override readonly name = 'OkRefusal';
  constructor(
    readonly code: number,
    words: string,
  ) {
    super(words);
  }
}

const messageSchema = z.strictObject({
  recipient: z.strictObject({ chat_id: z.string() }),
  message: z.strictObject({ text: z.string().min(1).max(4_000) }),
});

/**
 * One group on an emulated Odnoklassniki: people write to it, its server hears of it at the address that was entered,
 * and answers by the Graph API, with OK's own refusals. Written from OK's public reference, read on 30 November 2026:
 * https://apiok.ru/dev/graph_api/bot_api, https://apiok.ru/dev/graph_api/methods/graph.user/graph.user.subscribe/post
 * and https://apiok.ru/dev/graph_api/methods/graph.user/graph.user.messages/post
 */
export class OkNetwork {
  weather: OkWeather = 'fine';
  groupToken: string;
  private server: LoopbackServer | undefined;
  private ids = 0x15cea67d;
  private readonly chats = new Set<string>();
  private readonly left = new Set<string>();
  private readonly sent: Shown[] = [];

  private constructor(private readonly options: OkOptions) {
    this.groupToken = options.groupToken;
  }

  static async start(options: OkOptions): Promise<OkNetwork> {
    const network = new OkNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
    return network;
  }

  get apiUrl(): string {
    return `${this.server?.url ?? ''}/graph`;
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** The chat of somebody with the group. */
  chatOf(person: string): string {
    return `chat:C${person}`;
  }

  /** Somebody writes to the group. */
  message(by: { readonly id: string; readonly name: string }, text: string, at = this.options.clock()): OkEvent {
    const chat = this.chatOf(by.id);
    this.chats.add(chat);
    this.left.delete(chat);
    const mid = `mid:C${by.id}.${(++this.ids).toString(16)}`;
    return this.eventOf({
      webhookType: 'MESSAGE_CREATED',
      sender: { user_id: `user:${by.id}`, name: by.name },
      recipient: { chat_id: chat },
      message: { text, seq: this.ids, mid },
      timestamp: at.getTime(),
    });
  }

  /** Anything that OK tells of a chat. */
  eventOf(event: object): OkEvent {
    return {
      body: JSON.stringify(event),
      headers: { 'content-type': 'application/json;charset=utf-8' },
      query: { key: this.options.key },
    };
  }

  /** Somebody wants to hear nothing more of the group. */
  leave(person: string): void {
    this.left.add(this.chatOf(person));
  }

  /** What people see of the group's answers. */
  get shown(): readonly Shown[] {
    return this.sent;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const result = this.resultOf(request, Buffer.concat(chunks).toString('utf8'));
    if (weather === 'lost') return void response.destroy();
    // OK answers 200 to errors too.
    response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(result));
  }

  private resultOf({ url = '', headers }: IncomingMessage, body: string): object {
    try {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      if (searchParams.get('access_token') !== this.groupToken) throw new OkRefusal(103, 'PARAM_SESSION_KEY');
      if (this.weather === 'busy') throw new OkRefusal(8, 'FLOOD_BLOCKED');
      if (!(headers['content-type'] ?? '').startsWith('application/json')) throw new OkRefusal(100, 'PARAM');
      const [, chat] = /^\/graph\/me\/messages\/(.+)$/.exec(decodeURIComponent(pathname)) ?? [];
      if (chat === undefined) throw new OkRefusal(3, 'METHOD');
      return this.send(chat, body);
    } catch (error) {
      if (!(error instanceof OkRefusal)) throw error;
      return { error_code: error.code, error_msg: `${error.message} : ${body.slice(0, 40)}`, error_data: null };
    }
  }

  private send(chat: string, body: string): object {
    const { recipient, message } = read(body);
    if (recipient.chat_id !== chat) throw new OkRefusal(100, 'PARAM');
    if (!this.chats.has(chat)) throw new OkRefusal(300, 'NOT_FOUND');
    if (this.left.has(chat)) throw new OkRefusal(455, 'FRIEND_RESTRICTION');
    this.sent.push({ to: chat, text: message.text });
    this.options.onShown?.({ to: chat, text: message.text });
    return { success: true, message_id: `mid:${chat.slice(5)}.${(++this.ids).toString(16)}` };
  }
}

function read(body: string): z.infer<typeof messageSchema> {
  try {
    return messageSchema.parse(JSON.parse(body));
  } catch {
    throw new OkRefusal(100, 'PARAM');
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';

export interface VkOptions {
  readonly group: number;
  /** What it sends along with every event. */
  readonly secret: string;
  readonly groupToken: string;
  readonly clock: () => Date;
  /** Is told what people see of answers: in private, or under which comment. */
  readonly onShown?: ((shown: Shown) => void) | undefined;
}

/** An event as it goes over the wire. */
export interface VkEvent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Shown {
  /** A person, or a comment. */
  readonly to: string;
  readonly text: string;
  readonly isPublic: boolean;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type VkWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** An error of VK's list: https://dev.vk.com/en/reference/errors */
class VkRefusal extends Error {
  override readonly name = 'VkRefusal';
  constructor(readonly code: number) {
    super(`error ${code}`);
  }
}

/**
 * One community on an emulated VKontakte: people write to it and comment, its server hears of it by events, and answers
 * by the methods of the API, with VK's own refusals. Written from VK's public reference:
 * https://dev.vk.com/en/api/callback/getting-started, https://dev.vk.com/en/method/messages.send and
 * https://github.com/VKCOM/vk-api-schema (5.199).
 */
export class VkNetwork {
  weather: VkWeather = 'fine';
  groupToken: string;
  private server: LoopbackServer | undefined;
  private ids = 100;
  /** The id of the comment that was written last. */
  newestComment = '';
  private readonly wroteTo = new Set<string>();
  private readonly denied = new Set<string>();
  private readonly comments = new Set<string>();
  /** By `random_id` or `guid`, which VK sends once. */
  private readonly sent = new Map<string, Shown & { readonly id: number }>();

  private constructor(private readonly options: VkOptions) {
    this.groupToken = options.groupToken;
  }

  static async start(options: VkOptions): Promise<VkNetwork> {
    const network = new VkNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
    return network;
  }

  get apiUrl(): string {
    return `${this.server?.url ?? ''}/method`;
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** VK asks whether a URL is ours. */
  confirmation(): VkEvent {
    return this.eventOf('confirmation', undefined);
  }

  /** Somebody writes to the community. */
  message(from: number, text: string, at: Date = this.options.clock()): VkEvent {
    this.wroteTo.add(String(from));
    const message = { id: 0, date: secondsOf(at), from_id: from, peer_id: from, out: 0, text, attachments: [] };
    return this.eventOf('message_new', {
      message: { ...message, conversation_message_id: ++this.ids },
      client_info: {},
    });
  }

  /** Somebody comments on a post of the community. */
  comment(from: number, text: string, at: Date = this.options.clock()): VkEvent {
    const [post, id] = [55, ++this.ids];
    this.newestComment = `${post}_${id}`;
    this.comments.add(this.newestComment);
    const owner = -this.options.group;
    return this.eventOf('wall_reply_new', {
      id,
      from_id: from,
      post_id: post,
      owner_id: owner,
      date: secondsOf(at),
      text,
    });
  }

  /** Somebody forbids messages of the community. */
  deny(person: number): void {
    this.denied.add(String(person));
  }

  /** What people see of the community's answers. */
  get shown(): readonly Omit<Shown, 'isPublic'>[] {
    return [...this.sent.values()].map(({ to, text }) => ({ to, text }));
  }

  private eventOf(type: string, object: object | undefined): VkEvent {
    const { group, secret } = this.options;
    const event = { group_id: group, type, event_id: `ev_${++this.ids}`, v: '5.199', object, secret };
    return { body: JSON.stringify(event), headers: { 'content-type': 'application/json' } };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const result = this.resultOf(request.url ?? '', new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
    if (weather === 'lost') return void response.destroy();
    // VK answers 200 to errors too.
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf(path: string, given: URLSearchParams): object {
    try {
      if (given.get('access_token') !== this.groupToken) throw new VkRefusal(5);
      if (this.weather === 'busy') throw new VkRefusal(6);
      if (path.endsWith('/messages.send')) return { response: this.send(given) };
      if (path.endsWith('/wall.createComment')) return { response: { comment_id: this.reply(given) } };
      throw new VkRefusal(3);
    } catch (error) {
      if (!(error instanceof VkRefusal)) throw error;
      return { error: { error_code: error.code, error_msg: error.message, request_params: [...given] } };
    }
  }

  private send(given: URLSearchParams): number {
    const person = given.get('peer_id') ?? '';
    if (this.denied.has(person) || !this.wroteTo.has(person)) throw new VkRefusal(901);
    if ((given.get('message') ?? '').length > 4_096) throw new VkRefusal(914);
    return this.once(`random_id ${given.get('random_id') ?? ''}`, {
      to: person,
      text: given.get('message') ?? '',
      isPublic: false,
    });
  }

  private reply(given: URLSearchParams): number {
    const comment = `${given.get('post_id') ?? ''}_${given.get('reply_to_comment') ?? ''}`;
    if (given.get('owner_id') !== String(-this.options.group) || !this.comments.has(comment)) throw new VkRefusal(213);
    return this.once(`guid ${given.get('guid') ?? ''}`, {
      to: comment,
      text: given.get('message') ?? '',
      isPublic: true,
    });
  }

  private once(key: string, shown: Shown): number {
    const known = this.sent.get(key);
    const kept = known ?? { ...shown, id: ++this.ids };
    this.sent.set(key, kept);
    if (!known) this.options.onShown?.(shown);
    return kept.id;
  }
}

function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

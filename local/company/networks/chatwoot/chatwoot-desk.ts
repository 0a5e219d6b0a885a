import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import type { NetworkWeather, SignedRequest } from '../seen/emulated-network';

export interface ChatwootDeskOptions {
  readonly account: number;
  /** Of the webhook: with it the desk signs. */
  readonly webhookSecret: string;
  /** The token of the user that answers. */
  readonly accessToken: string;
  readonly clock: () => Date;
  /** Is told what customers see of answers. */
  readonly onShown?: ((to: string, text: string) => void) | undefined;
}

/** Where people write at the desk, and for how long after that they can be answered. */
export interface DeskInbox {
  readonly id: number;
  readonly name: string;
  readonly channel: string;
  readonly windowHours?: number | undefined;
}

export const deskInboxes = {
  reviews: { id: 7, name: 'Reviews', channel: 'Channel::Api' },
  whatsapp: { id: 8, name: 'WhatsApp', channel: 'Channel::Whatsapp', windowHours: 24 },
  chat: { id: 9, name: 'Chat on our page', channel: 'Channel::WebWidget' },
} as const satisfies Readonly<Record<string, DeskInbox>>;

/** An answer that the desk kept, and whether the network behind the inbox took it. */
export interface DeskAnswer {
  readonly id: number;
  readonly conversation: number;
  readonly text: string;
  readonly status: 'sent' | 'failed';
}

interface Conversation {
  readonly id: number;
  readonly inbox: DeskInbox;
  readonly handle: string;
  readonly name: string;
  lastWroteAt: Date;
}

/** An answer of its API that is no success. */
class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal';
  constructor(
    readonly status: number,
    readonly error: string,
  ) {
    super(error);
  }
}

const longestContent = 150_000;
const hourMs = 3_600_000;

/**
 * An emulated Chatwoot with an API channel, WhatsApp and a chat: its signed webhooks, and its API for messages, with
 * what it refuses. Written from its public reference and source:
 * https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks,
 * https://developers.chatwoot.com/api-reference/messages/create-new-message, `Message#webhook_data`,
 * `MessagesController#create` and `MessageWindowService` of https://github.com/chatwoot/chatwoot.
 */
export class ChatwootDesk {
  weather: NetworkWeather = 'fine';
  accessToken: string;
  readonly answers: DeskAnswer[] = [];
  private server: LoopbackServer | undefined;
  private ids = 9_000;
  private readonly conversations: Conversation[] = [];

  private constructor(private readonly options: ChatwootDeskOptions) {
    this.accessToken = options.accessToken;
  }

  static async start(options: ChatwootDeskOptions): Promise<ChatwootDesk> {
    const started = new ChatwootDesk(options);
    started.server = await serve(0, (request, response) => void started.answer(request, response));
    return started;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Somebody writes in an inbox. The webhook that says so. */
  write(
    inbox: DeskInbox,
    from: { readonly handle: string; readonly name: string },
    content: string | null,
    at: Date = this.options.clock(),
  ): SignedRequest {
    const conversation = this.conversationOf(inbox, from, at);
    const sender = { id: 4_000 + conversation.id, name: from.name, avatar: '', type: 'contact' };
    return this.webhook(conversation, { content, at, sender, message_type: 'incoming' });
  }

  /** An agent writes by hand, to the customer or as a note. The webhook that says so. */
  agentWrites(conversation: number, content: string, isNote = false): SignedRequest {
    const sender = { id: 2, name: 'Maya', email: 'maya@example.com', type: 'user' };
    const at = this.options.clock();
    return this.webhook(this.found(conversation), { content, at, sender, message_type: 'outgoing', private: isNote });
  }

  /** Somebody deletes the conversation. */
  remove(conversation: number): void {
    const at = this.conversations.findIndex(({ id }) => id === conversation);
    if (at !== -1) this.conversations.splice(at, 1);
  }

  private conversationOf(inbox: DeskInbox, { handle, name }: { handle: string; name: string }, at: Date): Conversation {
    const known = this.conversations.find((one) => one.inbox.id === inbox.id && one.handle === handle);
    const conversation = known ?? { id: this.conversations.length + 1, inbox, handle, name, lastWroteAt: at };
    if (!known) this.conversations.push(conversation);
    conversation.lastWroteAt = at;
    return conversation;
  }

  private found(id: number): Conversation {
    const conversation = this.conversations.find((one) => one.id === id);
    if (conversation) return conversation;
    throw new DeskRefusal(404, 'Resource could not be found');
  }

  private webhook(
    { id, inbox, handle }: Conversation,
    { at, ...message }: { readonly at: Date; readonly content: string | null } & Readonly<Record<string, unknown>>,
  ): SignedRequest {
    const { account } = this.options;
    const event = {
      id: ++this.ids,
      created_at: at.toISOString(),
      content_type: 'text',
      private: false,
      content_attributes: {},
      source_id: null,
      ...message,
      inbox: { id: inbox.id, name: inbox.name },
      conversation: {
        additional_attributes: {},
        can_reply: true,
        channel: inbox.channel,
        contact_inbox: { inbox_id: inbox.id, source_id: handle, hmac_verified: false },
        id,
        inbox_id: inbox.id,
        status: 'open',
      },
      account: { id: account, name: 'Example Films' },
      event: 'message_created',
    };
    return this.signed(event);
  }

  /** With the time at which it is sent. */
  signed(event: object): SignedRequest {
    const body = JSON.stringify(event);
    const timestamp = String(Math.floor(this.options.clock().getTime() / 1000));
    const signature = createHmac('sha256', this.options.webhookSecret).update(`${timestamp}.${body}`).digest('hex');
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-chatwoot-timestamp': timestamp,
        'x-chatwoot-signature': `sha256=${signature}`,
      },
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const [status, result] = this.resultOf(request, Buffer.concat(chunks).toString('utf8'));
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  private resultOf({ method, url = '', headers }: IncomingMessage, body: string): readonly [number, object] {
    try {
      if (this.weather === 'busy') return [429, {}];
      if (headers['api_access_token'] !== this.accessToken) throw new DeskRefusal(401, 'Invalid Access Token');
      const path = new RegExp(`^/api/v1/accounts/${this.options.account}/conversations/(\\d+)/messages$`).exec(url);
      if (method !== 'POST' || !path) throw new DeskRefusal(404, 'Resource could not be found');
      return [200, this.send(Number(path[1]), JSON.parse(body) as { readonly content?: unknown })];
    } catch (error) {
      if (error instanceof DeskRefusal) return [error.status, { error: error.error }];
      throw error;
    }
  }

  /** It keeps the message at once. Whether the network takes it shows afterwards. */
  private send(id: number, { content }: { readonly content?: unknown }): object {
    const { lastWroteAt, inbox, handle } = this.found(id);
    const text = typeof content === 'string' ? content : '';
    if (text.length > longestContent) {
      throw new DeskRefusal(422, `Validation failed: Content is too long (maximum is ${longestContent} characters)`);
    }
    const hours = (this.options.clock().getTime() - lastWroteAt.getTime()) / hourMs;
    const isOpen = inbox.windowHours === undefined || hours < inbox.windowHours;
    const message = { id: ++this.ids, conversation: id, text, status: isOpen ? 'sent' : 'failed' } as const;
    this.answers.push(message);
    if (isOpen) this.options.onShown?.(`${inbox.id} ${handle}`, text);
    return { id: message.id, content: text, conversation_id: id, message_type: 1, private: false, status: 'sent' };
  }
}

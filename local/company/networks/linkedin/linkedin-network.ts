import { createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { LinkedinTokens, type LinkedinKeys } from './linkedin-tokens';

export interface LinkedinOptions {
  readonly organization: string;
  /** With which LinkedIn signs: the secret of the app. */
  readonly clientSecret: string;
  readonly keys: LinkedinKeys;
  readonly clock: () => Date;
  /** Is told what people see of answers, and under what. */
  readonly onShown?: ((shown: Shown) => void) | undefined;
}

interface Shown {
  /** A comment or a post. */
  readonly to: string;
  readonly text: string;
}

export interface LinkedinEvent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type LinkedinWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling */
class LinkedinRefusal extends Error {
  override readonly name = 'LinkedinRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

const commentSchema = z.strictObject({
  actor: z.string(),
  object: z.string(),
  message: z.strictObject({ text: z.string().min(1).max(1_250) }),
  parentComment: z.string().optional(),
});

/** The oldest version of the API that still lives. */
const oldestVersion = '202512';

/**
 * One page on an emulated LinkedIn: people comment on its posts, its app hears of it by signed notifications, and
 * answers by the comments API, with LinkedIn's own refusals. Written from LinkedIn's public reference, read on 30
 * November 2026: https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation,
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications
 * and https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api
 */
export class LinkedinNetwork {
  weather: LinkedinWeather = 'fine';
  readonly tokens: LinkedinTokens;
  /** The id of the comment that was written last. */
  newestComment = '';
  private server: LoopbackServer | undefined;
  private ids = 7_094_637_247_890_620_418n;
  private notifications = 5_603_453_321;
  private readonly commented = new Set<string>();
  private readonly sent: Shown[] = [];

  private constructor(private readonly options: LinkedinOptions) {
    this.tokens = new LinkedinTokens(options.keys, options.clock);
  }

  static async start(options: LinkedinOptions): Promise<LinkedinNetwork> {
    const network = new LinkedinNetwork(options);
    network.server = await serve(0, (request, response) => void network.answer(request, response));
    return network;
  }

  get apiUrl(): string {
    return `${this.server?.url ?? ''}/rest`;
  }

  get page(): string {
    return `urn:li:organization:${this.options.organization}`;
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Registers a URL. Whether it answered the challenge as LinkedIn wants it. */
  async connect(url: string): Promise<boolean> {
    const challengeCode = randomUUID();
    const response = await fetch(`${url}?${new URLSearchParams({ challengeCode }).toString()}`);
    if (response.status !== 200 || !(response.headers.get('content-type') ?? '').startsWith('application/json')) {
      return false;
    }
    const answered = z
      .object({ challengeCode: z.string(), challengeResponse: z.string() })
      .parse(await response.json());
    return answered.challengeCode === challengeCode && answered.challengeResponse === this.hmac(challengeCode);
  }

  /** Somebody comments on a post of the page. */
  comment(by: string, text: string, at: Date = this.options.clock()): LinkedinEvent {
    const post = `urn:li:activity:${++this.ids}`;
    const comment = `urn:li:comment:(${post},${++this.ids})`;
    this.newestComment = comment;
    this.commented.add(comment);
    return this.notification({
      action: 'COMMENT',
      sourcePost: post,
      lastModifiedAt: at.getTime(),
      generatedActivity: comment.replace('urn:li:activity', 'activity'),
      decoratedSourcePost: { owner: this.page, mediaCategory: 'NONE', text: 'A new film', entity: post },
      decoratedGeneratedActivity: { comment: { owner: by, text, entity: comment, object: post } },
    });
  }

  /** Somebody names the page in a post of their own. */
  mention(by: string, text: string, at: Date = this.options.clock()): LinkedinEvent {
    const post = `urn:li:share:${++this.ids}`;
    this.commented.add(post);
    return this.notification({
      action: 'SHARE_MENTION',
      sourcePost: post,
      lastModifiedAt: at.getTime(),
      generatedActivity: post,
      decoratedGeneratedActivity: { share: { owner: by, text, entity: post } },
    });
  }

  /** Anything that LinkedIn notifies of. */
  notification(facts: object): LinkedinEvent {
    const notification = {
      notificationId: ++this.notifications,
      organizationalEntity: this.page,
      subscriber: 'urn:li:person:zLqTygBP8S',
      ...facts,
    };
    return this.signed(
      JSON.stringify({ type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS', notifications: [notification] }),
    );
  }

  /** A body as LinkedIn would send it. */
  signed(body: string): LinkedinEvent {
    return {
      body,
      headers: { 'content-type': 'application/json', 'x-li-signature': this.hmac(`hmacsha256=${body}`) },
    };
  }

  /** Somebody deletes what they wrote. */
  delete(id: string): void {
    this.commented.delete(id);
  }

  /** What people see of the page's answers. */
  get shown(): readonly Shown[] {
    return this.sent;
  }

  private hmac(text: string): string {
    return createHmac('sha256', this.options.clientSecret).update(text).digest('hex');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    if (request.url === '/oauth/v2/accessToken') {
      const [status, result] = this.tokens.answer(new URLSearchParams(body));
      return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    }
    const weather = this.weather;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const [status, result, id] = this.resultOf(request, body);
    if (weather === 'lost') return void response.destroy();
    const headers = { 'content-type': 'application/json', ...(id !== undefined && { 'x-restli-id': id }) };
    response.writeHead(status, headers).end(JSON.stringify(result));
  }

  private resultOf(
    { url = '', headers }: IncomingMessage,
    body: string,
  ): readonly [status: number, result: object, id?: string] {
    try {
      if (!this.tokens.isValid(headers.authorization)) throw new LinkedinRefusal(401, 'INVALID_ACCESS_TOKEN');
      const version = String(headers['linkedin-version'] ?? '');
      if (version < oldestVersion) throw new LinkedinRefusal(426, 'NONEXISTENT_VERSION');
      if (this.weather === 'busy') throw new LinkedinRefusal(429, 'TOO_MANY_REQUESTS');
      const [, encoded] = /^\/rest\/socialActions\/([^/()]+)\/comments$/.exec(url) ?? [];
      if (encoded === undefined) throw new LinkedinRefusal(404, 'RESOURCE_NOT_FOUND');
      const id = this.write(decodeURIComponent(encoded), body);
      return [201, { id, actor: this.page }, id];
    } catch (error) {
      if (!(error instanceof LinkedinRefusal)) throw error;
      return [error.status, { status: error.status, code: error.code, message: body.slice(0, 40) }];
    }
  }

  private write(to: string, body: string): string {
    const { actor, object, parentComment, message } = read(body);
    if (actor !== this.page) throw new LinkedinRefusal(403, 'ACCESS_DENIED');
    if (!this.commented.has(to)) throw new LinkedinRefusal(404, 'RESOURCE_NOT_FOUND');
    const isComment = to.startsWith('urn:li:comment:');
    if (isComment ? parentComment !== to || !to.includes(`(${object},`) : object !== to) {
      throw new LinkedinRefusal(400, 'ILLEGAL_ARGUMENT');
    }
    this.sent.push({ to, text: message.text });
    this.options.onShown?.({ to, text: message.text });
    return String(++this.ids);
  }
}

function read(body: string): z.infer<typeof commentSchema> {
  try {
    return commentSchema.parse(JSON.parse(body));
  } catch {
    throw new LinkedinRefusal(400, 'ILLEGAL_ARGUMENT');
  }
}

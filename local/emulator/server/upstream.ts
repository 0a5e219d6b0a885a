import { Agent, request as send, type IncomingMessage } from 'node:http';
import { bodyOf } from './aws-json';

export interface Answer {
  readonly status: number;
  /** Names and values in turn, unchanged. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** Headers that belong to one connection, not to the message. */
const connectionHeaders = ['connection', 'keep-alive', 'transfer-encoding'];

/** A server to which requests are forwarded unchanged. */
export class Upstream {
  private readonly agent: Agent;

  /**
   * @param keptMs how long a connection is kept that nobody uses: less than the server keeps it, because a request on
   *   one that is being closed is lost
   */
  constructor(
    private readonly url: string,
    keptMs = Infinity,
  ) {
    this.agent = new Agent({ keepAlive: keptMs > 0, ...(keptMs < Infinity && { timeout: keptMs }) });
  }

  async send(request: IncomingMessage, body: Buffer): Promise<Answer> {
    return answerOf(await this.open(request, request.method, request.url, body));
  }

  /** Gets another path, with the headers of a request. */
  async get(request: IncomingMessage, path: string): Promise<Answer> {
    return answerOf(await this.open(request, 'GET', path, Buffer.alloc(0)));
  }

  /** Posts another body to another path, with the headers of a request. */
  async post(request: IncomingMessage, path: string, body: Buffer): Promise<Answer> {
    return answerOf(await this.open(request, 'POST', path, body));
  }

  close(): void {
    this.agent.destroy();
  }

  private open(
    request: IncomingMessage,
    method: string | undefined,
    path: string | undefined,
    body: Buffer,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = [...messageHeaders(request.rawHeaders).filter(notLength), 'Content-Length', String(body.length)];
      const outgoing = send(new URL(path ?? '/', this.url), {
        agent: this.agent,
        method,
        headers,
      });
      outgoing.once('error', reject);
      outgoing.once('response', resolve);
      outgoing.end(body);
    });
  }
}

async function answerOf(answer: IncomingMessage): Promise<Answer> {
  return { status: answer.statusCode ?? 502, headers: messageHeaders(answer.rawHeaders), body: await bodyOf(answer) };
}

function messageHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => !connectionHeaders.includes(headerName(rawHeaders, index)));
}

function notLength(_: string, index: number, rawHeaders: readonly string[]): boolean {
  return headerName(rawHeaders, index) !== 'content-length';
}

function headerName(rawHeaders: readonly string[], index: number): string {
  return (rawHeaders[index - (index % 2)] ?? '').toLowerCase();
}

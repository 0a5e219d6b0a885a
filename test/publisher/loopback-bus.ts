import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, type PutEventsRequestEntry, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../local/emulator/server/aws-json';
import { readPutEvents } from '../../local/emulator/bus/put-events';

export type PutEventsEntry = PutEventsRequestEntry & { readonly Detail: string };

/** What happens to a request as a whole. */
type Weather =
  'fine' | 'take it and hang up' | 'hang up' | 'never answer' | { readonly status: number; readonly code: string };

/**
 * A bus on loopback that reads requests as the local one does, takes what is in order, and fails what a test tells it
 * to fail.
 */
export class LoopbackBus {
  /** The entries of each request, as they came. */
  readonly requests: PutEventsEntry[][] = [];
  /** What it took, in order. */
  readonly accepted: PutEventsEntry[] = [];
  mostAtOnce = 0;
  /** The error code of an entry that is to fail. `nth` counts how often this very entry came, from 1. */
  failing: (record: PutEventsEntry, nth: number) => string | undefined = () => undefined;
  weather: (request: number, records: readonly PutEventsEntry[]) => Weather = () => 'fine';
  answerAfterMs = 0;
  private readonly seen = new Map<string, number>();
  private atOnce = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<LoopbackBus> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bus = new LoopbackBus(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => void bus.answer(request, response));
    return bus;
  }

  client(): EventBridgeClient {
    return new EventBridgeClient({
      endpoint: this.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { readonly Entries: PutEventsEntry[] };
    this.requests.push(body.Entries);
    const weather = this.weather(this.requests.length, body.Entries);
    if (this.answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, this.answerAfterMs));
    this.atOnce--;
    if (weather === 'never answer') return;
    if (weather === 'take it and hang up') this.results(body);
    if (weather === 'hang up' || weather === 'take it and hang up') {
      request.socket.destroy();
      return;
    }
    if (weather !== 'fine') {
      reply(response, weather.status, { __type: weather.code, message: 'as the test asked' });
      return;
    }
    try {
      const Entries = this.results(body);
      reply(response, 200, { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode).length, Entries });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      reply(response, 400, { __type: error.code, message: error.message });
    }
  }

  private results(body: { readonly Entries: PutEventsEntry[] }): PutEventsResultEntry[] {
    const read = readPutEvents(body, { account: '123456789012', region: 'eu-west-1' });
    return body.Entries.map((record, place) => {
      const nth = (this.seen.get(record.Detail) ?? 0) + 1;
      this.seen.set(record.Detail, nth);
      const result = read[place];
      if (!result?.accepted) return { ErrorCode: result?.errorCode, ErrorMessage: result?.errorMessage };
      const code = this.failing(record, nth);
      if (code) return { ErrorCode: code, ErrorMessage: 'as the test asked' };
      this.accepted.push(record);
      return { EventId: result.event.id };
    });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

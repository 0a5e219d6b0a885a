import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that is held: whoever asked gets no answer until it is let go. */
export interface Held {
  /** Resolves once it has come. */
  readonly hasCome: Promise<void>;
  letGo(): void;
}

/** Which requests are meant. */
export type Meant = (request: { readonly method: string; readonly target: string }) => boolean;

interface Gate {
  readonly isMeant: Meant;
  readonly come: () => void;
  readonly open: Promise<void>;
}

/** Something that somebody waits for. */
class Signal {
  give: () => void = () => undefined;
  readonly given = new Promise<void>((resolve) => {
    this.give = resolve;
  });
}

/**
 * Stands before a server of this machine, and holds what a test wants held. So one thing happens while another one is
 * under way, on a fast machine and on a slow one.
 */
export class HoldingProxy {
  private readonly gates: Gate[] = [];
  private server: Server | undefined;

  /** @param targetOf returns the URL of the server, which may start later */
  constructor(private readonly targetOf: () => string) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => void this.pass(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Holds the next request of that kind, and no other one. */
  holdNext(isMeant: Meant): Held {
    const [coming, opening] = [new Signal(), new Signal()];
    this.gates.push({ isMeant, come: coming.give, open: opening.given });
    return { hasCome: coming.given, letGo: opening.give };
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const place = this.gates.findIndex(({ isMeant }) => isMeant({ method, target }));
    const [gate] = place < 0 ? [] : this.gates.splice(place, 1);
    gate?.come();
    await gate?.open;
    const { host: _, ...others } = headers;
    const onward = ask(new URL(target, this.targetOf()), { method, headers: others, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(Buffer.concat(chunks));
  }
}

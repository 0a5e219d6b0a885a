import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';

/** `open` lets all through; `refunds-hang` answers no request for a refund; `closed` answers nothing. */
export type GateState = 'open' | 'refunds-hang' | 'closed';

/** Stands in front of the provider, so that remedies can be left open at a chosen place. */
export class ProviderGate {
  state: GateState = 'open';
  /** How many requests were not let through since the state was set last. */
  stopped = 0;
  private server: LoopbackServer | undefined;

  constructor(private readonly provider: () => string) {}

  async start(): Promise<void> {
    this.server = await serve(0, (incoming, answer) => this.take(incoming, answer));
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  set(state: GateState): void {
    this.state = state;
    this.stopped = 0;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private take(incoming: IncomingMessage, answer: ServerResponse): void {
    const isRefund = incoming.method === 'POST' && (incoming.url ?? '').startsWith('/v1/refunds');
    if (this.state === 'closed' || (this.state === 'refunds-hang' && isRefund)) {
      this.stopped += 1;
      if (this.state === 'closed') incoming.socket.destroy();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', this.provider()), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.once('error', () => answer.destroy());
    incoming.pipe(onward);
  }
}

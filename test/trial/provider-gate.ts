import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';
import { cutOff, passOn, type Passing } from './pass-on';

/**
 * `open` lets all through; `refunds-hang` answers no request for a refund; `closed` answers nothing. `replies-lost`:
 * one in four refunds is made, and no try hears of it. `failing`: one request in four is answered with an error, and
 * every other one of those has been carried out all the same.
 */
export type GateState = 'open' | 'refunds-hang' | 'closed' | 'replies-lost' | 'failing';

/** Stands in front of the provider, so that remedies can be left open at a chosen place, and what it says be lost. */
export class ProviderGate {
  state: GateState = 'open';
  /** How many requests were not let through, or not answered as the provider did, since the state was set last. */
  stopped = 0;
  private seen = 0;
  private server: LoopbackServer | undefined;

  constructor(private readonly provider: () => string) {}

  async start(): Promise<void> {
    this.server = await serve(0, (incoming, answer) => this.take({ incoming, answer }));
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  set(state: GateState): void {
    this.state = state;
    this.stopped = 0;
    this.seen = 0;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  private take(passing: Passing): void {
    const { incoming } = passing;
    switch (this.state) {
      case 'open':
        return passOn(passing, this.provider());
      case 'refunds-hang':
        if (!isRefund(incoming)) return passOn(passing, this.provider());
        this.stopped += 1;
        return;
      case 'closed':
        this.stopped += 1;
        incoming.socket.destroy();
        return;
      case 'replies-lost':
        return this.loseReply(passing);
      case 'failing':
        return this.fail(passing);
    }
  }

  /** By its key, so that whoever tries again hears as little. */
  private loseReply(passing: Passing): void {
    const { incoming } = passing;
    const key = incoming.headers['idempotency-key'];
    const isLost = isRefund(incoming) && isOneInFour(String(key));
    if (!isLost) return passOn(passing, this.provider());
    this.stopped += 1;
    passOn(passing, this.provider(), { take: (answered) => answered.resume().once('end', () => cutOff(incoming)) });
  }

  private fail(passing: Passing): void {
    this.seen += 1;
    if (this.seen % 4 !== 0) return passOn(passing, this.provider());
    this.stopped += 1;
    const { answer, incoming } = passing;
    const status = this.stopped % 2 === 0 ? 500 : 429;
    const body = JSON.stringify({ error: { type: 'api_error', message: 'The trial makes the provider fail.' } });
    const end = (): void => void answer.writeHead(status, { 'content-type': 'application/json' }).end(body);
    // A provider that is asked too often has done nothing. One that failed may have.
    if (status === 429) incoming.resume().once('end', end);
    else passOn(passing, this.provider(), { take: (answered) => answered.resume().once('end', end) });
  }
}

function isRefund({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && url.startsWith('/v1/refunds');
}

function isOneInFour(key: string): boolean {
  return (createHash('sha256').update(key).digest()[0] ?? 0) % 4 === 0;
}

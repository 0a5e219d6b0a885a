import type { Activity } from '../../emulator/server/activity';
import { wait } from '../../emulator/server/clock';
import { newStopping } from '../../emulator/server/stopping';

/** The public function of a detector. */
export interface SignalUrl {
  readonly detector: string;
  readonly url: string;
  /** With which whoever sends to it signs. */
  readonly secret: string;
}

/** How a request is signed. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Sources try for hours; here they give up after a second. */
const waitsMs = [100, 300, 600];

/** How long an answer may take. */
const timeoutMs = 10_000;

/** Sends signals to detectors, again where they are not answered with success. */
export class SignalSender {
  private readonly stopping = newStopping();

  constructor(
    private readonly urls: readonly SignalUrl[],
    private readonly activity: Activity,
  ) {}

  /** Without waiting for the answer. */
  send(detector: string, body: string, sign: (secret: string) => Signed): void {
    for (const { url, secret } of this.urls.filter((known) => known.detector === detector)) {
      const { headers, query = {} } = sign(secret);
      const address = new URL(url);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
      void this.activity.during(() => this.deliver(address.href, body, headers));
    }
  }

  stop(): Promise<void> {
    this.stopping.abort();
    return Promise.resolve();
  }

  private async deliver(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
    for (const pauseMs of [...waitsMs, undefined]) {
      if (this.stopping.signal.aborted || (await this.isTaken(url, body, headers)) || pauseMs === undefined) return;
      await wait(pauseMs, this.stopping.signal);
    }
  }

  private async isTaken(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', connection: 'close', ...headers },
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}

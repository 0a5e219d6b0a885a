import type { DatabaseRequest } from '../events/database-request';
import type { InvocationIdentity } from '../events/invocation';

/** How many invocations are remembered, so that requests that arrive late are still attributed. */
const remembered = 10_000;

interface Noted {
  readonly identity: InvocationIdentity;
  readonly requests: DatabaseRequest[];
  /** Ends its environment, and it with it. */
  readonly kill: (() => Promise<void>) | undefined;
}

/** Finds invocations by the trace header that the SDK sends along with their requests. */
export class InvocationRegister {
  private readonly noted = new Map<string, Noted>();

  /** @param kill ends its environment. Missing where nobody would deliver its event again */
  note(identity: InvocationIdentity, kill?: () => Promise<void>): void {
    this.noted.set(identity.traceId, { identity, requests: [], kill });
    const [oldest] = this.noted.keys();
    if (oldest !== undefined && this.noted.size > remembered) this.noted.delete(oldest);
  }

  /** The invocation that a request comes from; none where it comes from outside. */
  find(traceId: string | undefined): InvocationIdentity | undefined {
    return traceId === undefined ? undefined : this.noted.get(traceId)?.identity;
  }

  /** Records a database request of an invocation. */
  addRequest(traceId: string | undefined, request: DatabaseRequest): void {
    if (traceId !== undefined) this.noted.get(traceId)?.requests.push(request);
  }

  /**
   * Ends the environment of an invocation in the middle of it, without a word, as happens where a machine fails.
   *
   * @returns false where nothing can be ended
   */
  async kill({ traceId }: InvocationIdentity): Promise<boolean> {
    const kill = this.noted.get(traceId)?.kill;
    await kill?.();
    return kill !== undefined;
  }

  requestsOf({ traceId }: InvocationIdentity): readonly DatabaseRequest[] {
    return [...(this.noted.get(traceId)?.requests ?? [])];
  }
}

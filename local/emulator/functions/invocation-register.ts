import type { DatabaseRequest } from '../events/database-request';
import type { InvocationIdentity } from '../events/invocation';

/** How many invocations are remembered, so that requests that arrive late are still attributed. */
const remembered = 10_000;

interface Noted {
  readonly identity: InvocationIdentity;
  readonly requests: DatabaseRequest[];
}

/** Finds invocations by the trace header that the SDK sends along with their requests. */
export class InvocationRegister {
  private readonly noted = new Map<string, Noted>();

  note(identity: InvocationIdentity): void {
    this.noted.set(identity.traceId, { identity, requests: [] });
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

  requestsOf({ traceId }: InvocationIdentity): readonly DatabaseRequest[] {
    return [...(this.noted.get(traceId)?.requests ?? [])];
  }
}

import { isRecord, SignedServer, type Reply, type SignedRequest } from './signed-server';

interface Kept {
  /** The bytes of `part`, by which a repetition is told from something else. */
  readonly part: string;
  readonly asked: Record<string, unknown>;
  reported: Record<string, unknown>;
}

/**
 * The endpoint of docs/partner-endpoint.md as a team could write it: it keeps every key for ever, also those that were
 * withdrawn before they were requested.
 */
export class ReferencePartner {
  readonly kept = new Map<string, Kept>();
  /** What was begun, in order, by its key. */
  readonly begun: string[] = [];

  private server: SignedServer | undefined;

  private constructor() {}

  static async start(secret: string): Promise<ReferencePartner> {
    const partner = new ReferencePartner();
    partner.server = await SignedServer.start([secret], (request) => partner.replyTo(request));
    return partner;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** What the team's own people do with it. */
  settle(key: string, reported: Record<string, unknown>): void {
    const kept = this.kept.get(key);
    if (!kept) throw new Error(`nobody asked for ${key}`);
    kept.reported = reported;
  }

  private replyTo({ path, idempotencyKey, rawBody }: SignedRequest): Reply {
    const [, , , key, action] = path.split('/');
    if (key === undefined) return this.carryOut(idempotencyKey, rawBody);
    return action === 'withdraw' ? this.withdraw(decodeURIComponent(key)) : this.lookUp(decodeURIComponent(key));
  }

  private carryOut(key: string, rawBody: string): Reply {
    const asked: unknown = JSON.parse(rawBody);
    if (!isRecord(asked)) return { status: 400, body: {} };
    const part = JSON.stringify(asked['part']);
    const known = this.kept.get(key);
    // One that was withdrawn before it came is kept without its part.
    if (known) return known.part === part || known.part === '' ? reported(200, key, known) : { status: 422, body: {} };
    const status = /"kind":"(credit|entitlement)"/.test(part) ? 'done' : 'pending';
    const kept = { part, asked, reported: { status, reference: `wo_${this.kept.size + 1}` } };
    this.kept.set(key, kept);
    this.begun.push(key);
    return reported(201, key, kept);
  }

  private withdraw(key: string): Reply {
    const kept = this.kept.get(key) ?? { part: '', asked: {}, reported: {} };
    this.kept.set(key, kept);
    kept.reported = { status: 'refused', reason: 'cancelled' };
    return reported(200, key, kept);
  }

  private lookUp(key: string): Reply {
    const kept = this.kept.get(key);
    return kept ? reported(200, key, kept) : { status: 404, body: { status: 'not-found', key } };
  }
}

function reported(status: number, key: string, { reported: body }: Kept): Reply {
  return { status, body: { ...body, key } };
}

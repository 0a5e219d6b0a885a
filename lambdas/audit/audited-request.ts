import type { AuditEvent, RequestSource } from './audit-event';
import { withPseudonyms } from './pseudonym';
import type { AuditTrail } from './audit-trail';

/** Who asks for what, and from where. */
export interface Asking {
  readonly requestId: string;
  readonly actor?: string | undefined;
  readonly person?: string | undefined;
  readonly operation: string;
  readonly from: RequestSource;
}

/** What a valid request says. */
export interface AskedInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Text for customers and of them, and their addresses. The trail says that they were given, and not what. */
const withheldFields = ['message', 'messages', 'email', 'signedBy', 'signedRole', 'question', 'comment', 'answer'];

/** One request of an operator on its way into the audit trail. */
export class AuditedRequest {
  private input: Pick<AuditEvent, 'about' | 'withheld' | 'why'> = { about: {} };

  constructor(
    private readonly asking: Asking,
    private readonly trail: Pick<AuditTrail, 'append'>,
    private readonly clock: () => Date,
  ) {}

  /** What the request says, once it is known to be valid. Before that it may be anything, and is not kept. */
  says(input: AskedInput): void {
    this.input = inputOf(input);
  }

  /** Writes down what is about to be done. Where that fails, nothing is done. */
  async asked(): Promise<void> {
    await this.trail.append(this.event({ answer: 'asked' }));
  }

  /** Writes down what came of it, before anybody is told. */
  async answered(status: number, body: object): Promise<void> {
    const answer = status === 200 ? 'done' : 'refused';
    const refusal = 'why' in body && typeof body.why === 'string' ? body.why : undefined;
    await this.trail.append(this.event({ answer, status, ...(answer === 'refused' && { refusal }) }));
  }

  private event(answer: Pick<AuditEvent, 'answer' | 'status' | 'refusal'>): AuditEvent {
    return { ...this.asking, at: this.clock().toISOString(), ...this.input, ...answer };
  }
}

function inputOf({ params, query, body }: AskedInput): Pick<AuditEvent, 'about' | 'withheld' | 'why'> {
  const given = Object.entries({ ...asObject(query), ...asObject(body), ...asObject(params) }).filter(
    ([, value]) => value !== undefined,
  );
  const why = given.find(([name]) => name === 'why')?.[1];
  const withheld = given.map(([name]) => name).filter((name) => withheldFields.includes(name));
  const kept = given.filter(([name]) => name !== 'why' && !withheldFields.includes(name));
  return {
    about: Object.fromEntries(kept.map(([name, value]) => [name, withPseudonyms(value)])),
    ...(withheld.length > 0 && { withheld }),
    ...(typeof why === 'string' && { why }),
  };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

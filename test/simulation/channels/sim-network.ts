import type { AnswerOutcome, AnswerSender, AnswerToSend } from '../../../lambdas/channels/port/answer';
import type { MessageSender, MessageToBegin } from '../../../lambdas/channels/port/message-sender';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import type { Process, SimContext } from '../process';

/** A message that leaves, as the network gets it. */
export interface Leaving {
  readonly network: string;
  /** Whom it reaches: a number, or whoever wrote in a thread. */
  readonly handle: string;
  readonly text: string;
  /** Of an answer: the key of the attempt, and what it answers. */
  readonly answer?: AnswerToSend | undefined;
  /** Of one that the company begins. */
  readonly tag?: string | undefined;
  readonly hasTemplate: boolean;
}

export interface NetworkListener {
  /** A process that began then asks for it. */
  readonly onBegun: (message: Leaving, process: Process) => void;
  /** The customer has it. */
  readonly onTaken: (message: Leaving) => void;
  /** What the network tells later of one that the company began. */
  readonly onReport: (message: Leaving, reference: string, what: 'delivered' | 'bounced') => void;
}

/**
 * A network: it loses replies, answers late, and answers after it has done it. Without idempotency what it takes twice
 * is there twice.
 */
export class SimNetwork {
  /** Who hears nothing more, by the network's own list. */
  readonly optedOut = new Set<string>();
  private readonly references = new Map<string, string>();
  private count = 0;

  constructor(
    readonly network: string,
    readonly isIdempotent: boolean,
    private readonly context: SimContext,
    private readonly listener: NetworkListener,
  ) {}

  clientOf(current: () => Process): AnswerSender & MessageSender {
    const { network, isIdempotent } = this;
    return {
      isIdempotent,
      send: (answer: AnswerToSend) => {
        const { threadId: handle, network: where } = answer.answer.replyTo;
        return this.post({ network: where, handle, text: answer.answer.text, answer, hasTemplate: false }, current());
      },
      begin: ({ handle, text, tag, template }: MessageToBegin) =>
        this.post({ network, handle, text, tag, hasTemplate: template !== undefined }, current()),
    };
  }

  private post(message: Leaving, process: Process): Promise<AnswerOutcome> {
    return process.request<AnswerOutcome>(
      () => `a message on ${this.network}`,
      ({ resolve, reject }) => {
        const { scheduler, random, faults, trace } = this.context;
        this.listener.onBegun(message, process);
        const record = (what: string): void =>
          trace.record(process.name, () => `▸ ${this.network} to ${message.handle}: ${what}`);
        const soon = (step: () => void): void => scheduler.after(random.int(20, 500), step);
        if (random.chance(faults.mailRefused) || random.chance(faults.mailThrottled)) {
          trace.count('messages put off');
          const why = 'too many at once';
          return soon(() =>
            random.chance(0.5) ? resolve({ state: 'later', why }) : reject(new NotAttemptedError(why)),
          );
        }
        if (this.optedOut.has(plain(message.handle))) {
          trace.count('messages refused: stopped');
          const refusal = {
            state: 'refused',
            reason: 'not-reachable',
            why: 'they said STOP',
            hasStopped: true,
          } as const;
          return soon(() => resolve(refusal));
        }
        // What it has taken under a key it does not refuse later.
        const isKnown = this.isIdempotent && this.references.has(message.answer?.key ?? '');
        if (!isKnown && random.chance(faults.mailBounces / 4)) {
          trace.count('messages refused');
          return soon(() => resolve({ state: 'refused', reason: 'rejected', why: 'not like this' }));
        }
        this.carryOut(message, { resolve, reject, record });
      },
    );
  }

  private carryOut(
    message: Leaving,
    reply: {
      readonly resolve: (outcome: AnswerOutcome) => void;
      readonly reject: (error: Error) => void;
      readonly record: (what: string) => void;
    },
  ): void {
    const { scheduler, random, faults, trace } = this.context;
    const losesReply = random.chance(faults.mailLostReply);
    const neverArrives = losesReply && random.chance(0.4);
    const isLate = random.chance(faults.deliveredLate);
    if (isLate) trace.count('networks answer late');
    const takenAfterMs = isLate ? random.int(5_000, 28_000) : random.int(20, 800);
    scheduler.after(takenAfterMs, () => {
      if (neverArrives) return;
      const reference = this.take(message);
      reply.record(losesReply ? 'taken, but the reply is lost' : 'taken');
      if (!losesReply) scheduler.after(random.int(5, 50), () => reply.resolve({ state: 'sent', reference }));
    });
    if (!losesReply) return;
    trace.count('network replies lost');
    scheduler.after(10_000, () => {
      reply.record('no answer');
      if (random.chance(0.5)) reply.resolve({ state: 'unknown', why: 'it did not answer in time' });
      else reply.reject(new Error('the connection broke'));
    });
  }

  private take(message: Leaving): string {
    const { scheduler, random, faults, trace } = this.context;
    const known = this.isIdempotent && message.answer ? this.references.get(message.answer.key) : undefined;
    if (known !== undefined) {
      trace.count('answers known to their network');
      return known;
    }
    const reference = `${this.network}-${++this.count}`;
    if (message.answer) this.references.set(message.answer.key, reference);
    trace.count(`messages taken: ${message.tag === undefined ? 'answer' : 'begun'} on ${message.network}`);
    this.listener.onTaken(message);
    if (message.tag === undefined || random.chance(faults.mailEventMissing)) return reference;
    const what = random.chance(faults.mailBounces) ? 'bounced' : 'delivered';
    const report = (afterMs: number): void =>
      scheduler.after(afterMs, () => this.listener.onReport(message, reference, what));
    // It may be told before the function that sent it has written down that it did.
    const afterMs = random.chance(0.2) ? random.int(1, 20) : random.int(500, 600_000);
    report(afterMs);
    if (random.chance(faults.webhookTwice)) report(afterMs + random.int(0, 3_600_000));
    return reference;
  }
}

/** A number, however it is written. */
export function plain(handle: string): string {
  return handle.replaceAll(/[+\s()-]/g, '');
}

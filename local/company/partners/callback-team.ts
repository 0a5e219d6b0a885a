import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from './company-bus';
import { contactIn, namesOf, type PartnerSystem, type Request } from './part-request';
import { PartnerBehaviour } from './partner-behaviour';

/** How long a person takes to be there. It is less than every promise. */
const picksUpMs = 1_500;

/** A customer to be called, or written to, as the desk keeps it. */
export interface ReceivedCall {
  readonly key: string;
  readonly remedyId: string;
  readonly customerId: string;
  readonly name: string;
  /** `phone`, or the name of a channel. */
  readonly channel: string;
  /** The number to call, or the customer's name on the channel. */
  readonly at: string;
  readonly deadlineSeconds: number;
  /** What may be given on the spot, in minor units. */
  readonly budgetMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly state: 'received' | 'done' | 'missed' | 'withdrawn';
  readonly reason?: DeclineReason | undefined;
  /** How long after the request somebody had called, in ms. */
  readonly tookMs?: number | undefined;
}

/** The people who call customers, or write to them where they spoke up: once per key. */
export class CallbackTeam extends PartnerBehaviour implements PartnerSystem<'callback'> {
  private readonly calls = new Map<string, ReceivedCall>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** Everything that was asked for, in order. */
  get received(): readonly ReceivedCall[] {
    return [...this.calls.values()];
  }

  asked(request: Request<'callback'>): void {
    if (this.calls.has(request.key)) return;
    const { key, remedyId, customerId, part, failure } = request;
    const { channel, deadlineSeconds, budgetMinor, currency } = part;
    const name = contactIn(failure)?.customer.name ?? 'nobody';
    const what = { name, channel, at: addressOf(channel, failure), deadlineSeconds, budgetMinor, currency };
    this.calls.set(key, { key, remedyId, customerId, ...what, state: 'received' });
    const behaviour = this.next();
    if (behaviour.is === 'silent') return;
    const since = Date.now();
    this.bus.later(picksUpMs, () =>
      behaviour.is === 'refusing' ? this.miss(request, behaviour.reason) : this.call(request, since),
    );
  }

  withdrawn({ key }: Request<'callback'>): void {
    this.note(key, { state: 'withdrawn' });
  }

  private async miss(request: Request<'callback'>, reason: DeclineReason): Promise<void> {
    this.note(request.key, { state: 'missed', reason });
    await this.bus.answer('CallbackMissed', { ...namesOf(request), reason });
  }

  private async call(request: Request<'callback'>, since: number): Promise<void> {
    if (this.calls.get(request.key)?.state !== 'received') return;
    this.note(request.key, { state: 'done', tookMs: Date.now() - since });
    const reference = `call_${request.remedyId.slice(-8)}_${request.partNumber}`;
    await this.bus.answer('CallbackCompleted', { ...namesOf(request), reference });
  }

  private note(key: string, change: Partial<ReceivedCall>): void {
    const call = this.calls.get(key);
    if (call) this.calls.set(key, { ...call, ...change });
  }
}

function addressOf(channel: string, failure: unknown): string {
  const contact = contactIn(failure);
  if (channel === 'phone') return contact?.customer.phone ?? 'no number';
  if (contact?.complaint?.channel === channel) return contact.complaint.handle;
  return contact?.customer.channels.find((known) => known.channel === channel)?.handle ?? 'no handle';
}

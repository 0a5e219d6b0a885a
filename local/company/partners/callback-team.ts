import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from '../company-bus';
import { contactIn, partReference, type PartnerSystem, type PartRequest } from './part-request';
import { PartnerBehaviour } from '../partner-behaviour';

/** How long it takes until somebody of the team accepts to call, and until they reach a customer. */
const acceptedAfterMs = 100;
const reachedAfterMs = 1_500;

/** A customer to call or to write to, as the callback team stores it. */
export interface ReceivedCall {
  readonly key: string;
  readonly remedyId: string;
  readonly customerId: string;
  readonly name: string;
  /** `phone`, or the name of a channel. */
  readonly channel: string;
  /** The phone number, or the customer's handle on the channel. */
  readonly at: string;
  readonly deadlineSeconds: number;
  /** What the agent may give on the spot, in minor units. */
  readonly budgetMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly state: 'received' | 'accepted' | 'done' | 'missed' | 'withdrawn';
  readonly reason?: DeclineReason | undefined;
  /** Milliseconds from the request to the call. */
  readonly tookMs?: number | undefined;
}

/**
 * Calls customers, or writes to them where they complained: somebody accepts it, and says by when. Handles each key
 * once.
 */
export class CallbackTeam extends PartnerBehaviour implements PartnerSystem<'callback'> {
  private readonly calls = new Map<string, ReceivedCall>();
  /** What nobody has looked at, because the team was away. */
  private readonly left: PartRequest<'callback'>[] = [];

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** All requests, in order. */
  get received(): readonly ReceivedCall[] {
    return [...this.calls.values()];
  }

  handleRequest(request: PartRequest<'callback'>): void {
    if (this.calls.has(request.key)) return;
    const { key, remedyId, customerId, part, failure } = request;
    const { channel, deadlineSeconds, budgetMinor, currency } = part;
    const name = contactIn(failure)?.customer.name ?? 'nobody';
    const details = { name, channel, at: addressOf(channel, failure), deadlineSeconds, budgetMinor, currency };
    this.calls.set(key, { key, remedyId, customerId, ...details, state: 'received' });
    const behaviour = this.nextBehaviour();
    if (behaviour.kind === 'silent') {
      this.left.push(request);
      return;
    }
    const since = Date.now();
    const refusal = behaviour.kind === 'refusing' ? behaviour.reason : undefined;
    // Whoever could not reach a customer had meant to.
    if (refusal === undefined || refusal === 'customer-not-reached') {
      this.bus.later(acceptedAfterMs, () => this.accept(request, since));
    }
    this.bus.later(reachedAfterMs, () =>
      refusal === undefined ? this.call(request, since) : this.miss(request, refusal),
    );
  }

  handleWithdrawal({ key }: PartRequest<'callback'>): void {
    this.update(key, { state: 'withdrawn' });
  }

  /** The team is back, and accepts what it finds: somebody calls by then. */
  async acceptLeft(callBy: string): Promise<void> {
    for (const request of this.left) await this.acceptUntil(request, callBy);
  }

  /** Somebody tried all of it, and reached nobody. */
  async missLeft(): Promise<void> {
    for (const request of this.left.splice(0)) await this.miss(request, 'customer-not-reached');
  }

  private async accept(request: PartRequest<'callback'>, since: number): Promise<void> {
    if (this.calls.get(request.key)?.state !== 'received') return;
    await this.acceptUntil(
      request,
      request.answerBy ?? new Date(since + request.part.deadlineSeconds * 1_000).toISOString(),
    );
  }

  private async acceptUntil(request: PartRequest<'callback'>, callBy: string): Promise<void> {
    this.update(request.key, { state: 'accepted' });
    await this.bus.publishResponse('CallbackAccepted', { ...partReference(request), ...referenceOf(request), callBy });
  }

  private async miss(request: PartRequest<'callback'>, reason: DeclineReason): Promise<void> {
    this.update(request.key, { state: 'missed', reason });
    await this.bus.publishResponse('CallbackMissed', { ...partReference(request), reason });
  }

  private async call(request: PartRequest<'callback'>, since: number): Promise<void> {
    if (this.calls.get(request.key)?.state === 'withdrawn') return;
    this.update(request.key, { state: 'done', tookMs: Date.now() - since });
    await this.bus.publishResponse('CallbackCompleted', { ...partReference(request), ...referenceOf(request) });
  }

  private update(key: string, change: Partial<ReceivedCall>): void {
    const call = this.calls.get(key);
    if (call) this.calls.set(key, { ...call, ...change });
  }
}

function referenceOf({ remedyId, partNumber }: PartRequest<'callback'>): { readonly reference: string } {
  return { reference: `call_${remedyId.slice(-8)}_${partNumber}` };
}

function addressOf(channel: string, failure: unknown): string {
  const contact = contactIn(failure);
  if (channel === 'phone') return contact?.customer.phone ?? 'no number';
  if (contact?.complaint?.channel === channel) return contact.complaint.handle;
  return contact?.customer.channels.find((known) => known.channel === channel)?.handle ?? 'no handle';
}

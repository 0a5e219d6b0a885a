import * as z from 'zod';
import { publish } from '../demo/publish';
import { freshStory } from '../demo/script/fresh-story';
import { sellEntitlements } from '../demo/script/sell-entitlements';
import { takePayments } from '../demo/script/take-payments';
import type { LocalSystem } from '../system/local-system';
import type { SystemEvent, SystemEventOf } from '../system/system-event';

/** Something that happened around a failure, and of which the ledger knows nothing. */
export interface SeenStep {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: string;
  readonly why: string;
}

/** A failure that was sent by hand, and what was seen of it on its way. */
export interface SentFailure {
  readonly type: string;
  readonly title: string;
  readonly customerId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** As soon as something was decided. */
  readonly remedyId: string | undefined;
  readonly steps: readonly SeenStep[];
}

interface Followed extends Omit<SentFailure, 'remedyId'> {
  remedyId: string | undefined;
  readonly steps: SeenStep[];
  /** How often each event was delivered so far, by function and event. */
  readonly deliveries: Map<string, number>;
  /** The deliveries that failed last, one after another and for the same reason. They are one step. */
  failing?: { readonly first: number; readonly place: number; readonly key: string; readonly why: string } | undefined;
}

/** Failures are of a customer of their own each, so whatever names that customer belongs to its failure. */
const ofCustomerSchema = z.union([
  z.object({ customerId: z.string(), remedyId: z.string().optional() }),
  z.object({ customer: z.object({ id: z.string() }) }).transform(({ customer }) => ({
    customerId: customer.id,
    remedyId: undefined,
  })),
]);

/** More are forgotten. */
const mostKept = 40;

/** Sends failures as product systems do, and follows what becomes of them through the events of the system. */
export class SentFailures {
  private readonly all: Followed[] = [];
  private readonly byEvent = new Map<string, Followed>();
  private sent = 0;

  constructor(private readonly system: LocalSystem) {
    system.on((event) => this.see(event));
  }

  /** The newest first. */
  get newest(): readonly SentFailure[] {
    return this.all.toReversed();
  }

  /**
   * Takes the payments, and publishes.
   *
   * @returns why one of them could not be sent
   */
  async send(type: string, count: number): Promise<string | undefined> {
    const { endpoints, partners } = this.system;
    const stories = Array.from({ length: count }, () => freshStory(type, new Date(), `t${(this.sent += 1)}`));
    const entries = stories.map(({ entry }) => entry);
    sellEntitlements(entries, partners.entitlementSystem);
    const paid = await takePayments({ entries, cards: {} }, endpoints.provider, () => undefined);
    for (const [index, { entry }] of paid.entries()) {
      const { customerId } = ofCustomerSchema.parse(entry.Detail);
      const title = stories[index]?.title ?? type;
      const sentAt = Date.now();
      this.all.push({ type, title, customerId, sentAt, remedyId: undefined, steps: [], deliveries: new Map() });
    }
    this.forget();
    const published = await publish(
      paid.map(({ entry }) => entry),
      this.system,
    );
    return published.flatMap((one) => (one.accepted ? [] : [one.reason]))[0];
  }

  private forget(): void {
    const forgotten = new Set(this.all.splice(0, Math.max(0, this.all.length - mostKept)));
    for (const [id, followed] of this.byEvent) if (forgotten.has(followed)) this.byEvent.delete(id);
  }

  private see(event: SystemEvent): void {
    switch (event.kind) {
      case 'event-accepted':
        return this.accepted(event);
      case 'invocation-ended':
        return this.ended(event);
      case 'dead-lettered': {
        const followed = this.byEvent.get(event.eventId ?? '');
        if (!followed) return;
        followed.failing = undefined;
        followed.steps.push(kept(event));
        return;
      }
      default:
        return;
    }
  }

  private accepted({ eventId, detail }: SystemEventOf<'event-accepted'>): void {
    const about = ofCustomerSchema.safeParse(detail).data;
    const followed = about && this.all.find(({ customerId }) => customerId === about.customerId);
    if (!followed) return;
    this.byEvent.set(eventId, followed);
    followed.remedyId ??= about.remedyId;
  }

  private ended({ eventId, functionName, result, at }: SystemEventOf<'invocation-ended'>): void {
    const followed = this.byEvent.get(eventId ?? '');
    if (!followed) return;
    const key = `${functionName} ${eventId}`;
    const delivery = (followed.deliveries.get(key) ?? 0) + 1;
    followed.deliveries.set(key, delivery);
    const service = this.serviceOf(functionName);
    if (result.outcome === 'failed') {
      const why = `${result.error.errorType}: ${withoutRequest(result.error.errorMessage)}`;
      return failed(followed, { key, why, service, delivery, at });
    }
    followed.failing = undefined;
    if (delivery > 1) followed.steps.push({ at, what: `Delivery ${delivery} to ${service} was done`, why: '' });
  }

  private serviceOf(functionName: string): string {
    const found = this.system.template.functions.find(({ name }) => name === functionName);
    return found?.environment['POWERTOOLS_SERVICE_NAME'] ?? functionName;
  }
}

interface FailedDelivery {
  readonly key: string;
  readonly why: string;
  readonly service: string;
  readonly delivery: number;
  readonly at: number;
}

/** Many may fail for the same reason, and nobody wants to read it as often. */
function failed(followed: Followed, { key, why, service, delivery, at }: FailedDelivery): void {
  const { failing, steps } = followed;
  const before = failing?.key === key && failing.why === why ? failing : undefined;
  const first = before?.first ?? delivery;
  const which = first === delivery ? `Delivery ${delivery}` : `Deliveries ${first} to ${delivery}`;
  const place = before?.place ?? steps.length;
  steps[place] = { at: steps[place]?.at ?? at, what: `${which} to ${service} failed`, why };
  followed.failing = { first, place, key, why };
}

/** Which request it was stands in the log, and differs each time. */
function withoutRequest(message: string): string {
  return message.replace(/^RequestId: [\w-]+ (Error: )?/, '');
}

function kept({ queueName, reason, at }: SystemEventOf<'dead-lettered'>): SeenStep {
  return /RetryQueue/.test(queueName)
    ? { at, what: 'It waits in the retry queue', why: 'The sweep delivers it again.' }
    : { at, what: `It lies in ${queueName}`, why: reason };
}

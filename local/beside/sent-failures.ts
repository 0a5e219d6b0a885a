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

type Followed = { -readonly [Key in keyof SentFailure]: SentFailure[Key] } & {
  readonly steps: SeenStep[];
  /** How often each event was delivered so far, by function and event. */
  readonly deliveries: Map<string, number>;
};

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
  private readonly byRequest = new Map<string, Followed>();
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
    for (const map of [this.byEvent, this.byRequest]) {
      for (const [id, followed] of map) if (forgotten.has(followed)) map.delete(id);
    }
  }

  private see(event: SystemEvent): void {
    switch (event.kind) {
      case 'event-accepted':
        return this.accepted(event);
      case 'invocation-started':
        return this.started(event);
      case 'invocation-ended':
        return this.ended(event);
      case 'dead-lettered':
        return this.note(this.byEvent.get(event.eventId ?? ''), event.at, ...keptText(event));
      case 'mail-refused': {
        const { invocation, errorCode, errorMessage } = event;
        const followed = this.byRequest.get(invocation?.requestId ?? '');
        return this.note(followed, event.at, 'The mail was refused', `${errorCode}: ${errorMessage}`);
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

  private started({ eventId, requestId, functionName }: SystemEventOf<'invocation-started'>): void {
    const followed = this.byEvent.get(eventId ?? '');
    if (!followed) return;
    this.byRequest.set(requestId, followed);
    const key = `${functionName} ${eventId}`;
    followed.deliveries.set(key, (followed.deliveries.get(key) ?? 0) + 1);
  }

  private ended({ eventId, functionName, result, at }: SystemEventOf<'invocation-ended'>): void {
    const followed = this.byEvent.get(eventId ?? '');
    if (!followed) return;
    const delivery = followed.deliveries.get(`${functionName} ${eventId}`) ?? 1;
    if (result.outcome === 'failed') {
      const { errorType, errorMessage } = result.error;
      const what = `Delivery ${delivery} to ${this.serviceOf(functionName)} failed`;
      return this.note(followed, at, what, `${errorType}: ${errorMessage}`);
    }
    if (delivery > 1) this.note(followed, at, `Delivery ${delivery} to ${this.serviceOf(functionName)} was done`, '');
  }

  private note(followed: Followed | undefined, at: number, what: string, why: string): void {
    followed?.steps.push({ at, what, why });
  }

  private serviceOf(functionName: string): string {
    const found = this.system.template.functions.find(({ name }) => name === functionName);
    return found?.environment['POWERTOOLS_SERVICE_NAME'] ?? functionName;
  }
}

function keptText({ queueName, reason }: SystemEventOf<'dead-lettered'>): [string, string] {
  return /RetryQueue/.test(queueName)
    ? ['It waits in the retry queue', 'The sweep delivers it again.']
    : [`It lies in ${queueName}`, reason];
}

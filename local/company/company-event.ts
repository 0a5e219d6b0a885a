import type { Timed, WithoutTime } from '../emulator/events/emulator-event';

/** The payment provider made a refund. A repeated response for a known idempotency key does not count. */
export interface RefundMade extends Timed {
  readonly kind: 'refund-made';
  readonly refund: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string | undefined;
}

/** The payment provider sent a webhook event, or tried to. */
export interface WebhookSent extends Timed {
  readonly kind: 'webhook-sent';
  readonly functionName: string;
  readonly eventId: string;
  readonly eventType: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** HTTP status of the response; missing where none came. */
  readonly status?: number | undefined;
}

/** Something that the company's other systems did. */
export type CompanyEvent = RefundMade | WebhookSent;

/** Publishes an event that happens now. */
export type EmitCompanyEvent = (event: WithoutTime<CompanyEvent>) => void;

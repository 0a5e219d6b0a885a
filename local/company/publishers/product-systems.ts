import * as z from 'zod';
import {
  answerSchema,
  inquirySchema,
  inquiryType,
  isAnswerType,
  longestAnswer,
  type Inquiry,
} from '../../../lambdas/outcomes/inquiry';
import type { SystemTemplate } from '../../emulator/template/template';
import type { CompanyBus, WatchedEvent } from '../company-bus';
import { PartnerBehaviour } from '../partner-behaviour';
import { answerTo, type LoggedFailure, type SoldEntitlements } from './answer-to';

/** How long it takes until somebody has looked into the logs. */
const lookedUpAfterMs = 1_500;

/** A question that was asked, as the product systems store it. */
export interface ReceivedInquiry extends Inquiry {
  readonly state: 'received' | 'answered';
}

const aboutSchema = z.looseObject({
  customer: z.object({ id: z.string() }),
  purchase: z.object({ orderId: z.string() }),
});

/**
 * The systems that publish failures, as far as somebody asks them about one: they look it up in their own log and among
 * what was sold, and answer. On this machine many publish in their name, so their log is what was on the bus.
 *
 * Each question is answered once.
 */
export class ProductSystems extends PartnerBehaviour {
  private readonly log: LoggedFailure[] = [];
  private readonly inquiries = new Map<string, ReceivedInquiry>();

  constructor(
    private readonly bus: CompanyBus,
    private readonly entitlements: SoldEntitlements,
  ) {
    super();
  }

  /** All questions, in order. */
  get received(): readonly ReceivedInquiry[] {
    return [...this.inquiries.values()];
  }

  /** Keeps what was published. What names no customer and no order is the publisher's defect, and nobody asks of it. */
  record({ source, 'detail-type': type, time, detail }: WatchedEvent): void {
    const { data } = aboutSchema.safeParse(detail);
    if (!data) return;
    const { customer, purchase, ...facts } = data;
    this.log.push({ source, type, time, customerId: customer.id, orderId: purchase.orderId, facts });
  }

  handleInquiry(detail: unknown): void {
    const inquiry = inquirySchema.parse(detail);
    if (this.inquiries.has(inquiry.inquiryId)) return;
    this.inquiries.set(inquiry.inquiryId, { ...inquiry, state: 'received' });
    if (this.nextBehaviour().kind === 'silent') return;
    this.bus.later(lookedUpAfterMs, () => this.answer(inquiry));
  }

  private async answer(inquiry: Inquiry): Promise<void> {
    const { inquiryId, remedyId, customerId, to, answerType } = inquiry;
    const answer = answerTo(inquiry, this.log, this.entitlements).slice(0, longestAnswer);
    this.inquiries.set(inquiryId, { ...inquiry, state: 'answered' });
    const detail = answerSchema.parse({ schemaVersion: 1, inquiryId, remedyId, customerId, answer });
    await this.bus.publish(to, answerType, detail);
  }
}

/** Connects the systems with the bus, where the template has a rule that takes answers. */
export function connectProductSystems(
  systems: ProductSystems,
  bus: CompanyBus,
  { rules }: Pick<SystemTemplate, 'rules'>,
): void {
  const sources = rules.flatMap(({ written }) => answeringIn(written));
  if (sources.length === 0) return;
  bus.watch('the product systems', sources, (event) => systems.record(event));
  bus.subscribe('the product systems', [inquiryType], (_, detail) => systems.handleInquiry(detail));
}

const patternSchema = z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) });

function answeringIn(pattern: unknown): readonly string[] {
  const { data } = patternSchema.safeParse(pattern);
  return data?.['detail-type'].every(isAnswerType) ? data.source : [];
}

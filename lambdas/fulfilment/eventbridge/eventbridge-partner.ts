import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { outcomeSource } from '../../outcomes/outcome';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import { answerWithinMs, partRequestOf } from '../port/part-request';
import type { CreditPartner, Partner, PartnerRequest } from '../port/partner';
import { partRequestTypes, partWithdrawalTypes } from '../port/partner-events';
import { NotAttemptedError } from '../port/refund-provider';

/** Requests parts from a partner on the bus. The partner responds with events. */
export class EventBridgePartner implements Partner, CreditPartner {
  readonly accounts = [];

  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** Requests on the bus speak ISO 4217. */
  smallestStepMinor(): number {
    return 1;
  }

  async carryOut(request: PartnerRequest): Promise<PartOutcome> {
    const { part, key } = request;
    const answerBy = new Date(this.clock().getTime() + answerWithinMs(part)).toISOString();
    await this.publish(partRequestTypes[part.kind], request, answerBy);
    return { state: 'pending', providerRef: key, answerBy };
  }

  /** A bus answers no questions: the response arrives by itself, or not at all. */
  find(): Promise<PartNotFound> {
    return Promise.resolve({ state: 'not-found' });
  }

  /**
   * A partner that receives it must not carry the part out any more. A response that says otherwise is for a person.
   */
  async withdraw(request: PartnerRequest): Promise<PartOutcome> {
    await this.publish(partWithdrawalTypes[request.part.kind], request, undefined);
    return { state: 'declined', reason: 'no-answer', providerRef: request.key };
  }

  private async publish(type: string, request: PartnerRequest, answerBy: string | undefined): Promise<void> {
    const Detail = JSON.stringify(partRequestOf(request, answerBy));
    const entry = { EventBusName: this.busName, Source: outcomeSource, DetailType: type, Detail };
    const response = await this.client.send(new PutEventsCommand({ Entries: [entry] })).catch((error: unknown) => {
      throw new NotAttemptedError(
        `${type} of ${request.key} may not be on the bus; it is requested again with the same key`,
        { cause: error, isCertain: false },
      );
    });
    // PutEvents answers 200 even when all of its entries failed.
    if (!response.FailedEntryCount) return;
    const { ErrorCode, ErrorMessage } = response.Entries?.[0] ?? {};
    throw new NotAttemptedError(
      `${type} of ${request.key} was not accepted by ${this.busName}: ${ErrorCode ?? ''} ${ErrorMessage ?? ''}`,
      // The SDK tries again where no answer came, and the bus may have taken what nobody answered.
      { isCertain: response.$metadata.attempts === 1 },
    );
  }
}

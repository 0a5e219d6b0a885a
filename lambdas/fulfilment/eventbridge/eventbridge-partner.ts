import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { outcomeSource } from '../../outcomes/outcome';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import { answerMsOf, partRequestOf } from '../port/part-request';
import type { Partner, PartnerRequest } from '../port/partner';
import { requestTypes, withdrawalTypes } from '../port/partner-events';
import { NotAttemptedError } from '../port/refund-provider';

/** Asks a partner on the bus, and hears of what became of it in events. */
export class EventBridgePartner implements Partner {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  async carryOut(request: PartnerRequest): Promise<PartOutcome> {
    const { part, key } = request;
    const answerBy = new Date(this.clock().getTime() + answerMsOf(part)).toISOString();
    await this.publish(requestTypes[part.kind], request, answerBy);
    return { state: 'pending', providerRef: key, answerBy };
  }

  /** Nobody can be asked on a bus: the answer comes by itself, or not. */
  find(): Promise<PartNotFound> {
    return Promise.resolve({ state: 'not-found' });
  }

  /** Whoever hears of it must not carry it out any more. An answer that says otherwise is for a person. */
  async withdraw(request: PartnerRequest): Promise<PartOutcome> {
    await this.publish(withdrawalTypes[request.part.kind], request, undefined);
    return { state: 'declined', reason: 'no-answer', providerRef: request.key };
  }

  private async publish(type: string, request: PartnerRequest, answerBy: string | undefined): Promise<void> {
    const Detail = JSON.stringify(partRequestOf(request, answerBy));
    const entry = { EventBusName: this.busName, Source: outcomeSource, DetailType: type, Detail };
    const answer = await this.client.send(new PutEventsCommand({ Entries: [entry] })).catch((error: unknown) => {
      throw new NotAttemptedError(`${type} of ${request.key} may not be on the bus; the same key asks again`, {
        cause: error,
      });
    });
    // PutEvents answers 200 also when it took none of its entries.
    if (!answer.FailedEntryCount) return;
    const { ErrorCode, ErrorMessage } = answer.Entries?.[0] ?? {};
    throw new NotAttemptedError(
      `${type} of ${request.key} was not taken by ${this.busName}: ${ErrorCode ?? ''} ${ErrorMessage ?? ''}`,
    );
  }
}

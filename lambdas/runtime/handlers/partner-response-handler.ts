import type { Context, EventBridgeEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { applyPartUpdate, type PartUpdateResult } from '../../flow/inbound/apply-part-update';
import { takeAnswer, type AnswerResult } from '../../flow/inquire/take-answer';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import {
  partnerResponseSchemas,
  partnerResponseTypes,
  updateOfResponse,
  type PartnerResponseType,
} from '../../fulfilment/port/partner-events';
import { answerSchema, isAnswerType } from '../../outcomes/inquiry';
import { partnerResponseSettings } from '../environment/environment';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { wirePartUpdates } from '../wiring/part-update-wiring';
import { wiredHandler } from './wired-handler';

type PartnerResponseEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler that applies what partners respond to requests for parts, and what publishers answer. It throws
 * where the event has to be delivered again. It also throws where the contract is not kept, so that the event ends in
 * the dead-letter queue with the reason.
 */
export function partnerResponseHandler(
  wire: (observer: Observer) => PublishContext = (observer) =>
    wirePartUpdates(partnerResponseSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: PartnerResponseEvent, context: Context) => Promise<PartUpdateResult | AnswerResult> {
  return wiredHandler(wire, tools, async (event: PartnerResponseEvent, { wired, observer }) => {
    const { 'detail-type': type, source, detail } = event;
    if (isAnswerType(type)) {
      const answer = parseContract(answerSchema, type, detail);
      const taken = await takeAnswer(answer, { source, type }, wired());
      observer.step({ step: 'response-received', remedyId: answer.remedyId, why: `${type}: ${taken.result}` });
      return taken;
    }
    const update = updateIn(event);
    const applied = await applyPartUpdate(update, 'applied', wired());
    observer.step({
      step: 'response-received',
      remedyId: update.remedyId,
      why: whyOf(event, applied),
    });
    return applied;
  });
}

/** @throws ContractError */
function updateIn({ 'detail-type': type, detail }: PartnerResponseEvent): PartUpdate {
  if (!isResponseType(type)) {
    throw new ContractError(type, [{ path: '(detail-type)', message: 'is not a response to a request' }]);
  }
  return updateOfResponse(type, parseContract(partnerResponseSchemas[type], type, detail));
}

function isResponseType(type: string): type is PartnerResponseType {
  return (partnerResponseTypes as readonly string[]).includes(type);
}

function whyOf({ 'detail-type': type }: PartnerResponseEvent, applied: PartUpdateResult): string {
  return applied.result === 'contradicts' ? `${type} contradicts: ${applied.why}` : `${type}: ${applied.result}`;
}

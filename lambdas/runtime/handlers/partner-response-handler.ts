import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/parse-failure';
import { applyPartUpdate, type PartUpdateResult } from '../../flow/inbound/apply-part-update';
import type { Observer } from '../../flow/record/observer';
import type { PublishPorts } from '../../flow/record/publish';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import { answerSchemas, answerTypes, updateOfResponse, type AnswerType } from '../../fulfilment/port/partner-events';
import { wireAnswers } from '../wiring/partner-response-wiring';
import { answerSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

type AnswerEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler that hears from partners what became of what they were asked for. It throws where the event has to be
 * delivered again. A broken contract is thrown too, so that the answer ends parked with the reason beside it.
 */
export function answerHandler(
  wire: (observer: Observer) => PublishPorts = (observer) => wireAnswers(answerSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: AnswerEvent, context: Context) => Promise<PartUpdateResult> {
  const wired = once(() => wire(observer()));
  return middy<AnswerEvent, PartUpdateResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const update = updateIn(event);
      const heard = await applyPartUpdate(update, wired());
      // No failure type: what is not ours has none, and the remedy leads to it otherwise.
      observer().step({ step: 'answer-heard', remedyId: update.remedyId, failureType: '', why: whyOf(event, heard) });
      return heard;
    });
}

/** @throws ContractError */
function updateIn({ 'detail-type': type, detail }: AnswerEvent): PartUpdate {
  if (!isAnswerType(type)) throw new ContractError(type, [{ path: '(detail-type)', message: 'is no answer' }]);
  return updateOfResponse(type, parseContract(answerSchemas[type], type, detail));
}

function isAnswerType(type: string): type is AnswerType {
  return (answerTypes as readonly string[]).includes(type);
}

function whyOf({ 'detail-type': type }: AnswerEvent, heard: PartUpdateResult): string {
  return heard.result === 'contradicts' ? `${type} contradicts: ${heard.why}` : `${type}: ${heard.result}`;
}

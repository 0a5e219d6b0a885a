import middy from '@middy/core';
import type { Context, EventBridgeEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { applyPartUpdate, type PartUpdateResult } from '../../flow/inbound/apply-part-update';
import type { Observer } from '../../flow/record/observer';
import type { PublishContext } from '../../flow/record/record-writer';
import type { PartUpdate } from '../../fulfilment/port/part-update';
import {
  responseSchemas,
  responseTypes,
  updateOfResponse,
  type ResponseType,
} from '../../fulfilment/port/partner-events';
import { wirePartnerResponses } from '../wiring/partner-response-wiring';
import { partnerResponseSettings } from '../environment/environment';
import { once } from '../telemetry/once';
import { telemetry, type Telemetry } from '../telemetry/telemetry';

type PartnerResponseEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler that hears from partners what became of what they were asked for. It throws where the event has to be
 * delivered again. A broken contract is thrown too, so that the answer ends parked with the reason beside it.
 */
export function partnerResponseHandler(
  wire: (observer: Observer) => PublishContext = (observer) =>
    wirePartnerResponses(partnerResponseSettings(process.env), observer),
  { observer, middleware }: Telemetry = telemetry(),
): (event: PartnerResponseEvent, context: Context) => Promise<PartUpdateResult> {
  const wired = once(() => wire(observer()));
  return middy<PartnerResponseEvent, PartUpdateResult>({ timeoutEarlyInMillis: 0 })
    .use(middleware)
    .handler(async (event) => {
      const update = updateIn(event);
      const heard = await applyPartUpdate(update, wired());
      observer().step({
        step: 'response-received',
        remedyId: update.remedyId,
        why: whyOf(event, heard),
      });
      return heard;
    });
}

/** @throws ContractError */
function updateIn({ 'detail-type': type, detail }: PartnerResponseEvent): PartUpdate {
  if (!isResponseType(type)) throw new ContractError(type, [{ path: '(detail-type)', message: 'is no answer' }]);
  return updateOfResponse(type, parseContract(responseSchemas[type], type, detail));
}

function isResponseType(type: string): type is ResponseType {
  return (responseTypes as readonly string[]).includes(type);
}

function whyOf({ 'detail-type': type }: PartnerResponseEvent, heard: PartUpdateResult): string {
  return heard.result === 'contradicts' ? `${type} contradicts: ${heard.why}` : `${type}: ${heard.result}`;
}

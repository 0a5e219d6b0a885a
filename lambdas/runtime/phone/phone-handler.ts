import type { Context, EventBridgeEvent } from 'aws-lambda';
import { ContractError, parseContract } from '../../failures/definition/parse-failure';
import { hearContact } from '../../flow/phone/hear-contact';
import type { PhonePorts } from '../../flow/phone/phone-ports';
import { takeRequest, withdrawCall, type CallRequest, type PhoneResult } from '../../flow/phone/take-request';
import type { Observer } from '../../flow/record/observer';
import { partRequestSchema, partRequestTypes, partWithdrawalTypes } from '../../fulfilment/port/partner-events';
import { contactEventType, contactFactOf } from '../../phone/contact-event';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { phoneSettings } from './phone-settings';
import { wirePhone } from './phone-wiring';

type PhoneEvent = EventBridgeEvent<string, unknown>;

/**
 * The Lambda handler that has customers called: it takes requests for calls, and hears what becomes of the contacts
 * that it has begun. It throws where the event has to be delivered again, and where a request breaks its contract.
 */
export function phoneHandler(
  wire: (observer: Observer) => PhonePorts = (observer) => wirePhone(phoneSettings(process.env), observer),
  tools: Telemetry = telemetry(),
): (event: PhoneEvent, context: Context) => Promise<PhoneResult> {
  return wiredHandler(wire, tools, async ({ 'detail-type': type, detail }: PhoneEvent, { wired }) => {
    const ports = wired();
    if (type === contactEventType) {
      const fact = contactFactOf(detail, ports.setting.instanceId);
      return fact ? hearContact(fact, ports) : { result: 'not-ours' };
    }
    if (type === partRequestTypes.callback) return takeRequest(requestIn(type, detail), ports);
    if (type === partWithdrawalTypes.callback) return withdrawCall(requestIn(type, detail), ports);
    throw new ContractError(type, [{ path: '(detail-type)', message: 'is nothing that a contact center is asked' }]);
  });
}

/** @throws ContractError */
function requestIn(type: string, detail: unknown): CallRequest {
  const { part, ...request } = parseContract(partRequestSchema, type, detail);
  if (part.kind === 'callback') return { ...request, part };
  throw new ContractError(type, [{ path: 'part.kind', message: 'is no callback' }]);
}

import { ConnectClient } from '@aws-sdk/client-connect';
import type { PartnerResponseType } from '../../../lambdas/fulfilment/port/partner-events';
import { partnerResponseSchemas } from '../../../lambdas/fulfilment/port/partner-events';
import { hearContact } from '../../../lambdas/flow/phone/hear-contact';
import type { PhonePorts } from '../../../lambdas/flow/phone/phone-ports';
import {
  takeRequest,
  withdrawCall,
  type CallRequest,
  type PhoneResult,
} from '../../../lambdas/flow/phone/take-request';
import type { StepTaken } from '../../../lambdas/flow/record/observer';
import type { CallPublisher } from '../../../lambdas/phone/call-publisher';
import type { CallRecord } from '../../../lambdas/phone/call-record';
import type { CallStore } from '../../../lambdas/phone/call-store';
import { ConnectContactCenter } from '../../../lambdas/phone/connect-contact-center';
import { contactFactOf } from '../../../lambdas/phone/contact-event';
import type { PhoneSetting } from '../../../lambdas/phone/phone-setting';
import { startConnectApi, type ConnectApi } from '../../../local/emulator/connect/connect-api';
import { ConnectInstance } from '../../../local/emulator/connect/connect-instance';
import type { Contact } from '../../../local/emulator/connect/contact';
import { readFlow } from '../../../local/emulator/contact-flows/contact-flow';

export const instanceArn = 'arn:aws:connect:eu-west-1:111122223333:instance/in-1';
export const taskFlow = JSON.stringify({
  Version: '2019-10-30',
  StartAction: 'queue',
  Metadata: {},
  Actions: [
    {
      Identifier: 'queue',
      Type: 'UpdateContactTargetQueue',
      Parameters: { QueueId: `${instanceArn}/queue/q-1` },
      Transitions: { NextAction: 'transfer', Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'end' }] },
    },
    {
      Identifier: 'transfer',
      Type: 'TransferContactToQueue',
      Parameters: {},
      Transitions: { NextAction: 'end', Errors: [{ ErrorType: 'QueueAtCapacity', NextAction: 'end' }] },
    },
    { Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
  ],
});

/** A Monday, by day nearly everywhere in Europe. */
export const monday = new Date('2026-11-30T12:00:00.000Z');

export const setting: PhoneSetting = {
  instanceId: 'in-1',
  queueId: 'q-1',
  taskFlowId: 'task-flow',
  callFlowId: 'call-flow',
  quietHours: { from: 20, until: 9, timeZone: 'UTC' },
  withinSeconds: 60,
  afterOpeningMinutes: 60,
  hours: { timeZone: 'UTC', open: { mon: '09:00-17:00', tue: '09:00-17:00' } },
};

/** What was said on the bus, as its contract reads it. */
export interface Published {
  readonly type: PartnerResponseType;
  readonly callBy?: string | undefined;
  readonly reason?: string | undefined;
}

class CallsInMemory implements CallStore {
  readonly records = new Map<string, CallRecord>();
  readonly contacts = new Map<string, string>();

  async find(key: string): Promise<CallRecord | undefined> {
    return this.records.get(key);
  }

  async save(record: CallRecord): Promise<'saved' | 'stale'> {
    if ((this.records.get(record.key)?.version ?? 0) !== record.version - 1) return 'stale';
    this.records.set(record.key, record);
    return 'saved';
  }

  async keyOf(contactId: string): Promise<string | undefined> {
    return this.contacts.get(contactId);
  }

  async note(contactId: string, key: string): Promise<void> {
    if (!this.contacts.has(contactId)) this.contacts.set(contactId, key);
  }
}

/** The flow with an emulated instance, by the client that functions use. Events are taken when a test wants it. */
export class PhoneWorld {
  now = monday;
  phone: string | undefined = '+4721930000';
  /** Not yet taken. */
  events: Readonly<Record<string, unknown>>[] = [];
  readonly published: Published[] = [];
  readonly steps: StepTaken[] = [];
  readonly calls = new CallsInMemory();
  ports: PhonePorts;

  private constructor(
    readonly instance: ConnectInstance,
    readonly api: ConnectApi,
  ) {
    const config = { endpoint: api.url, region: 'eu-west-1', maxAttempts: 1 };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.ports = {
      calls: this.calls,
      center: new ConnectContactCenter(new ConnectClient({ ...config, credentials }), setting),
      publisher: this.publisher(),
      ledger: { readEnvelope: async (customerId, remedyId) => this.envelope(customerId, remedyId) },
      setting,
      observer: { step: (taken) => void this.steps.push(taken), trouble: () => undefined },
      clock: () => this.now,
      wait: async () => undefined,
    };
  }

  static async start(): Promise<PhoneWorld> {
    const flow = readFlow(taskFlow);
    const flows = new Map([
      ['task-flow', flow],
      ['call-flow', flow],
    ]);
    const made: { world?: PhoneWorld } = {};
    const instance = new ConnectInstance({
      instanceArn,
      queueId: 'q-1',
      flows,
      clock: () => made.world?.now ?? monday,
      publish: ({ detail }) => void made.world?.events.push({ ...detail }),
    });
    made.world = new PhoneWorld(instance, await startConnectApi(instance));
    return made.world;
  }

  request(change: Partial<CallRequest['part']> = {}, key = 'rem_1_1'): CallRequest {
    const failure = {
      occurredAt: '2026-11-30T11:00:00Z',
      evidence: 'reported',
      customer: { id: 'cus_1', name: 'Ida Berg', email: 'ida@example.com', phone: this.phone, timeZone: 'Europe/Oslo' },
    };
    return {
      schemaVersion: 1,
      ...{ key, remedyId: 'rem_1', partNumber: 1, customerId: 'cus_1', failureType: 'ParcelStolen', orderId: 'ord_1' },
      part: { kind: 'callback', channel: 'phone', deadlineSeconds: 7_200, ...change },
      failure,
    };
  }

  take(change?: Partial<CallRequest['part']>): Promise<PhoneResult> {
    return takeRequest(this.request(change), this.ports);
  }

  withdraw(): Promise<PhoneResult> {
    return withdrawCall(this.request(), this.ports);
  }

  /** Everything that Connect has told since, in the order that a test wants. */
  async hear(order: (events: readonly Readonly<Record<string, unknown>>[]) => typeof this.events = (all) => [...all]) {
    const taken = order(this.events.splice(0));
    const results: PhoneResult['result'][] = [];
    for (const detail of taken) results.push(await this.hearOne(detail));
    return results;
  }

  async hearOne(detail: Readonly<Record<string, unknown>>): Promise<PhoneResult['result']> {
    const fact = contactFactOf(detail, setting.instanceId);
    return fact ? (await hearContact(fact, this.ports)).result : 'not-ours';
  }

  get task(): Contact {
    return this.only('TASK');
  }

  get call(): Contact {
    return this.only('VOICE');
  }

  of(channel: Contact['channel']): readonly Contact[] {
    return this.instance.all.filter((contact) => contact.channel === channel);
  }

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  private only(channel: Contact['channel']): Contact {
    const [newest] = this.of(channel);
    if (!newest) throw new Error(`There is no ${channel}.`);
    return newest;
  }

  private envelope(customerId: string, remedyId: string) {
    const { failure } = this.request();
    const dates = { detectedAt: monday.toISOString(), expiresAt: '2027-02-28T00:00:00Z' };
    return this.phone === undefined ? undefined : { customerId, remedyId, failure, ...dates };
  }

  private publisher(): CallPublisher {
    const keep = (type: PartnerResponseType, more: object): void => {
      const about = { schemaVersion: 1, remedyId: 'rem_1', partNumber: 1, customerId: 'cus_1', ...more };
      const { callBy, reason } = partnerResponseSchemas[type].parse(about) as Omit<Published, 'type'>;
      this.published.push({ type, ...(callBy !== undefined && { callBy }), ...(reason !== undefined && { reason }) });
    };
    return {
      accepted: async (_call, reference, callBy) => keep('CallbackAccepted', { reference, callBy }),
      completed: async (_call, reference) => keep('CallbackCompleted', { reference }),
      missed: async (_call, reason, reference) => keep('CallbackMissed', { reason, reference }),
    };
  }
}

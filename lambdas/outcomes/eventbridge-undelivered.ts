import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from './eventbridge-events';
import { undeliveredType, type UndeliveredMail, type UndeliveredMails } from './undelivered-mail';

/** Tells owners on the bus, where a rule of theirs takes it to their desk. */
export class EventBridgeUndelivered implements UndeliveredMails {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
    /** The failure types that each owner looks after. */
    private readonly owners: Readonly<Record<string, readonly string[]>>,
  ) {}

  async publish(mail: Omit<UndeliveredMail, 'schemaVersion' | 'owner'>): Promise<void> {
    const [owner] = Object.entries(this.owners).find(([, types]) => types.includes(mail.failureType)) ?? [];
    const detail: UndeliveredMail = { schemaVersion: 1, ...mail, ...(owner !== undefined && { owner }) };
    await putEvents(this.client, this.busName, mail.remedyId, [{ type: undeliveredType, detail }]);
  }
}

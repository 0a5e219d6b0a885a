import type { EmailEvent } from '../../email/email-event';
import { taggedIn } from '../port/message-tag';
import { messageReportedSchema } from './channel-events';

/** What a report says of a message of a notice, or undefined where it says nothing about any of ours. */
export function messageEventIn(detail: unknown): EmailEvent | undefined {
  const report = messageReportedSchema.safeParse(detail);
  const tagged = report.success ? taggedIn(report.data.tag) : undefined;
  if (!report.success || !tagged) return undefined;
  const { network: by, state, reference: messageId, reason } = report.data;
  return { ...tagged, by, state, messageId, reason };
}

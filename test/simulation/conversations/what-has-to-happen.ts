/** What worlds of conversations have to come across: without that they prove nothing about it. */
const hasToHappen = [
  'agents: a mail that came by two ways',
  'agents: answer a copy',
  'answers taken by the mail service',
  'console: answer',
  'console: close',
  'console: gives up',
  'console: hand over',
  'console: take over',
  'copies whose reply was lost',
  'crashes',
  'customers erased',
  'customers: away',
  'customers: complains',
  'customers: elsewhere',
  'customers: forged',
  'customers: other',
  'customers: twice',
  'events refused by the bus',
  'events tried again later',
  'mail replies lost',
  'mails refused',
  'mails that ended: bucket',
  'mails that ended: conversation',
  'mails that ended: log',
  'mails that ended: mailbox',
  'mails told of twice',
  'reported: Bounce',
  'reported: Complaint',
  'step: answer-sent',
  'step: answer-unknown',
  'step: conversation-handed-over',
  'thrown: AnswerInProgressError',
  'time-outs',
] as const;

/** What of it did not happen. */
export function neverHappened(counts: ReadonlyMap<string, number>): string[] {
  return hasToHappen.filter((what) => (counts.get(what) ?? 0) === 0);
}

import { writtenDown } from '../../lambdas/email/sent/sent-mail';
import { nextVersion } from '../../lambdas/ledger/notice/notice-transitions';
import type { RemedyKey } from '../../lambdas/ledger/port/ledger';
import { MemorySentMails } from '../fakes/memory-sent-mails';
import type { OperatorWorld } from './operator-world';

/** Mails are kept as they left: said before the first request. */
export function keepMails(world: OperatorWorld): MemorySentMails {
  const mails = new MemorySentMails();
  world.sentMails = { mails, wait: () => Promise.resolve() };
  return mails;
}

/** As if the apology of a remedy had been kept when it left. */
export async function keepMail(world: OperatorWorld, { customerId, remedyId }: RemedyKey, mails: MemorySentMails) {
  const which = { customerId, remedyId, template: 'apology' } as const;
  const notice = await world.ledger.readNotice(which);
  const { previews } = world.operatorApiPorts();
  const answer = await previews.mailsAfter({ ...which, sent: 'apology' });
  if (answer.answer !== 'done' || !answer.sent || !notice) throw new Error('it has not left');
  const { open: _, warnings: __, ...mail } = answer.sent;
  const messageId = notice.messageId ?? '';
  const facts = { salt: 'a salt', remedyId, messageId, leftAt: '2026-11-20T20:45:00.000Z' };
  const { text, hash } = writtenDown({ ...facts, ...mail, html: mail.html.replaceAll('£3.99', '£3.99, as it left') });
  await mails.keep({ ...which, messageId }, text, new AbortController().signal);
  const stamp = { at: world.clock().toISOString(), token: 'kept' };
  await world.ledger.saveNotice(nextVersion({ ...notice, keptHash: hash }, 'it was kept', stamp));
}

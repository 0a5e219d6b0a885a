import { isOfLetter } from '../../conversation/letter-keys';
import { isOfThread } from '../../conversation/threads/thread-keys';
import { envelopeDays } from '../../ledger/envelope';
import type { MailView, RemedyKey } from '../../ledger/port/ledger';
import { dayMs } from '../../model/durations';
import type { ConverseContext } from './converse-context';

/**
 * Whoever writes a letter by mail, or on a network, has one conversation for ever, and its address is kept for as long
 * after their last mail as after the first, or nobody could answer that. It is as old as it was, so that an erasure
 * still reaches it, and where it was erased it does not come back.
 */
export async function keepAddress(
  of: RemedyKey,
  { envelope }: Pick<MailView, 'envelope'>,
  { ledger, clock }: Pick<ConverseContext, 'ledger' | 'clock'>,
): Promise<void> {
  if (!envelope || !(isOfLetter(of) || isOfThread(of))) return;
  const expiresAt = new Date(clock().getTime() + envelopeDays * dayMs).toISOString();
  await ledger.replaceEnvelope({ ...envelope, expiresAt });
}

import { withComplaint, type FollowUpTurns } from '../../ledger/follow/follow-up-turn';

/** How often to read again where others write the same. */
const mostWrites = 4;

/** Others write the same turn. Deliver the event again. */
const busy = 'the turns of a customer are being written by others; this event has to come again';

/**
 * Notes that a customer called a mail of ours spam: nothing follows up on any of their remedies after that.
 *
 * @throws where others go on writing, and the event has to be delivered again
 */
export async function noteComplaint(customerId: string, at: string, turns: FollowUpTurns | undefined): Promise<void> {
  for (let writes = 0; turns && writes < mostWrites; writes++) {
    const next = withComplaint(await turns.readTurn(customerId), customerId, at);
    if (!next || (await turns.saveTurn(next)) === 'saved') return;
    if (writes === mostWrites - 1) throw new Error(busy);
  }
}

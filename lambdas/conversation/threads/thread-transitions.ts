import type { WriteStamp } from '../../ledger/remedy-record';
import { next } from '../conversation-transitions';
import type { Conversation, Line } from '../conversation';
import { withLine } from '../with-line';
import type { ThreadLink } from './thread';

/** Who has a conversation that somebody answers from a desk of their own. */
export const otherDesk = 'another desk';

/** The conversation with an answer that somebody wrote elsewhere. Undefined where it has it. */
export function answeredElsewhere(conversation: Conversation, line: Line, stamp: WriteStamp): Conversation | undefined {
  const { lines, state, holder } = conversation;
  if (lines.some(({ id }) => id === line.id)) return undefined;
  const answered = { ...conversation, lines: withLine(lines, line) };
  const why = 'somebody answers from another desk';
  if (state === 'closed') return next(answered, state, why, stamp);
  return next({ ...answered, holder: state === 'taken' ? holder : otherDesk }, 'taken', why, stamp);
}

/** The conversation once somebody knows whose it is. Undefined where it was known. */
export function linkedTo(
  conversation: Conversation,
  link: ThreadLink,
  how: string,
  stamp: WriteStamp,
): Conversation | undefined {
  const { link: known, state } = conversation;
  const isNews = known?.customerId !== link.customerId || (link.remedyId ?? known.remedyId) !== known.remedyId;
  // What a person has found out is not undone by a message that names nobody, and a handle belongs to whom it did.
  if (!isNews || (known?.by === 'person' && link.by === 'handle')) return undefined;
  const remedyId = link.remedyId ?? (known?.customerId === link.customerId ? known.remedyId : undefined);
  const linked = { ...conversation, link: { ...link, ...(remedyId !== undefined && { remedyId }) } };
  return next(linked, state, `linked to the customer ${link.customerId}: ${how}`, stamp);
}

/** How the step begins that says so. */
export const windowTold = 'the network takes no answer after ';

/** The conversation whose owner is told that its window ends. */
export function warned(conversation: Conversation, line: Line, stamp: WriteStamp): Conversation {
  const why = `${windowTold}${line.on?.until ?? 'a while'}`;
  return next({ ...conversation, warnedOf: line.id }, conversation.state, why, stamp);
}

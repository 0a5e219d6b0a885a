import { hear, type BegunAbout, type Hearing } from '../../conversation/conversation-transitions';
import type { Conversation, Line } from '../../conversation/conversation';
import { mostReads, publishConversation, writeConversation, type ConverseContext } from './converse-context';

/** Writes down a line that came, unless the conversation has it, or has no more room. */
export async function writeHearing(about: BegunAbout, line: Line, context: ConverseContext): Promise<Hearing> {
  const { customerId, remedyId } = about;
  for (let reads = 0; reads < mostReads; reads++) {
    const stored = await context.conversations.read({ customerId, remedyId });
    const stamp = { at: context.clock().toISOString(), token: context.newToken() };
    const hearing = hear(stored, about, line, stamp);
    if (hearing.is !== 'heard') return hearing;
    if (await writeConversation(() => hearing.conversation, context)) return hearing;
  }
  throw new Error(`the conversation about ${remedyId} is being written by others; this has to come again`);
}

/** Also where it was written before: whoever wrote it may have died before it was told. */
export async function tellIfOpened(
  { customerId, remedyId }: BegunAbout,
  line: Line,
  context: ConverseContext,
): Promise<void> {
  const conversation = await context.conversations.read({ customerId, remedyId });
  if (conversation && isOpenedBy(conversation, line)) await publishConversation('opened', conversation, context);
}

function isOpenedBy({ state, since, lines }: Conversation, { id, at }: Line): boolean {
  return (state === 'new' || state === 'reopened') && since === at && lines.some((line) => line.id === id);
}

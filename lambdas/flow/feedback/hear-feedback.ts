import { isOpen } from '../../conversation/conversation';
import { readAnswer } from '../../feedback/reading/read-answer';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import type { ConverseContext } from '../converse/converse-context';
import type { HearFeedback } from '../converse/hear-reply';
import { noteAnswer, type NoteContext } from './note-answer';

const asked: NoticeTemplate = 'feedback';

/**
 * Reads mails that answer the question whether it was made right, and notes what they say. Each goes on as every answer
 * does, to a person, but for a yes that says nothing else.
 */
export function hearFeedbackIn(context: NoteContext & Pick<ConverseContext, 'conversations'>): HearFeedback {
  return async ({ customerId, remedyId }, { template }, text) => {
    if (template !== asked) return undefined;
    const of = { customerId, remedyId };
    const { answer, hasMore } = readAnswer(text);
    const noted = await noteAnswer({ ...of, answer, by: 'mail', words: hasMore ? text : '' }, context);
    if (noted === 'not-asked' || noted === 'erased') return undefined;
    const conversation = answer === 'yes' && !hasMore ? await context.conversations.read(of) : undefined;
    return { answer, isAll: answer === 'yes' && !hasMore && !(conversation && isOpen(conversation)) };
  };
}

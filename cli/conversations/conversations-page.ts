import type { ConversationListView, ConversationPage } from '../../lambdas/operator-api/response-schemas';
import { printable, tableOf } from '../pages/table';
import { timeText } from '../pages/time-text';

export function conversationsPage({ conversations, isComplete }: ConversationListView): string {
  if (conversations.length === 0) return 'Nobody waits for an answer.';
  const rows = conversations.map((one) => [
    timeText(one.since),
    one.answerBy === undefined ? '' : timeText(one.answerBy),
    one.owner,
    one.state,
    one.holder ?? '',
    one.channel === undefined ? 'mail' : `${one.channel.network}${one.channel.isPublic ? ', public' : ''}`,
    one.customerId,
    one.remedyId,
    one.reference,
    one.failureType,
    String(one.mails),
  ]);
  const heading = [
    'SINCE',
    'ANSWER BY',
    'OWNER',
    'STATE',
    'WHO HAS IT',
    'WHERE',
    'CUSTOMER',
    'REMEDY',
    'REFERENCE',
    'TYPE',
    'MAILS',
  ];
  return [tableOf(heading, rows), ...(isComplete ? [] : ['There are more.'])].join('\n');
}

/** What was said, the oldest first. */
export function conversationPage({ conversation }: ConversationPage): string {
  const { reference, state, holder, since, failureType, lines, owner, answerBy, waitedMinutes } = conversation;
  const who = holder === undefined ? '' : `, ${holder} has it`;
  const mails = lines.map(({ by, at, text, why, feedback, subject, attached = [], signedBy, answer, there }) => {
    const head = [
      timeText(at),
      by === 'elsewhere' ? 'from another address, or not certain' : by,
      ...(signedBy === undefined ? [] : [signedBy]),
      ...(there ? [there.isPublic ? 'in public' : 'in private'] : []),
      ...(there?.name === undefined ? [] : [there.name]),
      ...(answer ? [answer.why === undefined ? answer.state : `${answer.state}: ${answer.why}`] : []),
      ...(feedback ? [`was it made right: ${feedback}`] : []),
      ...(subject === undefined ? [] : [`"${subject}"`]),
    ].join(', ');
    const isPicture = text === '' && feedback === undefined;
    const empty = 'Nothing is written in it. The mailbox has the mail as it came.';
    const spoken = isPicture ? empty : (text ?? why ?? 'What was said is not kept any more.');
    const named = attached.length === 0 ? [] : [inOneLine(`Attached, not opened: ${attached.join(', ')}`)];
    return [inOneLine(`-- ${head}`), indented(spoken), ...named].join('\n');
  });
  const by = answerBy === undefined ? '' : `, to be answered by ${timeText(answerBy)}`;
  const waited = waitedMinutes === undefined ? '' : `, the last answer after ${waitedMinutes} minutes of its hours`;
  const head = inOneLine(`${reference}, ${failureType}: ${state} since ${timeText(since)}${who}`);
  const lookedAfter = inOneLine(`Looked after by ${owner}${by}${waited}`);
  return [[head, lookedAfter, ...whereOf(conversation)].join('\n'), ...mails].join('\n\n');
}

/** Of one on a network: where, until when it takes an answer, and whose it is. */
function whereOf({ channel, windowEndsAt, closedBecause, linked }: ConversationPage['conversation']): string[] {
  if (!channel) return [];
  const until = windowEndsAt === undefined ? '' : `, which takes an answer until ${timeText(windowEndsAt)}`;
  const customer = linked === undefined ? 'nobody we know' : linked.customerId;
  const closed = closedBecause === undefined ? [] : [inOneLine(`Nobody can answer there: ${closedBecause}`)];
  return [inOneLine(`On ${channel.name}${until}. Customer: ${customer}`), ...closed];
}

function inOneLine(text: string): string {
  return printable(text).replaceAll('\n', ' ');
}

/** What stands at the begin of a line is ours. Whoever writes can not write a line that looks like it. */
function indented(text: string): string {
  return printable(text.replaceAll('\r\n', '\n'))
    .split('\n')
    .map((line) => `   ${line}`.trimEnd())
    .join('\n');
}

import { conversationTransitions } from '../../lambdas/conversation/conversation-transitions';
import { noticeTransitions } from '../../lambdas/ledger/notice/notice-transitions';
import { remedyTransitions } from '../../lambdas/ledger/transitions';

/** The states in which a remedy record or a notice begins. */
const remedyBeginnings = ['held', 'issued', 'pending', 'declined', 'unknown'];
const noticeBeginnings = ['none'];
const conversationBeginnings = ['new'];

/** The page with the state diagrams, drawn from the tables that the ledger itself obeys. */
export function stateDiagramsPage(): string {
  return [
    '# States',
    '',
    'Drawn from `lambdas/ledger/transitions.ts` and `lambdas/ledger/notice/notice-transitions.ts` by `npm run documents`. The ledger',
    'refuses every other step.',
    '',
    '## A remedy',
    '',
    ...diagram(remedyTransitions, remedyBeginnings),
    '',
    'A remedy record begins in the state in which the first attempt left it. [The money path](money-path.md) says what each',
    'state means for the money, and who moves it on.',
    '',
    '## A notice',
    '',
    ...diagram(noticeTransitions, noticeBeginnings),
    '',
    '`sending → none` is for a mail that the mail service certainly did not take, `sending → suppressed` for an address that it',
    'refuses, `none → suppressed` for a customer who has no mail address, or whose address is not kept any more. `held` waits for a',
    'person who approves the words; `held → suppressed` is for words that were rejected, `held → none` for a remedy that failed',
    'before the customer was written of it. From an end a mail goes back to `sending` only because a person wants it sent once',
    'more. What went wrong or is in doubt is on the list that `amends notices list` shows.',
    '',
    '## A conversation',
    '',
    ...diagram(conversationTransitions, conversationBeginnings),
    '',
    '`waiting` waits for the customer. A mail of the customer leaves `new`, `taken` and `reopened` as they are, and opens the others',
    'again. An answer that bounced makes it `taken` again, and one that was called spam closes it.',
    '',
  ].join('\n');
}

/** Mermaid takes no hyphen in the id of a state, so such a state has an id beside its name. */
function diagram(transitions: Readonly<Record<string, readonly string[]>>, beginnings: readonly string[]): string[] {
  const states = Object.keys(transitions);
  const idOf = (state: string): string => state.replaceAll('-', '_');
  const named = states.filter((state) => idOf(state) !== state);
  const ends = states.filter((state) => transitions[state]?.length === 0);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...named.map((state) => `  state "${state}" as ${idOf(state)}`),
    ...beginnings.map((state) => `  [*] --> ${idOf(state)}`),
    ...states.flatMap((from) => (transitions[from] ?? []).map((to) => `  ${idOf(from)} --> ${idOf(to)}`)),
    ...ends.map((state) => `  ${idOf(state)} --> [*]`),
    '```',
  ];
}

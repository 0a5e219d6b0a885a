import type { Mutant, MutantGroup } from '../mutant';

const judge = 'lambdas/flow/follow/judge-follow-up.ts';
const whyNot = 'lambdas/flow/follow/why-not-followed-up.ts';
const turns = 'lambdas/ledger/follow/follow-up-turn.ts';
const feedback = 'lambdas/feedback/feedback.ts';

/** Ways to break what follows after a mail that says sorry. */
const mutants: readonly Mutant[] = [
  {
    name: 'a follow-up that has left is judged anew',
    file: judge,
    find: "if (notice && notice.state !== 'none') return notice.planned ? { result: 'wanted' } : stopped;",
    replace: "if (notice && notice.state === 'suppressed') return stopped;",
    why: 'what has left, or is leaving, is for whoever sends it to know again',
  },
  {
    name: 'a follow-up in doubt leaves again',
    file: 'lambdas/flow/notify/apologise.ts',
    find: 'if (notice.resend) return begin(view, wanted, context);',
    replace: 'if (notice.resend || notice.planned) return begin(view, wanted, context);',
    why: 'an event that is delivered again may come after the mail left',
  },
  {
    name: 'a follow-up takes no turn',
    file: judge,
    find: "if ((await turnsFor(template, context)?.saveTurn(taken)) === 'stale') {",
    replace: 'if (!taken) {',
    why: 'two remedies of one customer come to their day at once',
  },
  {
    name: 'a turn that another has taken meanwhile is one’s own',
    file: judge,
    find: "if ((await turnsFor(template, context)?.saveTurn(taken)) === 'stale') {",
    replace: 'if ((await turnsFor(template, context)?.saveTurn(taken)) === undefined) {',
    why: 'of two that look at once, one is too late',
  },
  {
    name: 'the turn of another is not waited for',
    file: turns,
    find: 'if (turn?.at === undefined || isOwn(turn, of)) return undefined;',
    replace: 'if (turn?.at === undefined || isOwn(turn, of) || daysApart > 0) return undefined;',
    why: 'a customer would have several such mails in a day',
  },
  {
    name: 'all mails of one remedy have one turn',
    file: turns,
    find: 'return turn.remedyId === remedyId && turn.template === template;',
    replace: 'return turn.remedyId === remedyId && turn.template !== undefined && template !== undefined;',
    why: 'the question would come with the mail that says that the money should be there',
  },
  {
    name: 'a mail that was late for its turn is not waited for',
    file: turns,
    find: 'return { ...turn, customerId, remedyId, template, at, version: (turn?.version ?? 0) + 1 };\n}\n\n/** Undefined where it is known',
    replace:
      'return { ...turn, customerId, remedyId, template, at: turn && isOwn(turn, of) ? turn.at : at, version: (turn?.version ?? 0) + 1 };\n}\n\n/** Undefined where it is known',
    why: 'the mail service may take a mail only hours after its turn came',
  },
  {
    name: 'a follow-up after a complaint',
    file: whyNot,
    find: "if (hasComplained(followed)) return 'the customer called a mail of ours spam';",
    replace: '',
    why: 'whoever called a mail spam would get another one that nobody waits for',
  },
  {
    name: 'a follow-up on a mail that nobody got',
    file: whyNot,
    find: 'if (!before || before.trouble !== undefined || before.resend || !hasLeft(before)) {',
    replace: 'if (!before) {',
    why: 'it would speak of a mail that the customer never read',
  },
  {
    name: 'a follow-up amid a conversation',
    file: judge,
    find: 'against.hindrances?.isTalking ? now.getTime() + lookAgainMs : undefined,',
    replace: 'undefined,',
    why: 'a machine would speak in between a customer and a person',
  },
  {
    name: 'a customer who waits for a person is not talked with',
    file: 'lambdas/feedback/feedback-store.ts',
    find: "isTalking: conversations.some((conversation) => isOpen(conversation) || conversation.state === 'waiting'),",
    replace: "isTalking: conversations.some((conversation) => conversation.state === 'waiting'),",
    why: 'whoever wrote would be asked before anybody has answered',
  },
  {
    name: 'a question soon after another',
    file: feedback,
    find: 'const isQuiet = now.getTime() - Date.parse(asked.at) < quietDays * dayMs;',
    replace: 'const isQuiet = now.getTime() - Date.parse(asked.at) < quietDays;',
    why: 'whoever is hurt often would be asked all the time',
  },
  {
    name: 'a month is not taken before a question leaves',
    file: judge,
    find: 'const why = asking && (await takeMonth(record, asking, now));',
    replace: 'const why = asking && (await whyNotThisMonth(record, asking, now));',
    why: 'nobody would know that the customer was asked',
  },
  {
    name: 'a question before the mail that says it should be there',
    file: judge,
    find: "template === 'feedback' ? comeBeforeUntil(notices, now) : undefined,",
    replace: 'undefined,',
    why: 'whether it was made right is asked last',
  },
  {
    name: 'it should be there, after the question',
    file: whyNot,
    find: "return hasBegun(feedback) ? 'the customer was asked since whether it was made right' : undefined;",
    replace: 'return undefined;',
    why: 'whether it was made right is asked last',
  },
];

/** Alone each of these is hidden by the other of its pair. */
const pairs: readonly (readonly string[])[] = [
  ['a question before the mail that says it should be there', 'it should be there, after the question'],
];

/** Each by itself, but for those that hide each other. */
export const mutantsOfAfterwards: readonly MutantGroup[] = [
  ...mutants.filter(({ name }) => !pairs.flat().includes(name)).map(({ name }) => [name]),
  ...pairs,
].map((names) => ({
  name: names.join(' + '),
  mutants: mutants.filter(({ name }) => names.includes(name)),
  worker: 'afterwards/worker.ts',
}));

import type { Mutant, MutantGroup } from '../mutant';

const judge = 'lambdas/flow/follow/judge-follow-up.ts';
const whyNot = 'lambdas/flow/follow/why-not-followed-up.ts';
const turns = 'lambdas/ledger/follow/follow-up-turn.ts';
const feedback = 'lambdas/feedback/feedback.ts';
const apologise = 'lambdas/flow/notify/apologise.ts';

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
    file: apologise,
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
    name: 'a question after a no',
    file: feedback,
    find: "if (asked.refusedAt !== undefined) return 'the customer said no when they were asked before';",
    replace: '',
    why: 'whoever said no is a person’s from then on',
  },
  {
    name: 'a no is not remembered',
    file: 'lambdas/flow/feedback/note-answer.ts',
    find: "if ((await noting.store.saveAsked(askedAfter(asked, answer, clock()))) === 'saved') return;",
    replace: 'if (askedAfter(asked, answer, clock()).version > 0) return;',
    why: 'whoever said no would be asked again a month later',
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
  {
    name: 'a complaint about an answer is forgotten',
    file: 'lambdas/flow/converse/apply-answer-event.ts',
    find: "if (state === 'complained') await noteComplaint(customerId, context.clock().toISOString(), context.turns);",
    replace: '',
    why: 'an answer of a person is a mail of ours, too',
  },
  {
    name: 'a complaint is not found in conversations',
    file: 'lambdas/feedback/feedback-store.ts',
    find: "hasComplained: notices.includes('complained') || conversations.some(isUnwanted),",
    replace: "hasComplained: notices.includes('complained') && !conversations.some(isUnwanted),",
    why: 'whoever noted it may have died before they noted it for all remedies',
  },
  {
    name: 'the erased are followed up',
    file: judge,
    find: "if (isErased || email === undefined) return 'the address is not kept any more';",
    replace: '',
    why: 'an event that was on its way still has the address',
  },
  {
    name: 'the tombstone is not looked at before a follow-up',
    file: apologise,
    find: 'const heeding = view.isErased ? { ...delivery, failure: undefined } : delivery;',
    replace:
      'const heeding = view.isErased && !delivery.outcome.followUp ? { ...delivery, failure: undefined } : delivery;',
    why: 'nothing of an event counts that was on its way while its customer was erased',
  },
  {
    name: 'a follow-up leaves although its address cannot be kept',
    file: apologise,
    find: "if (ended.result === 'lost') return ended;\n  if ((await keepAddress(view, delivery, context)) === 'stale') return outpaced;",
    replace:
      "if (ended.result === 'lost') return ended;\n  if (!delivery.outcome.followUp && (await keepAddress(view, delivery, context)) === 'stale') return outpaced;",
    why: 'what is stored in its place is that its customer was erased',
  },
  {
    name: 'what a person keeps silent of becomes due',
    file: 'lambdas/ledger/follow/incident-fix.ts',
    find: "const dueAt = decided.verdict === 'tell' ? decided.at : undefined;",
    replace: 'const dueAt = decided.at;',
    why: 'the sweep tells what is due',
  },
  {
    name: 'a mended incident is told without a person',
    file: 'lambdas/flow/follow/tell-mended.ts',
    find: "if (!fix.fixed || fix.decided?.verdict !== 'tell') return;",
    replace: 'if (!fix.fixed) return;',
    why: 'a person looks first at who was hurt',
  },
  {
    name: 'an owner is not told of a follow-up in doubt',
    file: apologise,
    find: 'for (const notice of Object.values(notices)) await tellOwner(notice, context);',
    replace:
      'if (!delivery.outcome.followUp) for (const notice of Object.values(notices)) await tellOwner(notice, context);',
    why: 'whoever noted it may have died before they told',
  },
];

/** Alone each of these is hidden by the others of its group: worlds notice only that all of them are gone. */
const hidden: readonly (readonly string[])[] = [
  ['a question before the mail that says it should be there', 'it should be there, after the question'],
  ['a complaint about an answer is forgotten', 'a complaint is not found in conversations'],
  [
    'the erased are followed up',
    'the tombstone is not looked at before a follow-up',
    'a follow-up leaves although its address cannot be kept',
  ],
  ['what a person keeps silent of becomes due', 'a mended incident is told without a person'],
];

/** Each by itself, but for those that hide each other. */
export const mutantsOfAfterwards: readonly MutantGroup[] = [
  ...mutants.filter(({ name }) => !hidden.flat().includes(name)).map(({ name }) => [name]),
  ...hidden,
].map((names) => ({
  name: names.join(' + '),
  mutants: mutants.filter(({ name }) => names.includes(name)),
  worker: 'afterwards/worker.ts',
}));

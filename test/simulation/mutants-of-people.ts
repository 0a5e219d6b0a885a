import type { Mutant } from './mutant';

const incidentVerdicts = 'lambdas/flow/operate/incident-verdicts.ts';
const retryRemedy = 'lambdas/flow/operate/retry-remedy.ts';
const replaceParts = 'lambdas/flow/ask/replace-parts.ts';

/** Ways to break what follows from what people say: verdicts on incidents, and remedies sent on their way again. */
export const mutantsOfPeople: readonly Mutant[] = [
  {
    name: 'a question stops the clock',
    file: 'lambdas/flow/inquire/ask-source.ts',
    find: 'const change = { asked: all, ...ofHold };',
    replace: 'const change = { asked: all, ...ofHold, escalateAt: by, deadline: by };',
    why: 'whoever asks would keep a customer waiting, and nobody would be reminded',
  },
  {
    name: 'anybody answers a question',
    file: 'lambdas/flow/inquire/take-answer.ts',
    find: 'one.inquiryId === inquiryId && one.of === source',
    replace: 'one.inquiryId === inquiryId',
    why: 'who decides would read as the word of a source what another one has written',
  },
  {
    name: 'the last answer counts',
    file: 'lambdas/flow/inquire/take-answer.ts',
    find: "if (asked.answeredAt !== undefined) return { result: 'known' };",
    replace: '',
    why: 'what somebody has decided on would be answered otherwise afterwards',
  },
  {
    name: 'a wish for a mail that outlives it',
    file: 'lambdas/ledger/notice/notice-transitions.ts',
    find: "const resend = to === 'sending' || to === 'none' ? notice.resend : move.resend;",
    replace: 'const resend = notice.resend ?? move.resend;',
    why: 'one wish of a person would be one mail after the other',
  },
  {
    name: 'verdict without end',
    file: 'lambdas/ledger/incident/incident.ts',
    find: 'return Date.parse(verdict.coversFrom) <= occurredMs && occurredMs <= Date.parse(verdict.coversUntil);',
    replace: 'return Date.parse(verdict.coversFrom) <= occurredMs;',
    why: 'what happens weeks later under the same name is another incident',
  },
  {
    name: 'verdict without a sum',
    file: incidentVerdicts,
    find: 'if (peopleAmong(approvals) < approvalsNeeded) {',
    replace: 'if (peopleAmong(approvals) < 1) {',
    why: "one person's word would release more in all than one person may",
  },
  {
    name: 'more released than was seen',
    file: incidentVerdicts,
    find: 'if (isMoreThan(cohort, seen)) {',
    replace: 'if (cohort.remedies < 0) {',
    why: 'a person approves what they saw, and the cohort has grown since',
  },
  {
    name: 'withdrawn verdict followed',
    file: 'lambdas/flow/fulfil/stopped.ts',
    find: 'if (verdictStands(await incidents.readIncident(incidentId), verdict)) return undefined;',
    replace: 'if (verdict !== undefined) return undefined;',
    why: 'what a verdict had approved waits for another one once it is withdrawn',
  },
  {
    name: 'a retry that does not reserve anew',
    file: retryRemedy,
    find: 'const reopened = await reopen(record, { ...context, taken: takenBy(acquired) });',
    replace: "const reopened = { result: 'reopened', hadTaken: false } as Awaited<ReturnType<typeof reopen>>;",
    why: 'what certainly gave nothing had given its refundable amount back, and it may be gone',
  },
  {
    name: 'a retry that takes nothing of the day',
    file: retryRemedy,
    find: 'const full = await quota.acquire(acquired.budgets, acquired.spending);',
    replace: 'const full = undefined as Awaited<ReturnType<typeof quota.acquire>>;',
    why: 'a person who sends hundreds on their way again stays inside the limits of the day',
  },
  {
    name: "a retry that forgets its source's budget",
    file: retryRemedy,
    find: 'const counted = { type, source, incidentId: isApprovedByPerson(record) ? undefined : incidentId };',
    replace: 'const counted = { type, incidentId: isApproved ? undefined : incidentId };',
    why: 'what one system publishes stays inside its limit of the day, retries among it',
  },
  {
    name: 'a gesture without a budget of who gives it',
    file: 'lambdas/flow/decide/reserve.ts',
    find: 'const budgets = [...shared, ...ownBudgetsOf(toDecide, context, now)];',
    replace: 'const budgets = [...shared, ...ownBudgetsOf(toDecide, context, now).slice(1)];',
    why: 'one person could give to everybody, as often as they liked',
  },
  {
    name: 'a source without a limit of its own',
    file: 'lambdas/ledger/quota-lease.ts',
    find: 'if (source !== undefined && limits.perSourceAndDay) {',
    replace: 'if (source === undefined && limits.perSourceAndDay) {',
    why: 'whoever has the role of one publisher would be paid up to the limit of the day',
  },
  {
    name: 'a retry that does not look first',
    file: replaceParts,
    find: 'const found = await foundOf(part, record, context);',
    replace: "const found = { state: 'not-found' } as Found;",
    why: 'what was given after all would be given again under another key',
  },
  {
    name: 'a retry beside what its partner may still give',
    file: replaceParts,
    find: 'const isOfPartner = !isOfProvider(part.part);',
    replace: 'const isOfPartner = false;',
    why: 'a partner that never answered may still act, and has to be told not to',
  },
  {
    name: 'a retry that does not ask for the payment',
    file: 'lambdas/flow/sweep/retry-parts.ts',
    find: 'if (!(await mayBeRetried(record, context))) return;',
    replace: 'void mayBeRetried;',
    why: 'what was never promised in the currency of the payment would move in it',
  },
  {
    name: 'a number given twice',
    file: 'lambdas/ledger/remedy-record.ts',
    find: 'return Math.max(0, ...parts.map(({ number }) => number)) + 1;',
    replace: 'return parts.length + 1;',
    why: 'another part would get the key of one that was refused, and left to the history',
  },
];

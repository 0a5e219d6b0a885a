import type { Mutant } from './mutant';

const applyPartUpdate = 'lambdas/flow/inbound/apply-part-update.ts';
const reportedFailures = 'lambdas/flow/inbound/reported-failures.ts';

/** Ways to break what is against whoever owns a right from outside: the webhook's secret, or a publisher's role. */
export const mutantsOfAdversaries: readonly Mutant[] = [
  {
    name: "a webhook's failure is applied",
    file: applyPartUpdate,
    find: "if (changed.outcome.state === 'declined' && failuresAre === 'asked')",
    replace: "if (changed.outcome.state === 'declined' && failuresAre !== 'asked')",
    why: 'whoever has the secret of the webhook could have money given beside what was given',
  },
  {
    name: 'whoever gave it is not believed about what did not fail',
    file: reportedFailures,
    find: 'const found = await pollPart(record, part, context);',
    replace:
      "await pollPart(record, part, context); const found = { state: 'declined', reason: 'other' } as Awaited<ReturnType<typeof pollPart>>;",
    why: 'the answer is followed, and not the webhook',
  },
  {
    name: 'an update with another sum believed',
    file: applyPartUpdate,
    find: 'if (contradiction) return contradicts(contradiction);',
    replace: 'void [contradiction, contradicts];',
    why: 'what is said to be given has to be what was promised, with its amount, currency and payment',
  },
];

import type { Mutant } from './mutant';

const applyPartUpdate = 'lambdas/flow/inbound/apply-part-update.ts';
const operatorApi = 'lambdas/operator-api/operator-api.ts';
const contradictedReport = 'lambdas/flow/remedy/contradicted-report.ts';
const reconsider = 'lambdas/flow/remedy/reconsider.ts';
const reportedFailures = 'lambdas/flow/inbound/reported-failures.ts';

/** Ways to break what is against somebody with the webhook's secret, signed requests, or a publisher's role. */
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
  {
    name: 'a decision that is sent once more',
    file: 'lambdas/flow/operate/refused.ts',
    find: 'version === expectedVersion) return undefined;',
    replace: 'version >= expectedVersion) return undefined;',
    why: 'an approval that somebody has recorded would release what waits for another reason since, also after a withdrawal',
  },
  {
    name: 'a retry of many that reaches what came later',
    file: operatorApi,
    find: 'await retryRemedies({ ...filter, until: seenAt }, { ...caller, why, seen }, ports)',
    replace: 'await retryRemedies(filter, { ...caller, why, seen }, ports)',
    why: 'what needs attention for another reason since was seen by nobody who asked for it',
  },
  {
    name: 'another source may answer',
    file: reconsider,
    find: 'if (isOfAnother(record, report) && !mayAnswer(report, context)) {',
    replace: 'if (isOfAnother(record, report) && mayAnswer(report, context)) {',
    why: 'a stolen role would end a wait for a proof with a proof of its own',
  },
  {
    name: 'a report that says otherwise not heeded',
    file: contradictedReport,
    find: "if (record.state === 'held') {",
    replace: "if (record.state === 'held' && record.version < 0) {",
    why: 'what still waits would be given by itself, as whoever was first has said',
  },
  {
    name: 'approvals of before a contradiction count',
    file: contradictedReport,
    find: 'return withHold(unpublished, { ...fresh, ...waitedInVain, cause: undefined, why }, why, stamp);',
    replace:
      'return withHold(unpublished, { ...fresh, ...waitedInVain, approvals: record.hold?.approvals ?? [], cause: undefined, why }, why, stamp);',
    why: 'they were given without knowing that somebody says otherwise',
  },
];

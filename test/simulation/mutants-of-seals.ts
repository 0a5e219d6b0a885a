import type { Mutant } from './mutant';

const judged = 'lambdas/ledger/seal/judged.ts';
const sealedContent = 'lambdas/ledger/seal/sealed-content.ts';

/** Ways to break what is against somebody who may write the table, or send once more what a person has signed. */
export const mutantsOfSeals: readonly Mutant[] = [
  {
    name: 'seal not checked',
    file: judged,
    find: "if (judgements.includes('ours')) return undefined;",
    replace: 'if (judgements.length > 0) return undefined;',
    why: 'whoever can write the table could have anything paid',
  },
  {
    name: 'seal of a commitment not judged',
    file: judged,
    find: 'doubtIn([verifier.judge(contentOfPromise(customerId, commitment), commitment.seal)])',
    replace: 'undefined && [verifier, customerId]',
    why: 'the next attempt at its failure would carry out what nobody promised',
  },
  {
    name: 'seal of a record not judged',
    file: judged,
    find: "doubt: isInPlace ? doubtIn(judgements) : 'foreign'",
    replace: 'doubt: undefined',
    why: 'the sweep would carry out what nobody decided or approved',
  },
  {
    name: 'seal of an incident not judged',
    file: judged,
    find: 'return { ...incident, doubt: doubtIn([verifier.judge(contentOfVerdicts(incident), incident.seal)]) };',
    replace: 'return { ...incident, doubt: undefined };',
    why: 'one verdict that nobody gave would release all that waits with its incident',
  },
  {
    name: 'approvals not sealed',
    file: sealedContent,
    find: 'hold.approvals ?? [], hold.awaits',
    replace: 'hold.awaits',
    why: 'one person and one line in the table would be two people',
  },
  {
    name: 'amounts not sealed',
    file: sealedContent,
    find: '[number, insteadOf, part]',
    replace: "[number, insteadOf, { ...part, ...('amountMinor' in part && { amountMinor: 0 }) }]",
    why: 'what is promised could be given a hundred times over',
  },
  {
    name: 'what a remedy waits for not sealed',
    file: sealedContent,
    find: ', hold.awaits, hold.withIncident]',
    replace: ', hold.withIncident]',
    why: 'what waits for a person would be given by itself at a time that nobody decided',
  },
  {
    name: 'new keys not noted',
    file: 'lambdas/flow/fulfil/execute.ts',
    find: 'if (!record.parts.some((part) => isOpen(part) && isNew(part))) return true;',
    replace: 'if (record.parts.some((part) => isOpen(part) && isNew(part))) return true;',
    why: 'an older version would be given beside the part that took its place',
  },
  {
    name: 'revision not compared',
    file: 'lambdas/flow/record/contradiction.ts',
    find: 'if (knownRevision > revision) {',
    replace: 'if (knownRevision > revision + 1_000) {',
    why: 'an older version with a later number would be given beside the part that took its place',
  },
  {
    name: 'older states not compared',
    file: 'lambdas/flow/sweep/resume.ts',
    find: 'if (contradiction !== undefined)',
    replace: 'if (contradiction !== undefined && record.version < 0)',
    why: 'what was rejected would be given, once somebody says that it is on its way',
  },
  {
    name: 'another part not stored first',
    file: 'lambdas/flow/fulfil/execute.ts',
    find: 'if (parts.every(isKnown)) return',
    replace: 'if (parts.every(isKnown) || parts.some(isKnown)) return',
    why: 'the version from before it could not be told from its own, and would be given beside it',
  },
  {
    name: 'what a customer record does not know is believed',
    file: 'lambdas/flow/record/contradiction.ts',
    find: 'known ? !isGiving(known) : isKept(record, clock());',
    replace: 'known ? !isGiving(known) : !known && isKept(record, new Date(0)) && clock().getTime() < 0;',
    why: 'what was rejected once its customer record had closed it would be given',
  },
  {
    name: 'what was promised long ago not looked up',
    file: 'lambdas/flow/fulfil/execute.ts',
    find: 'if (isKeyUsable(committedAt, context.clock())) return undefined;',
    replace: 'if (committedAt !== undefined) return undefined;',
    why: 'what somebody writes to be begun anew would be given again once the provider has forgotten its key',
  },
  {
    name: 'a replaced part asked for again',
    file: 'lambdas/flow/fulfil/execute.ts',
    find: 'if (!isReplaced && part.keySince !== undefined',
    replace: 'if ((!isReplaced || isReplaced) && part.keySince !== undefined',
    why: 'what another part was given for could be written to be on its way, and be given beside that',
  },
  {
    name: 'expected version not looked at',
    file: 'lambdas/flow/operate/switch-mode.ts',
    find: 'refusedAsChanged(before, expectedVersion)',
    replace: 'refusedAsChanged(before, undefined)',
    why: 'an old switch that is sent once more would undo a later one',
  },
];

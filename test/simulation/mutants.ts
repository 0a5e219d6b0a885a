import type { SourceChange } from './bundle';
import { mutantsOfPeople } from './mutants-of-people';

/** One way to break the code. */
export interface Mutant extends SourceChange {
  readonly name: string;
  /** Why the unbroken line is there. */
  readonly why: string;
}

/** Mutants that are switched on together. */
export interface MutantGroup {
  readonly name: string;
  readonly mutants: readonly Mutant[];
}

const handleFailure = 'lambdas/flow/remedy/handle-failure.ts';
const carryOut = 'lambdas/flow/remedy/carry-out.ts';
const reopen = 'lambdas/flow/record/reopen.ts';
const recordWriter = 'lambdas/flow/record/record-writer.ts';
const applyPartUpdate = 'lambdas/flow/inbound/apply-part-update.ts';

const mutants: readonly Mutant[] = [
  ...mutantsOfPeople,
  {
    name: 'currency compared after the money moved',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'const converted = payment ? inCurrencyOf(payment, ruled, failure.purchase) : ruled;',
    replace: 'const converted = ruled;',
    why: 'the same number of another currency is other money, and a refund names none',
  },
  {
    name: 'no version condition',
    file: 'lambdas/ledger/dynamo/dynamo-items.ts',
    find: 'return this.put(key, next, extra, next.version === 1 ? onlyIfNew : onlyIfVersion(next.version - 1));',
    replace: "return this.put(key, next, extra, { ConditionExpression: 'attribute_not_exists(nothing)' });",
    why: 'two attempts that read the same customer record would both write it',
  },
  {
    name: 'new key on retry',
    file: 'lambdas/flow/fulfil/fulfil.ts',
    find: 'part, number, key: partKey(remedyId, number) };',
    replace: 'part, number, key: partKey(remedyId, number) + String(context.clock().getTime()) };',
    why: 'the provider would not recognise the second request as the first',
  },
  {
    name: 'TTL on commitments',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: 'return this.items.putNextVersion(place(next.customerId), stored);',
    replace:
      'const expiresAtSeconds = Math.floor(Date.parse(next.commitments.at(-1)?.committedAt ?? "") / 1000) + 3600; return this.items.putNextVersion(place(next.customerId), stored, { expiresAtSeconds });',
    why: 'a replay after the expiry would pay again',
  },
  {
    name: 'breaker that never closes',
    file: 'lambdas/flow/breakers/tend-breakers.ts',
    find: 'if (Date.parse(nextTryAt) <= context.clock().getTime()) await tryOne(account, breaker, context, run);',
    replace: 'void [nextTryAt, tryOne];',
    why: 'what waits for an account would wait for ever after it works again',
  },
  {
    name: 'breaker that opens for nobody',
    file: 'lambdas/flow/fulfil/account-breaker.ts',
    find: "before?.state === 'open' ? again(before, trouble, now) : opened(before, trouble, now),",
    replace: "before?.state === 'open' ? again(before, trouble, now) : undefined,",
    why: 'remedies would be held for an account that nobody ever tries',
  },
  {
    name: 'NFC forgotten',
    file: 'lambdas/model/business-id.ts',
    find: "z.normalize('NFC'),",
    replace: '',
    why: 'one customer whose id two systems compose otherwise would have two records',
  },
  {
    name: 'words not held',
    file: 'lambdas/flow/notify/apologise.ts',
    find: "if (wordsState !== 'free') return waitForWords(wordsState, view, wanted, context);",
    replace: 'void [wordsState, waitForWords];',
    why: 'an apology would be mailed whose words nobody has approved',
  },
  {
    name: 'covers not looked at',
    file: 'lambdas/failures/definition/covered-before.ts',
    find: 'return [...earlier, ...held].flatMap(({ covers = [] }) => covers);',
    replace: 'return [...earlier, ...held].flatMap(() => []);',
    why: 'one failure under several names would be made good under each',
  },
  {
    name: 'covers of the order not looked at',
    file: 'lambdas/failures/definition/covered-before.ts',
    find: '(remedy) => remedy.orderId === orderId &&',
    replace: '(remedy) => remedy.orderId === orderId && false &&',
    why: 'what was paid once for an order would go back for each of its parcels',
  },
  {
    name: 'covers of what waits not looked at',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'held: remediesOf(',
    replace: 'held: undefined && remediesOf(',
    why: 'what waits for a person would be given meanwhile under another name, and again once it is approved',
  },
  {
    name: 'event as identity',
    file: 'lambdas/flow/remedy/failure-attempt.ts',
    find: 'const remedyId = remedyIdOf({ customerId, type, subject, occurrence });',
    replace: 'const remedyId = remedyIdOf({ customerId, type, subject, occurrence: occurrence + detectedAt });',
    why: 'a second detector, or the same failure published again, would be another failure',
  },
  {
    name: 'commitment deleted on error',
    file: carryOut,
    find: 'await giveLeaseBack(held, isUntouched && fulfilment.outcomes.length === 0, attempt, context);',
    replace:
      'await context.ledger.saveCustomerRecord({ ...held.customerRecord, version: held.customerRecord.version + 1, commitments: held.customerRecord.commitments.filter((other) => other.remedyId !== attempt.remedyId) });',
    why: 'the commitment has to outlive the attempt that made it',
  },
  {
    name: 'decided again on take-over',
    file: handleFailure,
    find: 'const taken = takeOverFor(customerRecord, attemptNow(attempt, context));',
    replace:
      "const anew = await reserve(attempt.remedyId, attempt.delivery.failure, attempt.definition, customerRecord, context.clock(), context); if (anew.kind === 'binding') Object.assign(state.commitment, { decision: anew.decision }); const taken = takeOverFor(customerRecord, attemptNow(attempt, context));",
    why: 'a policy deployed meanwhile, or another detector, would change what was promised',
  },
  {
    name: 'unknown recorded as issued',
    file: carryOut,
    find: 'return recordOf(commitment, attempt.facts, outcomes, stamp);',
    replace:
      "return recordOf(commitment, attempt.facts, outcomes.map((outcome) => outcome.state === 'unknown' ? { state: 'succeeded', providerRef: 'surely' } : outcome), stamp);",
    why: 'nobody knows whether the money moved',
  },
  {
    name: 'unknown recorded as declined',
    file: carryOut,
    find: "observe('fulfilled', attempt, context);",
    replace:
      "fulfilment.outcomes.forEach((outcome, index) => { if (outcome.state === 'unknown') (fulfilment.outcomes as { state: string }[])[index] = { state: 'declined', reason: 'insufficient-balance' }; });",
    why: 'nobody knows whether the money moved',
  },
  {
    name: 'mail before issued',
    file: 'lambdas/flow/notify/email-for.ts',
    find: "if (record.state !== 'issued') return { none: 'not-issued' };",
    replace: '',
    why: 'the event may be old, and the refund have failed since',
  },
  {
    name: 'retrying mail client',
    file: 'lambdas/flow/notify/send-mail.ts',
    find: 'const { messageId } = await mailer.send(mail);',
    replace: 'const { messageId } = await mailer.send(mail).catch(() => mailer.send(mail));',
    why: 'a lost reply and a retry are two mails',
  },
  {
    name: 'mail sent again in doubt',
    file: 'lambdas/flow/notify/apologise.ts',
    find: "return markUnknown(notice, wanted, 'an attempt to send did not come back', context);",
    replace: "return sendMail(notice, mailOf(view.record, wanted.delivery.failure, '', wanted), wanted, context);",
    why: 'the attempt that began may have sent it',
  },
  {
    name: 'late failure not mailed',
    file: 'lambdas/flow/notify/email-for.ts',
    find: "return inTurn('correction', ['apology', 'resolution'], notices, isUnderWay);",
    replace: "return { none: 'unpublished' };",
    why: 'the customer believes what we wrote',
  },
  {
    name: "a provider's units forgotten",
    file: 'lambdas/fulfilment/stripe/stripe-amount.ts',
    find: '= { ISK: 2, UGX: 2, MGA: 0 };',
    replace: '= { MGA: 0 };',
    why: 'the same number is other money where the provider counts with other decimals',
  },
  {
    name: 'promised what cannot be paid',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'const rounded = payable(converted, refundableOf(failure, view), payers);',
    replace: 'const rounded = converted;',
    why: 'a provider moves some currencies in steps only, and refuses every amount between them',
  },
  {
    name: 'no order cap',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'if (given === 0 || given <= refundableMinor) return [];',
    replace: 'if (given >= 0) return [];',
    why: 'several failures of one line would give back more than was paid for it',
  },
  {
    name: 'no order cap at release',
    file: reopen,
    find: "if (why !== undefined) return { result: 'refused', why };",
    replace: '',
    why: 'the line may have been given back since the remedy was held',
  },
  {
    name: 'a release that does not look at covers',
    file: reopen,
    find: 'for (const { other, covered } of coveredTwice(customerRecord, record)) {',
    replace: 'for (const { other, covered } of coveredTwice(customerRecord, { ...record, covers: [] })) {',
    why: 'what failed, or waited, was made good by another remedy meanwhile',
  },
  {
    name: 'customer limit ignored',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'if (before + 1 > remedies) {',
    replace: 'if (before + 1 > remedies + 1000) {',
    why: 'nobody is let down so often without a person looking',
  },
  {
    name: 'budget checked, not reserved',
    file: 'lambdas/ledger/dynamo/dynamo-budgets.ts',
    find: '`#c${n} :added${n}`',
    replace: '`asked${n} :added${n}`',
    why: 'every attempt would find the limit free',
  },
  {
    name: 'quota released while the commitment may stand',
    file: handleFailure,
    find: "if ((await context.ledger.saveCustomerRecord(committed)) === 'stale') return { result: 'lost', acquired };",
    replace:
      "if ((await context.ledger.saveCustomerRecord(committed)) === 'stale') { if (acquired) context.quota.release(acquired.budgets, acquired.spending); return { result: 'lost' }; }",
    why: 'the lost race may be our own write, its reply lost',
  },
  {
    name: 'approval without condition',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: "ConditionExpression: 'version = :before AND #state = :held AND NOT contains(approvers, :actor)',",
    replace: "ConditionExpression: 'attribute_exists(pk)',",
    why: 'two people who decide at once would both write',
  },
  {
    name: 'approver not asked who approved before',
    file: 'lambdas/flow/operate/holds.ts',
    find: 'if (record.hold?.approvals.some((approval) => approval.actor === actor)) {',
    replace: 'if (record.hold === undefined) {',
    why: 'two approvals come from two people',
  },
  {
    name: 'approver not in the condition',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: ' AND NOT contains(approvers, :actor)',
    replace: '',
    why: 'two approvals come from two people',
  },
  {
    name: 'one approval is enough for a large amount',
    file: 'lambdas/flow/fulfil/hold-back.ts',
    find: 'return isLarge ? 2 : 1;',
    replace: 'return 1;',
    why: 'above the second threshold two people have to agree',
  },
  {
    name: 'old key creates',
    file: 'lambdas/fulfilment/port/refund-provider.ts',
    find: 'export const keyUsableMs = 20 * hourMs;',
    replace: 'export const keyUsableMs = 2000 * hourMs;',
    why: 'the provider has forgotten it, and would refund again',
  },
  {
    name: 'webhook trusts order',
    file: applyPartUpdate,
    find: 'if (!outcome || !(isNewer(part.outcome, outcome) || isAfterAll(part, outcome))) return undefined;',
    replace: 'if (!outcome) return undefined;',
    why: 'updates may arrive late, twice or out of order',
  },
  {
    name: 'update of one part of several dropped',
    file: applyPartUpdate,
    find: 'return withParts(record, parts,',
    replace: 'return withParts(record, record.parts,',
    why: 'the provider sends it once, and the remedy would end as issued without it',
  },
  {
    name: "another attempt's mark undone",
    file: 'lambdas/flow/notify/send-mail.ts',
    find: "if (stored.state === 'sending' && stored.token !== marked.token) return;",
    replace: '',
    why: 'a mail that another attempt is sending would be sent once more',
  },
  {
    name: "another attempt's mark taken for our own",
    file: 'lambdas/flow/record/notice-writer.ts',
    find: 'stored?.version === next.version && stored.token === next.token',
    replace: 'stored?.version === next.version',
    why: 'two deliveries of one event would both send the mail',
  },
  {
    name: 'mail begun twice',
    file: 'lambdas/flow/notify/apologise.ts',
    find: 'if (isUnderWay(notice, context)) throw inProgress(wanted.template, remedyId);',
    replace:
      "return begin({ ...view, notices: { ...view.notices, [wanted.template]: { ...notice, state: 'none' } } }, wanted, context);",
    why: 'the mail that another attempt is sending may have left',
  },
  {
    name: 'mail in doubt never settled',
    file: 'lambdas/flow/sweep/settle-notice.ts',
    find: "if (notice.state !== 'sending' && notice.state !== 'sent') return;",
    replace: 'if (notice.dueAt) return;',
    why: 'nobody would ever hear that a mail did not arrive',
  },
  {
    name: 'correction forgotten',
    file: 'lambdas/flow/notify/email-for.ts',
    find: 'return failedInVersion > notice.recordVersion &&',
    replace: 'return failedInVersion > notice.recordVersion + 100 &&',
    why: 'a customer who was written of money that did not arrive would never hear of it',
  },
  {
    name: 'correction while the apology is on its way',
    file: 'lambdas/flow/notify/email-for.ts',
    find: 'return after ? { after } : { template };',
    replace: 'return { template };',
    why: 'the mail service may refuse the apology, and then nothing has to be corrected',
  },
  {
    name: 'apology on an old reading',
    file: 'lambdas/flow/notify/keep-turn.ts',
    find: "if (isKept || hasBegun(notice) || notice?.state === 'suppressed') return { result: 'kept' };",
    replace: "if (isKept || notice !== undefined || record.version > 0) return { result: 'kept' };",
    why: 'a slow attempt would announce what has failed since, and nobody would correct it',
  },
  {
    name: 'published before recorded',
    file: carryOut,
    find: 'if (first.dueAt !== undefined) {',
    replace:
      'await publishOutcome(outcomeOf(first, delivery.failure), attempt, context); if (first.dueAt !== undefined) {',
    why: 'consumers would act on what the ledger does not say',
  },
  {
    name: 'lease ignored',
    file: 'lambdas/flow/record/lease.ts',
    find: "if (Date.parse(commitment.leaseUntil) > now.getTime()) return { kind: 'leased', commitment };",
    replace: '',
    why: 'by itself it only saves work: the key protects the money',
  },
  {
    name: "another attempt's write taken for our own",
    file: recordWriter,
    find: 'stored?.version === next.version && stored.writtenBy === next.writtenBy',
    replace: 'stored?.version === next.version',
    why: 'two attempts would both go on',
  },
  {
    name: "another attempt's first version taken for our own",
    file: recordWriter,
    find: 'return stored?.recordedBy === first.recordedBy ?',
    replace: 'return stored !== undefined ?',
    why: 'what the other attempt recorded counts',
  },
  {
    name: 'a lost reply is not recognised',
    file: recordWriter,
    find: 'const isOurs = stored?.version === next.version &&',
    replace: 'const isOurs = false &&',
    why: 'a person would be told that another was quicker, and it was the own decision',
  },
  {
    name: 'a lost reply to an approval is not recognised',
    file: recordWriter,
    find: 'const isOurs = stored?.hold?.approvals.some((approval) => approval.actor === actor && approval.at === stamp.at);',
    replace: 'const isOurs = false;',
    why: 'a person would be told that another was quicker, and it was the own approval',
  },
  {
    name: "another person's approval taken for one's own",
    file: recordWriter,
    find: 'const isOurs = stored?.hold?.approvals.some((approval) => approval.actor === actor && approval.at === stamp.at);',
    replace: 'const isOurs = stored !== undefined;',
    why: 'a person would be told that the approval is recorded, and it is not',
  },
  {
    name: 'published before saved',
    file: recordWriter,
    find: 'const written = await write(transition, context);',
    replace:
      'const early = transition({ at: context.clock().toISOString(), token: context.newToken() }); if (early.unpublished) await context.outcomes.publish(outcomeOf(early, undefined)); const written = await write(transition, context);',
    why: 'consumers would act on what the ledger does not say',
  },
  {
    name: 'noted as published, and never published',
    file: recordWriter,
    find: 'await context.outcomes.publish(outcomeOf(record, keptFailure(envelope)));',
    replace: '',
    why: 'no consumer would ever know',
  },
  {
    name: 'held remedy carried out',
    file: carryOut,
    find: "if (decision.outcome === 'hold') {",
    replace: "if (decision.outcome !== 'give' && decision.outcome !== 'hold') {",
    why: 'a person has to look first',
  },
  {
    name: 'shadow pays',
    file: 'lambdas/flow/decide/reserve.ts',
    find: "if (mode === 'shadow') return { kind: 'shadow', decision };",
    replace: '',
    why: 'a type that is only watched gives nothing',
  },
  {
    name: 'mode off ignored',
    file: 'lambdas/ledger/cached-controls.ts',
    find: 'return modeFor(this.controls, failureType, customerId);',
    replace:
      "const mode = modeFor(this.controls, failureType, customerId);\n    return mode === 'off' ? 'auto' : mode;",
    why: 'a switch to off has to stop what it names',
  },
  {
    name: 'kill looked at only at the beginning',
    file: 'lambdas/flow/fulfil/stopped.ts',
    find: 'const mode = await modeNow({ type, customerId }, context);',
    replace: "const mode = 'auto' as Awaited<ReturnType<typeof modeNow>>;",
    why: 'what was committed before a kill would be given after it',
  },
  {
    name: 'message kept whoever wins',
    file: 'lambdas/flow/operate/holds.ts',
    find: 'messageId: context.newToken() }',
    replace: "messageId: 'the-only-one' }",
    why: 'the words of a verdict that lost the race would be mailed with the other one',
  },
  {
    name: 'sweep makes a new key',
    file: 'lambdas/flow/fulfil/fulfil.ts',
    find: 'return { ...remedyFor, part, number, key };',
    replace: "return { ...remedyFor, part, number, key: key + '_again' };",
    why: 'a request that is repeated has to be the same request',
  },
  {
    name: 'fallback without a last look-up',
    file: 'lambdas/flow/sweep/fallback.ts',
    find: "if (found.state !== 'declined' && found.state !== 'not-found') {",
    replace: "if (found.state === 'unknown') {",
    why: 'what was refused must not have gone through after all',
  },
  {
    name: 'closed without a line',
    file: 'lambdas/ledger/given/closing.ts',
    find: 'if (isGiving(line) || known.has(line.remedyId)) return true;',
    replace: 'if (known.has(line.remedyId)) return true;',
    why: 'what was given for an order would be forgotten with its commitment',
  },
  {
    name: 'closed and not in the sums',
    file: 'lambdas/ledger/customer-record.ts',
    find: 'const days = closed.filter(isGiving).map(givenOf).reduce(withGiven, customerRecord.days);',
    replace: 'const days = customerRecord.days;',
    why: "a customer's limits count what is closed too",
  },
  {
    name: 'erased envelope filled again',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: 'await this.items.put(key, value, { expiresAtSeconds }, onlyIfNew);',
    replace:
      "await this.items.put(key, value, { expiresAtSeconds }, { ConditionExpression: 'attribute_not_exists(nothing)' });",
    why: 'what was erased stays erased, whatever is delivered late',
  },
  {
    name: 'partner asked under a new key',
    file: 'lambdas/fulfilment/eventbridge/eventbridge-partner.ts',
    find: 'await this.publish(partRequestTypes[part.kind], request, answerBy);',
    replace: 'await this.publish(partRequestTypes[part.kind], { ...request, key: key + answerBy }, answerBy);',
    why: 'the partner would not recognise the second request as the first',
  },
  {
    name: 'given up without a withdrawal',
    file: 'lambdas/flow/sweep/resolve-unknown.ts',
    find: 'return await withdraw(await remedyForOf(record, context.ledger), part, context);',
    replace: "return { state: 'declined', reason: 'no-answer' };",
    why: 'a partner that does not respond may still act, and another part is given in its place',
  },
  {
    name: 'time-out ignored',
    file: 'lambdas/flow/sweep/resolve-unknown.ts',
    find: 'return outcome.answerBy !== undefined && Date.parse(outcome.answerBy) <= now.getTime();',
    replace: 'return false;',
    why: 'the customer would wait for ever for a partner that never responds',
  },
  {
    name: 'missed call ignored',
    file: 'lambdas/flow/sweep/overdue.ts',
    find: "return recorded.outcome.state !== 'pending' || recorded.part.kind === 'callback';",
    replace: "return recorded.outcome.state !== 'pending';",
    why: 'a call that was promised and did not come has to reach a person',
  },
  {
    name: 'owed without an alert',
    file: 'lambdas/ledger/due.ts',
    find: "if (!owed || state === 'issued' || state === 'rejected' || state === 'needs-attention') return undefined;",
    replace: 'if (!owed || state) return undefined;',
    why: 'what is owed by law is owed while it is held too',
  },
  {
    name: 'crossed withdrawal unnoticed',
    file: applyPartUpdate,
    find: "return outcome.reason === 'no-answer' || outcome.reason === 'address-gone';",
    replace: 'return false;',
    why: 'what a partner gave after it was withdrawn would stand beside its fallback, and no person would be alerted',
  },
  {
    name: 'fallback beside what was given after all',
    file: applyPartUpdate,
    find: 'if (isToCome) {',
    replace: 'if (isToCome && number === 0) {',
    why: 'two parts would be given where one was promised',
  },
  {
    name: 'no alert of a failure once a person has taken over',
    file: applyPartUpdate,
    find: "return failed && state === 'needs-attention' ?",
    replace: "return failed && state === 'held' ?",
    why: 'the person who took over believes that it was given',
  },
  {
    name: 'requested counts as given',
    file: 'lambdas/ledger/remedy-record.ts',
    find: "return part.kind === 'callback' && outcome.state === 'pending' ? 'succeeded' : outcome.state;",
    replace: "return outcome.state === 'pending' ? 'succeeded' : outcome.state;",
    why: 'only a call may be announced before it has happened',
  },
  {
    name: 'mail speaks of what was refused',
    file: 'lambdas/flow/notify/email-for.ts',
    find: 'const live = liveParts(record);',
    replace: 'const live = record.parts;',
    why: 'the customer believes what we write',
  },
  {
    name: 'recovery published before issued',
    file: 'lambdas/outcomes/eventbridge-outcomes.ts',
    find: "if (state !== 'issued' || !recovery || customerId === undefined) return undefined;",
    replace: 'if (!recovery || customerId === undefined) return undefined;',
    why: 'there is no loss to bear for what was not given',
  },
  {
    name: 'replacements are not counted as given back',
    file: 'lambdas/model/remedy.ts',
    find: "if (part.kind === 'credit' && part.basis !== 'price') return undefined;",
    replace: "if (part.kind === 'replacement' || (part.kind === 'credit' && part.basis !== 'price')) return undefined;",
    why: 'a replacement and the price of it would both go to the customer',
  },
  {
    name: 'what is given digitally is not counted as given back',
    file: 'lambdas/model/remedy.ts',
    find: "if (part.kind === 'credit' && part.basis !== 'price') return undefined;",
    replace: "if (part.kind === 'entitlement' || (part.kind === 'credit' && part.basis !== 'price')) return undefined;",
    why: 'another pass and the price of the first one would both go to the customer',
  },
  {
    name: 'credits are not counted as given back',
    file: 'lambdas/model/remedy.ts',
    find: "if (part.kind === 'credit' && part.basis !== 'price') return undefined;",
    replace: "if (part.kind === 'credit') return undefined;",
    why: 'a credit that stands for money paid is money back',
  },
  {
    name: 'a fallback refund is not counted as given back',
    file: 'lambdas/ledger/given/refundable-amount.ts',
    find: 'const parts = asMoney(givenBy(commitment));',
    replace:
      "const parts = givenBy(commitment).filter(({ kind }) => kind !== 'replacement' && kind !== 'entitlement');",
    why: 'what a person approves beside a replacement would go back once more where that cannot be sent',
  },
  {
    name: 'commitments on the whole order are not counted',
    file: 'lambdas/ledger/given/refundable-amount.ts',
    find: 'return Math.min(amountMinor - backOfLine, ...ofOrder);',
    replace: 'return amountMinor - backOfLine;',
    why: 'an order that was given back has no lines left to give back',
  },
  {
    name: 'refundable amount not given back',
    file: 'lambdas/flow/record/settle.ts',
    find: 'if (!known && !counted.isGiven) return true;',
    replace: 'return true;',
    why: 'what certainly gave nothing must not stand against the next failure',
  },
  {
    name: 'a release that does not reserve anew',
    file: reopen,
    find: "if (open?.token === token) return { result: 'reopened' };",
    replace: "if (open) return { result: 'reopened' };",
    why: 'what was held counts for nothing until it is sent on its way',
  },
  {
    name: 'given up counts as certainly not given',
    file: 'lambdas/ledger/given/counted-parts.ts',
    find: "return reason === 'no-answer' || reason === 'address-gone';",
    replace: 'return reason === undefined;',
    why: 'a partner may act before it hears that we gave it up',
  },
  {
    name: 'counted by order',
    file: 'lambdas/ledger/given/refundable-amount.ts',
    find: '.filter(({ orderId, paymentId }) => orderId === purchase.orderId && paymentId === purchase.paymentId)',
    replace: '.filter(({ orderId }) => orderId === purchase.orderId)',
    why: "a subscription's months are payments of their own, and each may go back",
  },
  {
    name: 'goodwill not counted against limits',
    file: 'lambdas/model/remedy.ts',
    find: 'return sumIn(parts.map(costOf), currency);',
    replace: 'return sumIn(parts.map(backOfPrice), currency);',
    why: 'what is given on top costs the company as much',
  },
  {
    name: 'what is awaited is not counted against limits',
    file: 'lambdas/flow/decide/reserve.ts',
    find: "if (decision.outcome === 'hold' && !decision.awaits) return",
    replace: "if (decision.outcome === 'hold') return",
    why: 'it is given by itself when the wait is over',
  },
  {
    name: 'what is awaited is not counted as given back',
    file: 'lambdas/ledger/customer-record.ts',
    find: "return decision.outcome === 'give' || decision.awaits !== undefined ? decision.parts : [];",
    replace: "return decision.outcome === 'give' ? decision.parts : [];",
    why: 'it is given by itself when the wait is over',
  },
  {
    name: 'wait ended at any poll',
    file: 'lambdas/flow/sweep/escalate-hold.ts',
    find: 'if (hold.awaits && Date.parse(hold.awaits.until) <= now)',
    replace: 'if (hold.awaits)',
    why: 'the customer was given so much time',
  },
  {
    name: 'what is awaited polled too soon',
    file: 'lambdas/ledger/due.ts',
    find: 'hold?.awaits?.until ?? hold?.escalateAt ?? at, ',
    replace: 'at, ',
    why: 'by itself it only makes work',
  },
  {
    name: 'released though nothing is owed',
    file: 'lambdas/flow/remedy/reconsider.ts',
    find: "if (decision.outcome === 'none') {",
    replace: "if (decision.outcome === 'none') return undefined; if (decision.outcome === 'none') {",
    why: 'the same failure was published again, and it was none',
  },
  {
    name: 'payment not asked',
    file: 'lambdas/flow/decide/decide-on-payment.ts',
    find: 'if (!ask || !givesBackOfPrice(decision)) return decision;',
    replace: 'if (ask || !givesBackOfPrice(decision)) return decision;',
    why: 'the provider knows that a payment is disputed, or was not captured',
  },
  {
    name: 'dispute overlooked',
    file: 'lambdas/flow/decide/fit-to-payment.ts',
    find: 'if (payment.isDisputed) return',
    replace: 'if (payment.isDisputed && now.getTime() === 0) return',
    why: 'a bank may give the price back, and a credit beside it is the price once more',
  },
];

/** Alone these break nothing that matters, because something else protects too. Together with that they do. */
const masked = [
  'unknown recorded as declined',
  'lease ignored',
  "another attempt's first version taken for our own",
  'approver not asked who approved before',
  'approver not in the condition',
  'fallback without a last look-up',
  'wait ended at any poll',
  'what is awaited polled too soon',
];

const together: readonly (readonly [string, string])[] = [
  ['unknown recorded as declined', 'fallback without a last look-up'],
  ['lease ignored', 'new key on retry'],
  ['lease ignored', "another attempt's first version taken for our own"],
  ['wait ended at any poll', 'what is awaited polled too soon'],
  ['approver not asked who approved before', 'approver not in the condition'],
];

/** Every mutant by itself, but for those that are masked, and those with what masks them. */
export const mutantGroups: readonly MutantGroup[] = [
  ...mutants.filter(({ name }) => !masked.includes(name)).map((mutant) => ({ name: mutant.name, mutants: [mutant] })),
  ...together.map((names) => ({
    name: names.join(' + '),
    mutants: mutants.filter(({ name }) => names.includes(name)),
  })),
];

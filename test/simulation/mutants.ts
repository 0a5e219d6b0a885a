import type { SourceChange } from './bundle';

/** One way to break the flow. */
export interface Mutant extends SourceChange {
  readonly name: string;
  /** What the broken line is there for. */
  readonly why: string;
}

/** Mutants that are switched on together. */
export interface Hunt {
  readonly name: string;
  readonly mutants: readonly Mutant[];
}

const road = 'lambdas/flow/remedy/handle-failure.ts';
const news = 'lambdas/flow/inbound/apply-part-update.ts';

const mutants: readonly Mutant[] = [
  {
    name: 'no version condition',
    file: 'lambdas/ledger/dynamo/dynamo-items.ts',
    find: 'return this.put(key, next, extra, next.version === 1 ? onlyIfNew : onlyIfVersion(next.version - 1));',
    replace: "return this.put(key, next, extra, { ConditionExpression: 'attribute_not_exists(nothing)' });",
    why: 'two attempts that read the same account would both write it',
  },
  {
    name: 'new key on retry',
    file: 'lambdas/flow/fulfil/fulfil.ts',
    find: 'part, number, key: partKey(remedyId, number) };',
    replace: 'part, number, key: partKey(remedyId, number) + String(ports.clock().getTime()) };',
    why: 'the provider would not know the second request for the first',
  },
  {
    name: 'TTL on claims',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: 'return this.items.putNextVersion(keyOf.customerRecord(next.customerId), next);',
    replace:
      'const expiresAtSeconds = Math.floor(Date.parse(next.commitments.at(-1)?.committedAt ?? "") / 1000) + 3600; return this.items.putNextVersion(keyOf.customerRecord(next.customerId), next, { expiresAtSeconds });',
    why: 'a replay after the expiry would pay again',
  },
  {
    name: 'event as identity',
    file: road,
    find: 'this.remedyId = remedyIdOf({ customerId, type, subject, occurrence });',
    replace: 'this.remedyId = remedyIdOf({ customerId, type, subject, occurrence: occurrence + detectedAt });',
    why: 'a second detector, or the same failure published again, would be another failure',
  },
  {
    name: 'claim deleted on error',
    file: road,
    find: 'if (error instanceof NotAttemptedError) await this.giveBack(customerRecord);',
    replace:
      'await this.ports.ledger.saveCustomerRecord({ ...customerRecord, version: customerRecord.version + 1, commitments: customerRecord.commitments.filter((other) => other.remedyId !== this.remedyId) });',
    why: 'the promise has to outlive whoever made it',
  },
  {
    name: 'decided again on take-over',
    file: road,
    find: 'const taken = takeOverFor(customerRecord, attempt);',
    replace:
      "const anew = await reserve(this.remedyId, this.delivery.failure, this.definition, customerRecord, attempt.now, this.ports); if (anew.kind === 'binding') Object.assign(state.commitment, { decision: anew.decision }); const taken = takeOverFor(customerRecord, attempt);",
    why: 'a policy deployed meanwhile, or another detector, would change what was promised',
  },
  {
    name: 'unknown settled as paid',
    file: road,
    find: 'return recordOf(commitment, this.facts, outcomes, this.stamp());',
    replace:
      "return recordOf(commitment, this.facts, outcomes.map((outcome) => outcome.state === 'unknown' ? { state: 'succeeded', providerRef: 'surely' } : outcome), this.stamp());",
    why: 'nobody knows whether the money moved',
  },
  {
    name: 'unknown settled as refused',
    file: road,
    find: "this.observe('fulfilled');",
    replace:
      "outcomes.forEach((outcome, index) => { if (outcome.state === 'unknown') outcomes[index] = { state: 'declined', reason: 'insufficient-balance' }; });",
    why: 'nobody knows whether the money moved',
  },
  {
    name: 'mail before paid',
    file: 'lambdas/flow/notify/email-for.ts',
    find: "if (record.state !== 'issued') return { none: 'not-issued' };",
    replace: '',
    why: 'the event may be old, and the refund have failed since',
  },
  {
    name: 'retrying mail client',
    file: 'lambdas/flow/notify/apologise.ts',
    find: 'const { messageId } = await this.ports.mailer.send(mail);',
    replace: 'const { messageId } = await this.ports.mailer.send(mail).catch(() => this.ports.mailer.send(mail));',
    why: 'a lost reply and a retry are two mails',
  },
  {
    name: 'mail sent again in doubt',
    file: 'lambdas/flow/notify/apologise.ts',
    find: "return this.doubt(record, 'an attempt to send did not come back');",
    replace: "return this.send(record, this.mailOf(record, this.delivery.failure, ''));",
    why: 'whoever began may have sent it',
  },
  {
    name: 'late failure not told',
    file: 'lambdas/flow/notify/email-for.ts',
    find: "return { template: 'correction' };",
    replace: "return { none: 'unpublished' };",
    why: 'the customer believes what we wrote',
  },
  {
    name: 'no order cap',
    file: 'lambdas/flow/decide/decide.ts',
    find: 'if (given === 0 || given <= room) return [];',
    replace: 'if (given >= 0) return [];',
    why: 'several failures of one line would give back more than was paid for it',
  },
  {
    name: 'no order cap at release',
    file: 'lambdas/flow/fulfil/execute.ts',
    find: "if (!isStillRefundable(customerRecord, commitment)) return 'no room';",
    replace: '',
    why: 'the line may have been given back since the remedy was held',
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
    find: "UpdateExpression: 'ADD remedies :remedies, #minor :minor',",
    replace: "UpdateExpression: 'ADD asked :remedies, #minor :minor',",
    why: 'everybody would find room',
  },
  {
    name: 'budget given back when the claim may stand',
    file: road,
    find: "if ((await this.ports.ledger.saveCustomerRecord(committed)) === 'stale') return 'lost the race';",
    replace:
      "if ((await this.ports.ledger.saveCustomerRecord(committed)) === 'stale') { this.releaseAcquired(); return 'lost the race'; }",
    why: 'the lost race may be our own write, its reply lost',
  },
  {
    name: 'approval without condition',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: "ConditionExpression: 'version = :before AND #state = :held AND NOT contains(approvers, :by)',",
    replace: "ConditionExpression: 'attribute_exists(pk)',",
    why: 'two people who decide at once would both write',
  },
  {
    name: 'approver not asked who approved before',
    file: 'lambdas/flow/operate/holds.ts',
    find: 'if (record.hold?.approvals.some((approval) => approval.by === by)) {',
    replace: 'if (record.hold === undefined) {',
    why: 'two approvals are the word of two people',
  },
  {
    name: 'approver not in the condition',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: ' AND NOT contains(approvers, :by)',
    replace: '',
    why: 'two approvals are the word of two people',
  },
  {
    name: 'one person is enough for much',
    file: road,
    find: 'approvalsNeeded: isLarge ? 2 : 1',
    replace: 'approvalsNeeded: 1',
    why: 'above the second threshold two people have to agree',
  },
  {
    name: 'old key creates',
    file: 'lambdas/fulfilment/port/refund-provider.ts',
    find: 'export const keyUsableMs = 20 * 60 * 60 * 1000;',
    replace: 'export const keyUsableMs = 2000 * 60 * 60 * 1000;',
    why: 'the provider has forgotten it, and would refund again',
  },
  {
    name: 'webhook trusts order',
    file: news,
    find: 'if (!outcome || !(isNewer(part.outcome, outcome) || isAfterAll(part, outcome))) return undefined;',
    replace: 'if (!outcome) return undefined;',
    why: 'news comes twice, late and in any order',
  },
  {
    name: 'news of one part of several dropped',
    file: news,
    find: 'return withParts(record, parts,',
    replace: 'return withParts(record, record.parts,',
    why: 'the provider tells it once, and the whole would end as paid without it',
  },
  {
    name: "another attempt's mark undone",
    file: 'lambdas/flow/notify/apologise.ts',
    find: "if (now.state === 'sending' && now.token !== marked.notices[this.template]?.token) return;",
    replace: '',
    why: 'a mail that somebody else is sending would be sent once more',
  },
  {
    name: 'published before recorded',
    file: road,
    find: 'if (record.dueAt !== undefined) await this.ports.ledger.keepEnvelope(this.envelope());',
    replace:
      'await this.publish(outcomeOf(record, this.delivery.failure)); if (record.dueAt !== undefined) await this.ports.ledger.keepEnvelope(this.envelope());',
    why: 'others would act on what the ledger does not say',
  },
  {
    name: 'lease ignored',
    file: 'lambdas/flow/record/lease.ts',
    find: "if (Date.parse(commitment.leaseUntil) > now.getTime()) return { kind: 'leased', commitment };",
    replace: '',
    why: 'by itself it only saves work: the key protects the money',
  },
  {
    name: "another's write taken for our own",
    file: 'lambdas/flow/record/save-own.ts',
    find: 'stored?.version === next.version && stored.writtenBy === next.writtenBy',
    replace: 'stored?.version === next.version',
    why: 'two attempts would both go on',
  },
  {
    name: 'held remedy carried out',
    file: road,
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
    name: 'off ignored',
    file: 'lambdas/flow/decide/reserve.ts',
    find: "if (mode === 'off') return { kind: 'nothing', decision: switchedOff(type) };",
    replace: '',
    why: 'the kill switch has to stop what it names',
  },
  {
    name: 'sweep mints a key',
    file: 'lambdas/flow/fulfil/fulfil.ts',
    find: 'part: bare(part), number: part.number, key: part.key };',
    replace: "part: bare(part), number: part.number, key: part.key + '_again' };",
    why: 'what is asked again has to be the same request',
  },
  {
    name: 'fallback without a last look',
    file: 'lambdas/flow/sweep/fallback.ts',
    find: "if (found.state !== 'declined' && found.state !== 'not-found') {",
    replace: "if (found.state === 'unknown') {",
    why: 'what was refused must not have gone through after all',
  },
  {
    name: 'claims forgotten after a day',
    file: 'lambdas/ledger/customer-record.ts',
    find: 'export const dedupeDays = 400;',
    replace: 'export const dedupeDays = 1;',
    why: 'a replayed archive has to meet its claims',
  },
  {
    name: 'erased envelope filled again',
    file: 'lambdas/ledger/dynamo/dynamo-ledger.ts',
    find: 'await this.putEnvelope(envelope, onlyIfNew);',
    replace: "await this.putEnvelope(envelope, { ConditionExpression: 'attribute_not_exists(nothing)' });",
    why: 'what was erased stays erased, whatever is delivered late',
  },
  {
    name: 'partner asked under a new key',
    file: 'lambdas/fulfilment/eventbridge/eventbridge-partner.ts',
    find: 'await this.publish(requestTypes[part.kind], request, answerBy);',
    replace: 'await this.publish(requestTypes[part.kind], { ...request, key: key + answerBy }, answerBy);',
    why: 'the partner would not know the second request for the first',
  },
  {
    name: 'given up without a withdrawal',
    file: 'lambdas/flow/sweep/resolve-unknown.ts',
    find: 'return await withdraw(await requestContextOf(record, ports.ledger), part, ports);',
    replace: "return { state: 'declined', reason: 'no-answer' };",
    why: 'whoever does not answer may still act, and another part is given in its place',
  },
  {
    name: 'time-out ignored',
    file: 'lambdas/flow/sweep/resolve-unknown.ts',
    find: 'return outcome.answerBy !== undefined && Date.parse(outcome.answerBy) <= now.getTime();',
    replace: 'return false;',
    why: 'the customer would wait for ever for somebody who never answers',
  },
  {
    name: 'missed call ignored',
    file: 'lambdas/flow/sweep/overdue.ts',
    find: "return part.outcome.state !== 'pending' || part.kind === 'callback';",
    replace: "return part.outcome.state !== 'pending';",
    why: 'a call that was promised and did not come has to be made good by somebody',
  },
  {
    name: 'owed, and nobody told',
    file: 'lambdas/ledger/due.ts',
    find: "if (!owed || state === 'issued' || state === 'rejected' || state === 'needs-attention') return undefined;",
    replace: 'if (!owed || state) return undefined;',
    why: 'what is owed by law is owed while it is held too',
  },
  {
    name: 'crossing unnoticed',
    file: news,
    find: "return outcome.reason === 'no-answer' || outcome.reason === 'address-gone';",
    replace: 'return false;',
    why: 'what a partner gave too late to be called back would stand beside its fallback, and nobody know',
  },
  {
    name: 'fallback beside what was given after all',
    file: news,
    find: 'if (isToCome) {',
    replace: 'if (isToCome && number === 0) {',
    why: 'two parts would be given where one was promised',
  },
  {
    name: 'failure untold once a person has taken over',
    file: news,
    find: "return failed && state === 'needs-attention' ?",
    replace: "return failed && state === 'held' ?",
    why: 'whoever took over believes that it was given',
  },
  {
    name: 'asked for counts as given',
    file: 'lambdas/ledger/remedy-record.ts',
    find: "return kind === 'callback' && outcome.state === 'pending' ? 'succeeded' : outcome.state;",
    replace: "return outcome.state === 'pending' ? 'succeeded' : outcome.state;",
    why: 'only a call is a promise that may be told before it is kept',
  },
  {
    name: 'mail speaks of what was refused',
    file: 'lambdas/flow/notify/email-for.ts',
    find: 'const given = liveParts(record).map(givenPart);',
    replace: 'const given = record.parts.map(givenPart);',
    why: 'the customer believes what we write',
  },
  {
    name: 'recovery told before paid',
    file: 'lambdas/outcomes/eventbridge-outcomes.ts',
    find: "if (state !== 'issued' || !recovery || customerId === undefined) return undefined;",
    replace: 'if (!recovery || customerId === undefined) return undefined;',
    why: 'nobody bears the loss of what was not given',
  },
  {
    name: 'replacements take no room',
    file: 'lambdas/model/remedy.ts',
    find: "if (part.kind === 'credit' && part.basis !== 'price') return undefined;",
    replace: "if (part.kind === 'replacement' || (part.kind === 'credit' && part.basis !== 'price')) return undefined;",
    why: 'a new one and the price of it would both go to the customer',
  },
  {
    name: 'credits take no room',
    file: 'lambdas/model/remedy.ts',
    find: "if (part.kind === 'credit' && part.basis !== 'price') return undefined;",
    replace: "if (part.kind === 'credit') return undefined;",
    why: 'a credit that stands for money paid is money back',
  },
  {
    name: 'money that may follow takes no room',
    file: 'lambdas/ledger/customer-record.ts',
    find: 'const parts = asMoney(commitment.decision.parts);',
    replace: "const parts = commitment.decision.parts.filter(({ kind }) => kind !== 'replacement');",
    why: 'what a person approves beside a new one would go back once more where that cannot be sent',
  },
  {
    name: 'claims on the whole order take no room',
    file: 'lambdas/ledger/customer-record.ts',
    find: 'return Math.min(amountMinor - backOfLine, ...ofOrder);',
    replace: 'return amountMinor - backOfLine;',
    why: 'an order that went back has no lines left to go back',
  },
  {
    name: 'goodwill not counted against limits',
    file: 'lambdas/model/remedy.ts',
    find: 'return sumIn(parts.map(costOf), currency);',
    replace: 'return sumIn(parts.map(backOfPrice), currency);',
    why: 'what is given on top costs the company as much',
  },
  {
    name: 'what waits is not drawn from the limits',
    file: 'lambdas/flow/decide/reserve.ts',
    find: "if (decision.outcome === 'hold' && !decision.awaits) return",
    replace: "if (decision.outcome === 'hold') return",
    why: 'it is given by itself when the wait is over',
  },
  {
    name: 'what waits takes no room',
    file: 'lambdas/ledger/customer-record.ts',
    find: "return decision.outcome === 'give' || decision.awaits !== undefined || releasedAt !== undefined;",
    replace: "return decision.outcome === 'give' || releasedAt !== undefined;",
    why: 'it is given by itself when the wait is over',
  },
  {
    name: 'wait ended at any look',
    file: 'lambdas/flow/sweep/escalate-hold.ts',
    find: 'if (hold.awaits && Date.parse(hold.awaits.until) <= now)',
    replace: 'if (hold.awaits)',
    why: 'whoever was to answer was given so much time',
  },
  {
    name: 'what waits looked at too soon',
    file: 'lambdas/ledger/due.ts',
    find: 'hold?.awaits?.until ?? hold?.escalateAt ?? at]',
    replace: 'at]',
    why: 'by itself it only makes work',
  },
  {
    name: 'released though nothing is owed',
    file: 'lambdas/flow/remedy/reconsider.ts',
    find: "if (decision.outcome === 'none') {",
    replace: "if (decision.outcome === 'none') return undefined; if (decision.outcome === 'none') {",
    why: 'the same failure was published again, and it was none',
  },
];

/** By themselves these break nothing that matters, because something else holds too. Together with that they do. */
const masked = [
  'unknown settled as refused',
  'lease ignored',
  'approver not asked who approved before',
  'approver not in the condition',
  'fallback without a last look',
  'wait ended at any look',
  'what waits looked at too soon',
];

const together: readonly (readonly [string, string])[] = [
  ['unknown settled as refused', 'fallback without a last look'],
  ['lease ignored', 'new key on retry'],
  ['wait ended at any look', 'what waits looked at too soon'],
  ['approver not asked who approved before', 'approver not in the condition'],
];

/** Every mutant by itself, but for those that are masked, and those with what masks them. */
export const hunts: readonly Hunt[] = [
  ...mutants.filter(({ name }) => !masked.includes(name)).map((mutant) => ({ name: mutant.name, mutants: [mutant] })),
  ...together.map((names) => ({
    name: names.join(' + '),
    mutants: mutants.filter(({ name }) => names.includes(name)),
  })),
];

import type { Commitment, CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { HeldIncident } from '../../lambdas/ledger/incident/incident';
import { newCustomerRecord } from '../../lambdas/ledger/customer-record';
import type { Key } from '../../lambdas/ledger/dynamo/dynamo-items';
import type { Hold, PartRecord, RemedyRecord, RemedyState } from '../../lambdas/ledger/remedy-record';
import type { RemedyPart } from '../../lambdas/model/remedy';
import type { StoredItem } from './expressions';
import { leastMinor } from './provider-counting';
import { marshall, unmarshall } from './quick-marshall';

/** A value as it stands in the table, with what the table needs beside it. */
export type Stored<Value> = Value & Key & { readonly itemFormat: number; readonly waiting?: string | undefined };

export type StoredRecord = Stored<Omit<RemedyRecord, 'parts'> & { readonly parts: readonly Omit<PartRecord, 'key'>[] }>;

export function read<Value>(item: StoredItem): Stored<Value> {
  return unmarshall(item) as unknown as Stored<Value>;
}

export function written(value: object): StoredItem {
  return marshall(value, { removeUndefinedValues: true });
}

/** What a thief wants, and in whose name. */
export interface Wanted {
  readonly customerId: string;
  readonly remedyId: string;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly orderId: string;
  readonly lineId?: string | undefined;
  readonly paymentId: string;
  readonly paid: { readonly amountMinor: number; readonly currency: string };
  readonly loot: RemedyPart;
}

/** A promise that nobody made, which the next attempt at its failure would carry out. */
export function withForgedCommitment(
  before: Stored<CustomerRecord> | undefined,
  place: Key,
  { customerId, subject: _subject, occurrence: _occurrence, loot, ...line }: Wanted,
  at: string,
): Stored<CustomerRecord> {
  const { ofOrder: _storedApart, ...empty } = newCustomerRecord(customerId);
  const record = before ?? { ...place, itemFormat: 1, ...empty, version: 1, ofOrder: [] };
  const decision = {
    outcome: 'give',
    parts: [loot],
    reasons: ['it is owed'],
    policyVersion: `${line.type}/1`,
  } as const;
  const commitment: Commitment = { ...line, decision, committedAt: at, token: 'a thief', leaseUntil: at };
  return { ...record, commitments: [...record.commitments, commitment] };
}

/** A record of what nobody decided on, to be taken up by the next sweep. */
export function forgedRecord({ loot, remedyId, ...wanted }: Wanted, state: RemedyState, at: string): StoredRecord {
  const awaits = { what: 'nothing', until: at, then: 'give' } as const;
  const hold: Hold = { ...{ deadline: at, escalateAt: at, escalations: 0 }, ...noApproval, awaits };
  const refused = { state: 'declined', reason: 'insufficient-balance' } as const;
  const isRefused = state === 'declined' || state === 'late-failed';
  return {
    ...{ pk: `CUSTOMER#${wanted.customerId}`, sk: `REMEDY#${remedyId}`, itemFormat: 1, remedyId, ...wanted },
    ...{ evidence: 'detected', occurredAt: at, detectedAt: at, committedAt: at, state },
    parts: [{ part: loot, number: 1, keySince: at, outcome: isRefused ? refused : { state: 'planned' } }],
    ...{ reasons: ['it is owed'], policyVersion: `${wanted.type}/1`, pollCount: 0, recordedBy: 'a thief', version: 1 },
    history: [{ version: 1, at, state, why: `recorded as ${state}` }],
    ...(state === 'held' && { hold }),
    ...(state === 'executing' && { execution: { token: 'a thief', leaseUntil: at } }),
    ...onTheList(at),
  };
}

const noApproval = { approvalsNeeded: 1, approvals: [], withIncident: false } as const;

/** On the list of what the next sweep takes up. */
export function onTheList(at: string) {
  return { waiting: '0', dueAt: at };
}

/** Ways to have what waits for people go on without them. */
export const releases = ['approved by others', 'approved by nobody', 'one of two', 'a wait that is over'] as const;

/** What people have not approved. */
export function withForgedRelease(record: StoredRecord, way: (typeof releases)[number], at: string): StoredRecord {
  const { hold } = record;
  if (!hold) return record;
  const byOthers = ['ann', 'bob'].map((actor) => ({ actor, at, why: 'looked at it' }));
  const approved = { ...nextVersion(record, 'approved', at), ...onTheList(at) };
  switch (way) {
    case 'approved by others':
      return { ...approved, hold: { ...hold, approvals: byOthers } };
    case 'approved by nobody':
      return approved;
    case 'one of two':
      return { ...record, hold: { ...hold, approvals: [{ actor: 'zoe', at, why: 'looked at it' }] } };
    case 'a wait that is over':
      return { ...record, ...onTheList(at), hold: { ...hold, awaits: { what: 'nothing', until: at, then: 'give' } } };
  }
}

function nextVersion(record: StoredRecord, state: RemedyState, at: string): StoredRecord {
  const version = record.version + 1;
  return {
    ...record,
    ...{ state, version, unpublished: undefined, unsettled: undefined },
    history: [...record.history, { version, at, state, why: `it is ${state}` }],
  };
}

/** States in which something may be given by itself. A seal says only that it may. */
export const waysOn = [
  'executing',
  'executing',
  'executing',
  'fallback',
  'fallback',
  'unknown',
  'unknown',
  'approved',
  'pending',
  'declined',
  'late-failed',
] as const;

/** What became of a remedy bears no seal: it is said to be anywhere on its way, with nothing given yet. */
export function saidToBe(
  record: StoredRecord,
  state: (typeof waysOn)[number],
  at: string,
  version = record.version + 1,
): StoredRecord {
  const execution = state === 'executing' ? { token: 'a thief', leaseUntil: at } : undefined;
  const parts = record.parts.map((part) => ({ ...part, keySince: at, outcome: outcomeIn(state) }));
  const moved = { ...record, version: version - 1 };
  return { ...nextVersion(moved, state, at), parts, execution, ...onTheList(at) };
}

function outcomeIn(state: (typeof waysOn)[number]): PartRecord['outcome'] {
  switch (state) {
    case 'unknown':
      return { state, why: 'the provider gave no certain answer' };
    case 'pending':
      return { state, providerRef: 're_thief' };
    case 'declined':
    case 'late-failed':
      return { state: 'declined', reason: 'insufficient-balance' };
    case 'executing':
    case 'fallback':
    case 'approved':
      return { state: 'planned' };
  }
}

/** The record as it was when it was promised, whatever became of it: the seal of a commitment fits that. */
export function withSealOfCommitment(record: StoredRecord, { seal }: Commitment): StoredRecord {
  return { ...record, hold: undefined, revision: undefined, seal };
}

/** An older version of a record that says that it is the one after the newest. Its seal knows better. */
export function withLaterNumber(older: StoredItem, newest: StoredItem): StoredItem {
  if (!older['parts']) return older;
  return { ...older, version: { N: String(Number(newest['version']?.N) + 1) } };
}

/** Ways to change what a part gives, most of all how much. What a price has no room for is never asked for. */
export const changes = ['a step more', 'more', 'half', 'payment', 'currency', 'account'] as const;

/** The same part on other terms. */
export function onOtherTerms(part: RemedyPart, change: (typeof changes)[number], paymentId: string): RemedyPart {
  switch (change) {
    case 'a step more':
      return withAmount(part, (amountMinor, step) => amountMinor + step);
    case 'more':
      return withAmount(part, (amountMinor, step) => amountMinor + Math.ceil(100 / step) * step);
    case 'half':
      return withAmount(part, (amountMinor, step) => Math.max(step, Math.floor(amountMinor / 2 / step) * step));
    case 'payment':
      return 'paymentId' in part ? { ...part, paymentId } : part;
    case 'currency':
      return 'currency' in part ? { ...part, currency: part.currency === 'KWD' ? 'GBP' : 'KWD' } : part;
    case 'account':
      return part.kind === 'credit' ? { ...part, accountId: 'a thief' } : part;
  }
}

function withAmount(part: RemedyPart, changed: (amountMinor: number, step: number) => number): RemedyPart {
  if (part.kind === 'callback') return part;
  const step = leastMinor(part.currency);
  if ('amountMinor' in part) return { ...part, amountMinor: changed(part.amountMinor, step) };
  return { ...part, worthMinor: changed(part.worthMinor, step) };
}

/** A verdict that nobody gave. */
export function withForgedVerdict(incident: Stored<HeldIncident>, now: number): Stored<HeldIncident> {
  const { earlier = [], proposed: _proposed, ...rest } = incident;
  const [at, until] = [now, now + dayMs].map((ms) => new Date(ms).toISOString());
  const from = new Date(Date.parse(incident.openedAt) - dayMs).toISOString();
  if (at === undefined || until === undefined) return incident;
  const amounts = ['GBP', 'ISK', 'JPY', 'KWD', 'MGA'].map((currency) => ({ currency, amountMinor: 1_000_000 }));
  const approvals = ['ann', 'bob'].map((actor) => ({ actor, at, why: 'looked at it' }));
  const approved = { cohort: { remedies: 1_000, amounts }, approvals };
  const verdict = { verdict: 'approved', actor: 'bob', why: 'looked at it', at, approved } as const;
  const decided = { number: earlier.length + 1, ...verdict, coversFrom: from, coversUntil: until };
  return { ...rest, earlier, decided, version: incident.version + 1, ...onTheList(at) };
}

const dayMs = 86_400_000;

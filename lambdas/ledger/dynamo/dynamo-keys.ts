import { createHash } from 'node:crypto';
import { foldedForm } from '../../model/guards/folded-form';
import type { Key } from './dynamo-items';
import type { Notice, NoticeTemplate } from '../notice/notice';
import { sinceOf } from '../port/listed-ledger';
import { isListedState, type Glance, type ListedState } from '../port/waiting-list';
import { awaitedAccount, type RemedyRecord } from '../remedy-record';
import { costsOf } from '../../model/remedy';

/** Where everything stands in the table. What belongs to one customer shares the partition key. */
export const keyOf = {
  /**
   * The customer record of the first customer whose id has this folded form. Most have it for themselves. It is hashed,
   * because a folded form may be long.
   */
  firstSpelling: (customerId: string): Key => ({ pk: `SPELLING#${hashOf(foldedForm(customerId))}`, sk: 'CUSTOMER' }),
  /** That of every other one. */
  customerRecord: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  orderLines: (customerId: string, orderId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `ORDER#${orderId}` }),
  remedyRecord: (customerId: string, remedyId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `REMEDY#${remedyId}`,
  }),
  envelope: (customerId: string, remedyId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ENVELOPE#${remedyId}`,
  }),
  notice: (customerId: string, remedyId: string, template: NoticeTemplate): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `NOTICE#${remedyId}#${template}`,
  }),
  /** Under its envelope, so that it is erased with it. */
  message: (customerId: string, remedyId: string, messageId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ENVELOPE#${remedyId}#MESSAGE#${messageId}`,
  }),
  shadow: (customerId: string, remedyId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `SHADOW#${remedyId}` }),
  /** By payment, because customers are not named in what a bank says. */
  paymentMarks: (paymentId: string): Key => ({ pk: `PAYMENT#${paymentId}`, sk: 'PAYMENT' }),
  owner: (key: string): Key => ({ pk: `OWNER#${key}`, sk: 'OWNER' }),
  controls: (): Key => ({ pk: 'CONTROLS', sk: 'CURRENT' }),
  replacedControls: (version: number): Key => ({ pk: 'CONTROLS', sk: `VERSION#${String(version).padStart(8, '0')}` }),
  budget: (name: string): Key => ({ pk: `BUDGET#${name}`, sk: 'BUDGET' }),
  incident: (incidentId: string): Key => ({ pk: `INCIDENT#${incidentId}`, sk: 'INCIDENT' }),
  incidentFix: (incidentId: string): Key => ({ pk: `INCIDENT#${incidentId}`, sk: 'FIX' }),
};

/** Shards of the index of the waiting, so that a storm of waiting records does not load one partition. */
export const waitingShards = Array.from({ length: 16 }, (_, shard) => shard.toString(16));

/** The lists on the index of the waiting. Each is one partition of it. */
export const listOf = {
  /** What needs a person's attention, and nothing else is done about. */
  attention: (shard: string): string => `attention#${shard}`,
  due: (shard: string): string => shard,
  /** What a customer was perhaps not told, and a person finds another way. */
  undelivered: (shard: string): string => `undelivered#${shard}`,
  held: (shard: string): string => `held#${shard}`,
  /** Incidents that nobody has mended yet, or of whose end nobody has decided that customers are told. */
  undecidedFixes: (): string => 'unmended#0',
  /** Whom an incident hurt, and who may be told once it is mended. */
  hurt: (incidentId: string, shard: string): string => `hurt#${incidentId}#${shard}`,
  cohort: (incidentId: string, shard: string): string => `incident#${incidentId}#${shard}`,
  account: (account: string, shard: string): string => `account#${account}#${shard}`,
};

/** The list a record is on exactly while it has to be polled. */
export function listOfRemedy(record: RemedyRecord): string | undefined {
  const { remedyId, dueAt, state, hold, incidentId } = record;
  const shard = shardOf(remedyId);
  if (dueAt === undefined) return state === 'needs-attention' ? listOf.attention(shard) : undefined;
  if (state !== 'held') return listOf.due(shard);
  const account = awaitedAccount(record);
  if (account !== undefined) return listOf.account(account, shard);
  // The incident itself is due at its time; looking at each of its thousands of remedies would say nothing more.
  if (hold?.withIncident && incidentId !== undefined) return listOf.cohort(incidentId, shard);
  return listOf.held(shard);
}

/** What state a list has its remedies in, where all of them are in one. */
export function stateOnList(list: string): ListedState | undefined {
  if (waitingShards.some((shard) => list === listOf.attention(shard))) return 'needs-attention';
  return waitingShards.some((shard) => list === listOf.held(shard)) ? 'held' : undefined;
}

/**
 * What a list sorts a remedy by: when it is due, or since when it needs attention. Behind that stands what people ask
 * of long lists, so that they are counted and ordered without a record being read.
 */
export function placeInList(record: RemedyRecord): string | undefined {
  const list = listOfRemedy(record);
  const at = record.dueAt ?? (list === undefined ? undefined : record.history.at(-1)?.at);
  if (at === undefined || list === undefined || !isListedState(record.state)) return at;
  const amounts = costsOf(record.parts.map(({ part }) => part));
  const costs = amounts.map(({ currency, amountMinor }) => `${currency}${amountMinor}`);
  return [at, record.state, sinceOf(record), ...costs].join(' ');
}

/** Comes after every place of that time, and before those of later ones. */
export function afterPlacesOf(time: string): string {
  return `${time} ~`;
}

/** What stands behind the time of such a place. */
export function glanceIn(place: string): Pick<Glance, 'state' | 'since' | 'amounts'> | undefined {
  const [, state, since, ...costs] = place.split(' ');
  if (!isListedState(state) || since === undefined) return undefined;
  const amounts = costs.map((cost) => ({ currency: cost.slice(0, 3), amountMinor: Number(cost.slice(3)) }));
  return { state, since, amounts };
}

/**
 * The list a notice is on exactly while somebody has to report of its mail, to approve its words, or to find another
 * way.
 */
export function listOfNotice({ remedyId, dueAt, state, words, trouble, planned }: Notice): string | undefined {
  const shard = shardOf(remedyId);
  if (dueAt === undefined && state === 'none' && planned?.incidentId !== undefined) {
    return listOf.hurt(planned.incidentId, shard);
  }
  if (dueAt === undefined) return trouble === undefined ? undefined : listOf.undelivered(shard);
  if (state !== 'held' || words?.approval) return listOf.due(shard);
  // Like the remedies of an incident: the incident itself is due at its time.
  return words?.incidentId === undefined ? listOf.held(shard) : listOf.cohort(words.incidentId, shard);
}

/** What a list sorts a notice by, and behind it what its mail told of, so that the money of an incident is known. */
export function placeOfNotice(notice: Notice): string | undefined {
  const list = listOfNotice(notice);
  const at = notice.dueAt ?? (list === undefined ? undefined : notice.at);
  const { planned } = notice;
  if (at === undefined || notice.dueAt !== undefined || planned?.incidentId === undefined) return at;
  return [at, ...planned.amounts.map(({ currency, amountMinor }) => `${currency}${amountMinor}`)].join(' ');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

function shardOf(remedyId: string): string {
  const lastCharacter = remedyId.slice(-1);
  return waitingShards.includes(lastCharacter) ? lastCharacter : '0';
}

import { listOf, listOfNotice, listOfRemedy, waitingShards } from '../../lambdas/ledger/dynamo/dynamo-keys';
import type { Notice } from '../../lambdas/ledger/notice/notice';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import { sinceOf } from '../../lambdas/ledger/port/listed-ledger';
import {
  isListedState,
  type Glance,
  type Glances,
  type Waiting,
  type WaitingList,
} from '../../lambdas/ledger/port/waiting-list';
import { costsOf } from '../../lambdas/model/remedy';
import type { MemoryIncidents } from './memory-incidents';
import type { MemoryLedger } from './memory-ledger';

interface Listed {
  readonly list: string;
  readonly dueAt: string;
  readonly waiting: Waiting;
}

/** What waits in a ledger in memory, on the lists on which the index of the real table has it. */
export class MemoryWaitingList implements WaitingList {
  constructor(
    private readonly ledger: Pick<MemoryLedger, 'records' | 'notices'>,
    private readonly incidents: Pick<MemoryIncidents, 'incidents'>,
    private readonly fixes?: { due(until: string): Waiting[] },
  ) {}

  async due(until: Date, limit: number): Promise<Waiting[]> {
    const lists = waitingShards.flatMap((shard) => [listOf.due(shard), listOf.held(shard)]);
    return [...this.on(lists, limit, until.toISOString()), ...(this.fixes?.due(until.toISOString()) ?? [])];
  }

  async held(limit: number): Promise<Waiting[]> {
    return this.on(waitingShards.map(listOf.held), limit);
  }

  async attention(limit: number): Promise<Waiting[]> {
    return this.on(waitingShards.map(listOf.attention), limit);
  }

  async glances(limit: number): Promise<Glances> {
    const lists = waitingShards.flatMap((shard) => [listOf.due(shard), listOf.held(shard), listOf.attention(shard)]);
    const records = [...this.ledger.records.values()].filter((one) => lists.includes(listOfRemedy(one) ?? ''));
    const glanced = records.flatMap((record): Glance[] => {
      const { customerId, remedyId, state, parts } = record;
      if (!isListedState(state)) return [];
      const amounts = costsOf(parts.map(({ part }) => part));
      return [{ customerId, remedyId, state, since: sinceOf(record), amounts }];
    });
    const unread = records.flatMap(({ customerId, remedyId, state }) =>
      isListedState(state) ? [] : { customerId, remedyId },
    );
    return { glanced, unread: unread.slice(0, limit), isComplete: unread.length <= limit };
  }

  async undelivered(limit: number): Promise<Waiting[]> {
    return this.on(waitingShards.map(listOf.undelivered), limit);
  }

  async cohort(incidentId: string, limit: number): Promise<Waiting[]> {
    const lists = waitingShards.map((shard) => listOf.cohort(incidentId, shard));
    return this.on(lists, limit);
  }

  async ofAccount(account: string, limit: number, until?: Date): Promise<Waiting[]> {
    const lists = waitingShards.map((shard) => listOf.account(account, shard));
    return this.on(lists, limit, until?.toISOString());
  }

  private on(lists: readonly string[], limit: number, until = '9999'): Waiting[] {
    return this.listed()
      .filter(({ list, dueAt }) => lists.includes(list) && dueAt <= until)
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
      .slice(0, limit)
      .map(({ waiting }) => waiting);
  }

  private listed(): Listed[] {
    const incidents = [...this.incidents.incidents.values()].flatMap(({ incidentId, dueAt }) =>
      dueAt === undefined ? [] : [{ list: listOf.due('0'), dueAt, waiting: { kind: 'incident', incidentId } as const }],
    );
    const { records, notices } = this.ledger;
    return [
      ...[...records.values()].flatMap(listedRecord),
      ...[...notices.values()].flatMap(listedNotice),
      ...incidents,
    ];
  }
}

function listedRecord(record: RemedyRecord): Listed[] {
  const { customerId, remedyId, history } = record;
  const list = listOfRemedy(record);
  const dueAt = record.dueAt ?? history.at(-1)?.at;
  if (list === undefined || dueAt === undefined) return [];
  return [{ list, dueAt, waiting: { kind: 'remedy', customerId, remedyId } }];
}

function listedNotice(notice: Notice): Listed[] {
  const { customerId, remedyId, template, at, dueAt = at } = notice;
  const list = listOfNotice(notice);
  if (list === undefined) return [];
  return [{ list, dueAt, waiting: { kind: 'notice', customerId, remedyId, template } }];
}

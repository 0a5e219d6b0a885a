import { openedIncident } from '../../lambdas/ledger/incident/incident';
import { sinceOf } from '../../lambdas/ledger/port/listed-ledger';
import type { Ledger } from '../../lambdas/ledger/port/ledger';
import { costsOf } from '../../lambdas/model/remedy';
import { withNextPoll, moveRemedy } from '../../lambdas/ledger/transitions';
import type { IncidentStore, Waiting, WaitingList } from '../../lambdas/ledger/port/waiting-list';
import { eventually } from './eventually';
import { at, heldRecord, nextCustomer, issuedRecord, noticeOf, pendingRecord } from './ledger-samples';

interface WaitingStores {
  readonly ledger: Ledger;
  readonly waiting: WaitingList;
  readonly incidents: IncidentStore;
}

/** Long before anything else that the tests of a shared table leave waiting. */
const longAgo = (hours: number): string =>
  new Date(Date.parse('1999-01-01T00:00:00Z') + hours * 3_600_000).toISOString();

function remediesIn(waiting: readonly Waiting[], customerId: string): string[] {
  return waiting.flatMap((one) => (one.kind === 'remedy' && one.customerId === customerId ? one.remedyId : []));
}

/** What every list of the waiting promises, and every store of the incidents that are on it. */
export function describeWaitingContract(name: string, stores: () => WaitingStores): void {
  describe(`${name}: the list of what waits`, () => describeList(stores));
  describe(`${name}: an incident over its limit`, () => describeIncident(stores));
}

function describeList(stores: () => WaitingStores): void {
  const due = async (hours: number, customerId: string): Promise<string[]> =>
    remediesIn(await stores().waiting.due(new Date(longAgo(hours)), 1_000), customerId);

  it('names what needs attention apart, and not among what is due', async () => {
    const customerId = nextCustomer();
    const { ledger, waiting } = stores();
    const record = {
      ...issuedRecord(customerId),
      remedyId: 'rem_a',
      state: 'needs-attention',
      dueAt: undefined,
    } as const;
    await ledger.saveRemedy(record);
    await eventually(async () => {
      expect(remediesIn(await waiting.attention(1_000), customerId)).toEqual(['rem_a']);
      expect(remediesIn(await waiting.due(new Date('9999-01-01T00:00:00Z'), 5_000), customerId)).toEqual([]);
    });
    expect(await ledger.readRemedy(customerId, 'rem_a')).toEqual({ ...record, dueAt: undefined });
  });

  it('names what is due, on the moment it is due, and nothing before', async () => {
    const customerId = nextCustomer();
    await stores().ledger.saveRemedy(pendingRecord(customerId, 'rem_a', longAgo(0)));
    await eventually(async () => {
      expect(await due(0.999, customerId)).toEqual([]);
      expect(await due(1, customerId)).toEqual(['rem_a']);
      expect(await stores().waiting.due(new Date(longAgo(1)), 1_000)).toContainEqual({
        kind: 'remedy',
        customerId,
        remedyId: 'rem_a',
      });
    });
  });

  it('puts the longest overdue first, across its shards, and gives no more than it is asked for', async () => {
    const customerId = nextCustomer();
    const remedyIds = ['7', 'f', '0', '3', 'a', 'c'].map((last) => `rem_${last}`);
    for (const [index, remedyId] of remedyIds.entries()) {
      await stores().ledger.saveRemedy(pendingRecord(customerId, remedyId, longAgo(-1_000 - index)));
    }
    const eldestFirst = remedyIds.toReversed();
    await eventually(async () => {
      expect(await due(-990, customerId)).toEqual(eldestFirst);
      const two = await stores().waiting.due(new Date(longAgo(-990)), 2);
      expect(remediesIn(two, customerId)).toEqual(eldestFirst.slice(0, 2));
    });
  });

  it('takes an entry off once nobody has to look any more, and moves it when it is due later', async () => {
    const customerId = nextCustomer();
    const pending = pendingRecord(customerId, 'rem_a', longAgo(10));
    const later = withNextPoll(pending, 'still at it', { at: longAgo(20), token: 't' });
    await stores().ledger.saveRemedy(pending);
    await stores().ledger.saveRemedy(later);
    await eventually(async () => {
      expect(await due(20, customerId)).toEqual([]);
      expect(await due(48, customerId)).toEqual(['rem_a']);
    });
    const paid = moveRemedy(later, { to: 'issued', why: 'told' }, { at: longAgo(21), token: 't' });
    await stores().ledger.saveRemedy({ ...paid, unpublished: undefined, dueAt: undefined });
    await eventually(async () => {
      expect(await due(100_000, customerId)).toEqual([]);
    });
  });

  it('says itself of each remedy on a list what state it is in, since when, and what it costs', async () => {
    const customerId = nextCustomer();
    const pending = pendingRecord(customerId, 'rem_a', longAgo(1));
    const held = heldRecord(customerId, { remedyId: 'rem_b', since: longAgo(2) });
    const onItsWay = { ...pending, remedyId: 'rem_c', state: 'executing' } as const;
    for (const record of [pending, held, onItsWay]) await stores().ledger.saveRemedy(record);
    const theirs = <One extends { readonly customerId: string }>(all: readonly One[]) =>
      all.filter((one) => one.customerId === customerId);
    const costs = ({ parts }: typeof pending) => costsOf(parts.map(({ part }) => part));
    await eventually(async () => {
      const { glanced, unread } = await stores().waiting.glances(5_000);
      expect(theirs(glanced).toSorted((a, b) => (a.remedyId < b.remedyId ? -1 : 1))).toEqual([
        { customerId, remedyId: 'rem_a', state: 'pending', since: sinceOf(pending), amounts: costs(pending) },
        { customerId, remedyId: 'rem_b', state: 'held', since: sinceOf(held), amounts: costs(held) },
      ]);
      expect(theirs(unread)).toEqual([expect.objectContaining({ remedyId: 'rem_c' })]);
    });
    expect(await stores().ledger.readRemedy(customerId, 'rem_a')).toEqual(pending);
  });

  it('names no more of what it says nothing of than it is asked for, and says that there is more', async () => {
    const customerId = nextCustomer();
    for (const remedyId of ['rem_0', 'rem_7', 'rem_f']) {
      const pending = pendingRecord(customerId, remedyId, longAgo(1));
      await stores().ledger.saveRemedy({ ...pending, state: 'executing' });
    }
    await eventually(async () => {
      const { unread, isComplete } = await stores().waiting.glances(2);
      expect([unread.length, isComplete]).toEqual([2, false]);
    });
  });

  it('has nothing to do with what was finished at once', async () => {
    const record = issuedRecord(nextCustomer());
    await stores().ledger.saveRemedy(record);
    await eventually(async () => {
      expect(await due(1_000_000, record.customerId)).toEqual([]);
    });
  });

  it('names a mail that waits apart from its remedy, until it waits no more', async () => {
    const customerId = nextCustomer();
    const isDue = async (hours: number) =>
      (await stores().waiting.due(new Date(longAgo(hours)), 1_000)).filter(
        (one) => 'customerId' in one && one.customerId === customerId,
      );
    const notice = noticeOf(customerId, { template: 'correction', dueAt: longAgo(1) });
    await stores().ledger.saveNotice(notice);
    await eventually(async () => {
      expect(await isDue(0.999)).toEqual([]);
      expect(await isDue(1)).toEqual([{ kind: 'notice', customerId, remedyId: 'rem_a', template: 'correction' }]);
      expect(await stores().waiting.held(1_000)).not.toContainEqual(expect.objectContaining({ customerId }));
    });
    await stores().ledger.saveNotice({ ...notice, state: 'delivered', dueAt: undefined, version: 2 });
    await eventually(async () => expect(await isDue(1_000_000)).toEqual([]));
  });

  it('lists what waits for a person, due or not; it is due when it has to be escalated', async () => {
    const customerId = nextCustomer();
    const held = heldRecord(customerId, { since: longAgo(100) });
    await stores().ledger.saveRemedy(held);
    await stores().ledger.saveRemedy(pendingRecord(customerId, 'rem_b', longAgo(100)));
    await eventually(async () => {
      expect(remediesIn(await stores().waiting.held(1_000), customerId)).toEqual(['rem_a']);
      expect(await due(100, customerId)).toEqual([]);
      expect(await due(136, customerId)).toEqual(['rem_b', 'rem_a']);
    });
  });

  it('keeps what waits with an incident apart: it is nobody’s single case, and not due by itself', async () => {
    const customerId = nextCustomer();
    const incidentId = `INC-${customerId}`;
    for (const last of 'f0a') {
      const remedyId = `rem_${last}`;
      await stores().ledger.saveRemedy(heldRecord(customerId, { remedyId, incidentId, since: longAgo(0) }));
    }
    const single = heldRecord(customerId, { remedyId: 'rem_1', incidentId, withIncident: false, since: longAgo(0) });
    await stores().ledger.saveRemedy(single);

    await eventually(async () => {
      const cohort = remediesIn(await stores().waiting.cohort(incidentId, 1_000), customerId);
      expect(cohort.toSorted()).toEqual(['rem_0', 'rem_a', 'rem_f']);
      expect(await stores().waiting.cohort(incidentId, 2)).toHaveLength(2);
      expect(await stores().waiting.cohort(`${incidentId}0`, 10)).toEqual([]);
      expect(remediesIn(await stores().waiting.held(1_000), customerId)).toEqual(['rem_1']);
      expect(await due(1_000, customerId)).toEqual(['rem_1']);
    });
  });

  it('moves a remedy of a cohort to the list of what is due once it is approved', async () => {
    const customerId = nextCustomer();
    const incidentId = `INC-${customerId}`;
    const held = heldRecord(customerId, { incidentId, since: longAgo(0) });
    await stores().ledger.saveRemedy(held);
    const approved = moveRemedy(held, { to: 'approved', why: 'the incident was' }, { at: longAgo(1), token: 't' });
    await stores().ledger.saveRemedy(approved);
    await eventually(async () => {
      expect(await stores().waiting.cohort(incidentId, 10)).toEqual([]);
      expect(await due(1, customerId)).toEqual(['rem_a']);
    });
  });
}

function describeIncident(stores: () => WaitingStores): void {
  it('is opened once, however many remedies open it', async () => {
    const incident = openedIncident(`INC-${nextCustomer()}`, at, 48);
    await Promise.all(Array.from({ length: 50 }, () => stores().incidents.openIncident(incident)));
    await stores().incidents.openIncident({ ...incident, openedAt: '2030-01-01T00:00:00.000Z' });
    expect(await stores().incidents.readIncident(incident.incidentId)).toEqual(incident);
  });

  it('has the deadline of whoever is owed first, whichever of fifty opens it first', async () => {
    const incidentId = `INC-${nextCustomer()}`;
    const owedBys = Array.from({ length: 50 }, (_, n) => longAgo(1 + ((n * 7) % 50)));
    const opened = owedBys.map((owedBy) => openedIncident(incidentId, longAgo(0), 96, owedBy));
    await Promise.all(opened.map((incident) => stores().incidents.openIncident(incident)));
    const stored = await stores().incidents.readIncident(incidentId);
    const first = openedIncident(incidentId, longAgo(0), 96, longAgo(1));
    expect(stored).toMatchObject({ deadline: first.deadline, dueAt: first.dueAt });
  });

  it('of which nobody knows is nothing', async () => {
    expect(await stores().incidents.readIncident(`INC-${nextCustomer()}`)).toBeUndefined();
  });

  it('is decided by one of ten', async () => {
    const incident = openedIncident(`INC-${nextCustomer()}`, at, 48);
    await stores().incidents.openIncident(incident);
    const decidedBy = (actor: string) => ({
      ...incident,
      version: 2,
      decided: { verdict: 'approved', actor, why: 'w', at, number: 1, coversFrom: at, coversUntil: at } as const,
    });
    const people = Array.from({ length: 10 }, (_, n) => `person-${n}`);
    const results = await Promise.all(people.map((by) => stores().incidents.saveIncident(decidedBy(by))));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    const stored = await stores().incidents.readIncident(incident.incidentId);
    expect(stored?.decided?.actor).toBe(people[results.indexOf('saved')]);
  });

  it('does not forget its decision when another remedy opens it again', async () => {
    const incident = openedIncident(`INC-${nextCustomer()}`, at, 48);
    await stores().incidents.openIncident(incident);
    const decided = {
      verdict: 'rejected',
      actor: 'ann',
      why: 'w',
      at,
      number: 1,
      coversFrom: at,
      coversUntil: at,
    } as const;
    await stores().incidents.saveIncident({ ...incident, version: 2, decided });
    await stores().incidents.openIncident(incident);
    await stores().incidents.openIncident(incident);
    // It is looked at soon, and decided as it was.
    const woken = { version: 3, decided, dueAt: incident.openedAt };
    expect(await stores().incidents.readIncident(incident.incidentId)).toMatchObject(woken);
  });

  it('stands on the list of what is due while it has a date, and not without', async () => {
    const incident = openedIncident(`INC-${nextCustomer()}`, longAgo(0), 48);
    const { incidentId } = incident;
    const isDue = async (hours: number) =>
      (await stores().waiting.due(new Date(longAgo(hours)), 1_000)).some(
        (one) => one.kind === 'incident' && one.incidentId === incidentId,
      );
    await stores().incidents.openIncident(incident);
    await eventually(async () => expect([await isDue(35.9), await isDue(36)]).toEqual([false, true]));
    await stores().incidents.saveIncident({ ...incident, version: 2, dueAt: undefined });
    await eventually(async () => expect(await isDue(1_000)).toBe(false));
  });
}

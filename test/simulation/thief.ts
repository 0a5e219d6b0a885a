import type { CustomerRecord } from '../../lambdas/ledger/customer-record';
import { keyOf } from '../../lambdas/ledger/dynamo/dynamo-keys';
import type { HeldIncident } from '../../lambdas/ledger/incident/incident';
import type { RemedyPart } from '../../lambdas/model/remedy';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import type { StoredItem } from './expressions';
import type { People } from './people';
import { Random } from './random';
import { SecondThoughts } from './second-thoughts';
import type { SimFailure } from './sim-company';
import { plainItem } from './stored';
import type { TableWrite } from './sim-table';
import {
  changes,
  forgedRecord,
  onOtherTerms,
  read,
  releases,
  withForgedCommitment,
  withForgedRelease,
  withForgedVerdict,
  saidToBe,
  withLaterNumber,
  written,
  type StoredRecord,
  type Wanted,
} from './thief-forgeries';
import { aimedErrands, errands, going, isOccasion, type Errand } from './thief-errands';
import { beginning } from './thief-id';
import { beforeAnotherPart, beforeRejection, Versions, type PutBack } from './thief-versions';
import type { World } from './world';

const dayMs = 86_400_000;

const madeUpStates = [
  'approved',
  'executing',
  'fallback',
  'unknown',
  'pending',
  'declined',
  'late-failed',
  'held',
] as const;

/**
 * Plans what a thief does who got hold of a right to write the table, and of requests that people had signed.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planThief(world: World, people: People, seed: number, troubledMs: number): void {
  // Its own dice, so that the other people of a seed do what they always did.
  const random = new Random(seed + 0x5ea1);
  const isOfIncidents = world.kind === 'incident';
  const isUsual = random.chance(isOfIncidents ? 0.3 : 0.13);
  if (!isUsual && (world.kind !== 'usual' || !random.chance(0.14))) return;
  const thief = new Thief(world, people, random, troubledMs);
  world.thief = thief;
  if (!isUsual) return thief.planAimed(random.pick(aimedErrands));
  if (isOfIncidents) thief.plan('verdict');
  else if ((world.limits.twoPeopleAbove['GBP'] ?? 0) <= 1_000) thief.plan('release');
  for (let more = random.int(1, 3); more > 0; more--) thief.plan(random.pick(errands));
  for (let more = random.int(0, 2); more > 0; more--) {
    world.scheduler.after(random.int(0, troubledMs + 2 * dayMs), () => people.sendSignedOnceMore(random));
  }
}

/** Somebody who sees what is published and what is stored, and may write the table. No key of a seal is theirs. */
class Thief {
  /** With the time from which an occasion is taken, in ms since the epoch. */
  private readonly planned: { readonly what: Errand; readonly from: number; times: number; isTaken: boolean }[] = [];
  /** Every version of what may be put back, by its key. Kept only where that is an errand. */
  private versions: Versions | undefined;
  /** What people do before something can be put back. */
  private secondThoughts: SecondThoughts | undefined;
  private madeUp = 0;

  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly random: Random,
    private readonly troubledMs: number,
  ) {}

  plan(what: Errand): void {
    const { random, troubledMs } = this;
    const { scheduler } = this.world;
    if (what === 'remedy of nobody') {
      scheduler.after(random.int(0, troubledMs), () => this.makeUpRemedy());
      return;
    }
    if (what !== 'older version') {
      const from = scheduler.now + random.pick([0, random.int(0, troubledMs / 2)]);
      this.planned.push({ what, from, times: random.int(1, 3), isTaken: false });
      return;
    }
    this.versions = new Versions();
    for (let time = 0; time < 4; time++) {
      scheduler.after(random.int(0, troubledMs + 2 * dayMs), () => this.storeOlder());
    }
  }

  /** One errand only, in a world in which people and the provider do what goes before it. */
  planAimed(what: (typeof aimedErrands)[number]): void {
    const { random, world, people } = this;
    // While one waits for its time another takes what comes.
    for (let more = 0; more < 2; more++) {
      this.planned.push({ what, from: world.scheduler.now, times: random.int(2, 4), isTaken: false });
    }
    if (what === 'version before another part') return this.planRefusals();
    if (random.chance(0.7)) people.switchMode('all', 'approve', undefined);
    if (what !== 'version before a rejection') return;
    this.versions = new Versions();
    this.secondThoughts = new SecondThoughts(world, people, random);
  }

  /** What a provider refuses at first is given as another part later, by itself or because people want it. */
  private planRefusals(): void {
    const { random, world, people, troubledMs } = this;
    const { scheduler, context } = world;
    this.versions = new Versions();
    context.faults.providerDeclines = 0.6;
    scheduler.after(random.int(troubledMs / 4, troubledMs), () => (context.faults.providerDeclines = 0));
    for (let visit = 0; visit < 3; visit++) {
      scheduler.after(random.int(0, troubledMs), () => people.sendOnAgain(1));
    }
  }

  /** Somebody is about to publish a failure. */
  hears(failure: SimFailure): void {
    const errand = this.open('commitment') ?? this.open('commitment and record');
    if (!errand) return;
    const { type, subject, occurrence, purchase } = failure;
    const customerId = purchase.customerId.normalize('NFC');
    const { orderId, lineId, paymentId, amountMinor, currency } = purchase;
    const remedyId = remedyIdOf({ customerId, type, subject, occurrence });
    const loot = this.random.pick<RemedyPart>([
      { kind: 'refund', amountMinor, currency, paymentId },
      { kind: 'credit', amountMinor: 5_000, currency, accountId: 'a thief', basis: 'goodwill' },
    ]);
    const ids = { customerId, remedyId, type, subject, occurrence };
    const wanted = { ...ids, orderId, lineId, paymentId, paid: { amountMinor, currency }, loot };
    if (!this.forgeCommitment(wanted)) return;
    if (errand.what === 'commitment and record')
      this.forge(forgedRecord(wanted, this.random.pick(madeUpStates), this.at));
    this.done(errand);
  }

  /** A function has written an item. */
  sees(write: TableWrite): void {
    const { pk, sk } = write;
    this.versions?.keep(write);
    this.secondThoughts?.sees(write);
    for (const errand of this.planned) {
      if (errand.isTaken || this.world.scheduler.now < errand.from || !isOccasion(errand.what, write)) continue;
      // Most are carried out at once, and then only their records count.
      if (sk === 'CUSTOMER' && !this.random.chance(0.2)) continue;
      errand.isTaken = true;
      const afterMs = this.delayMs(errand.what);
      this.world.scheduler.after(afterMs, () => {
        const item = this.world.dynamo.table.get(pk, sk);
        if (item && this.strike(errand.what, sk, item)) this.done(errand);
        else errand.isTaken = false;
      });
    }
  }

  /** At once, or soon. What was given is best forgotten when the provider has forgotten its key too. */
  private delayMs(what: Errand): number {
    const { random } = this;
    if (what === 'outcome' && random.chance(0.6)) return random.int(dayMs, 2 * dayMs);
    if (what === 'version before another part' || what === 'version before a rejection') {
      return random.pick([0, random.int(0, 300_000), random.int(dayMs, 2 * dayMs), random.int(dayMs, 2 * dayMs)]);
    }
    return random.pick([0, random.int(1, 2_000), random.int(0, 60_000)]);
  }

  private get at(): string {
    return new Date(this.world.scheduler.now).toISOString();
  }

  private open(what: Errand) {
    const { now } = this.world.scheduler;
    return this.planned.find((errand) => errand.what === what && !errand.isTaken && errand.from <= now);
  }

  private done(errand: { readonly what: Errand; times: number; isTaken: boolean }): void {
    errand.times -= 1;
    errand.isTaken = errand.times === 0;
    this.world.trace.count(`thief: ${errand.what}`);
  }

  /** @returns false where it is no longer what it was */
  private strike(what: Errand, sk: string, item: StoredItem): boolean {
    const { random, at } = this;
    if (sk === 'INCIDENT') {
      const incident = read<HeldIncident>(item);
      if (incident.decided) return false;
      this.forge(withForgedVerdict(incident, this.world.scheduler.now));
      return true;
    }
    if (sk === 'CUSTOMER') return this.changeCommitment(read<CustomerRecord>(item));
    if (what === 'version before another part' || what === 'version before a rejection') {
      return this.writeOlder(what, item);
    }
    const record = read<StoredRecord>(item);
    if (what === 'one of two') return this.approveAsTwo(record);
    if (what === 'release') {
      if (record.state !== 'held') return false;
      const isForTwo = record.hold?.approvalsNeeded === 2 && random.chance(0.8);
      this.forge(withForgedRelease(record, isForTwo ? 'one of two' : random.pick(releases), at));
      return true;
    }
    if (what === 'outcome') {
      if (!going.includes(record.state)) return false;
      this.forge(saidToBe(record, random.pick(['executing', 'unknown'] as const), at));
      return true;
    }
    if (record.state === 'issued' || record.state === 'rejected') return false;
    return this.changeParts(record);
  }

  private writeOlder(what: Errand, item: StoredItem): boolean {
    const { versions, random, at } = this;
    if (!versions) return false;
    const find = what === 'version before another part' ? beforeAnotherPart : beforeRejection;
    const found: PutBack | undefined = find(item, versions, random, at);
    if (found) this.world.writeAsThief(found.item, found.how);
    return found !== undefined;
  }

  /** One person, and a line in the table in the name of another. */
  private approveAsTwo(record: StoredRecord): boolean {
    const { hold } = record;
    if (record.state !== 'held' || hold?.approvalsNeeded !== 2 || hold.approvals.length > 0) return false;
    this.forge(withForgedRelease(record, 'one of two', this.at));
    const item = plainItem(this.world.dynamo.table.get(record.pk, record.sk));
    this.world.scheduler.after(this.random.int(0, 2_000), () => this.people.approve(item, 'ann'));
    return true;
  }

  private changeParts(record: StoredRecord): boolean {
    const parts = record.parts.map((one) => ({ ...one, part: this.onOtherTerms(one.part) }));
    if (JSON.stringify(parts) === JSON.stringify(record.parts)) return false;
    this.forge({ ...record, parts });
    return true;
  }

  private changeCommitment(record: ReturnType<typeof read<CustomerRecord>>): boolean {
    const commitments = record.commitments.map((one) => {
      if (one.counted) return one;
      const parts = one.decision.parts.map((part) => this.onOtherTerms(part));
      return { ...one, decision: { ...one.decision, parts } };
    });
    if (JSON.stringify(commitments) === JSON.stringify(record.commitments)) return false;
    this.forge({ ...record, commitments });
    return true;
  }

  private onOtherTerms(part: RemedyPart): RemedyPart {
    const payments = [...this.world.provider.payments.keys()];
    return onOtherTerms(part, this.random.pick(changes), this.random.pick(payments));
  }

  private forgeCommitment(wanted: Wanted): boolean {
    const { table } = this.world.dynamo;
    const first = keyOf.firstSpelling(wanted.customerId);
    const stored = table.get(first.pk, first.sk);
    const isTheirs = stored === undefined || stored['customerId']?.S === wanted.customerId;
    const place = isTheirs ? first : keyOf.customerRecord(wanted.customerId);
    const item = table.get(place.pk, place.sk);
    const before = item && read<CustomerRecord>(item);
    const isRecorded = table.get(`CUSTOMER#${wanted.customerId}`, `REMEDY#${wanted.remedyId}`) !== undefined;
    if (isRecorded || before?.commitments.some(({ remedyId }) => remedyId === wanted.remedyId)) return false;
    this.forge(withForgedCommitment(before, place, wanted, this.at));
    return true;
  }

  /** A remedy of a customer whom there is not. Its payment is there, so that only the seal is missing. */
  private makeUpRemedy(): void {
    const { provider, trace } = this.world;
    const number = ++this.madeUp;
    const paid = { amountMinor: 99_000, currency: 'GBP' };
    const [customerId, paymentId] = [`${beginning}_${number}`, `pi_thief_${number}`];
    provider.addPayment(paymentId, paid.amountMinor, paid.currency);
    const failed = { customerId, type: 'FilmFailed', subject: 's', occurrence: 'o' };
    const loot = { kind: 'refund', ...paid, paymentId } as const;
    const wanted = { ...failed, remedyId: remedyIdOf(failed), orderId: `ord_thief_${number}`, paymentId, paid, loot };
    const state = this.random.pick(madeUpStates);
    this.forge(forgedRecord(wanted, state, this.at));
    trace.count(`forged: ${state}`);
    trace.count('thief: remedy of nobody');
  }

  /** What stood there once, and bears our seal. */
  private storeOlder(): void {
    const { random, world } = this;
    const several = this.versions?.several ?? [];
    if (several.length === 0) return;
    const versions = random.pick(several);
    const older = versions[random.int(0, versions.length - 2)];
    const newest = versions.at(-1);
    if (!older || !newest) return;
    world.trace.count('thief: older version');
    world.writeAsThief(random.chance(0.4) ? withLaterNumber(older, newest) : older, 'put back');
  }

  private forge(value: object): void {
    this.world.writeAsThief(written(value), 'forged');
  }
}

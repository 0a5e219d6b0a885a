import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { TableWrite } from '../sim-table';
import { at, listAt, plainItem, textAt, type Plain } from '../stored';

/** In these a person owes the customer an answer, or waits for theirs. */
const talking: readonly string[] = ['new', 'taken', 'reopened', 'waiting'];

interface Talk {
  readonly state: string;
  /** Since when it goes on without an end. Missing where nobody talks. In ms since the epoch. */
  readonly since: number | undefined;
}

/** What follows after the mails that say sorry: what customers said, who talks with them, and what they were asked. */
export class Aftermath {
  private readonly talks = new Map<string, Map<string, Talk>>();
  private readonly asked = new Map<string, { readonly at: number; readonly remedyId: string }[]>();
  private readonly refusedAt = new Map<string, number>();
  private readonly mayHaveTakenBack = new Set<string>();
  private readonly complainedAt = new Map<string, number>();
  private readonly stateSince = new Map<string, { readonly state: string; readonly since: number }>();
  private readonly fixes = new Map<string, Set<string>>();

  constructor(private readonly now: () => number) {}

  write({ pk, sk, after }: TableWrite): void {
    const customerId = pk.startsWith('CUSTOMER#') ? pk.slice('CUSTOMER#'.length) : '';
    if (sk.startsWith('REMEDY#')) this.noteState(sk.slice('REMEDY#'.length), after['state']?.S ?? '');
    if (sk.startsWith('CONVERSATION#')) this.noteTalk(customerId, sk, plainItem(after));
    // What an erasure has emptied is as if it had never been.
    if (sk.endsWith('#MESSAGE#asked') && after['erasedAt']) {
      this.asked.delete(customerId);
      this.refusedAt.delete(customerId);
    }
  }

  private noteState(remedyId: string, state: string): void {
    if (this.stateSince.get(remedyId)?.state !== state) this.stateSince.set(remedyId, { state, since: this.now() });
  }

  private noteTalk(customerId: string, sk: string, talk: Plain): void {
    const ofCustomer = this.talks.get(customerId) ?? new Map<string, Talk>();
    const state = textAt(talk, 'state');
    const before = ofCustomer.get(sk)?.since;
    ofCustomer.set(sk, { state, since: talking.includes(state) ? (before ?? this.now()) : undefined });
    this.talks.set(customerId, ofCustomer);
    const isComplaint = listAt(talk, 'lines').some((line) => textAt(at(line, 'answer'), 'state') === 'complained');
    if (isComplaint && !this.complainedAt.has(customerId)) this.complainedAt.set(customerId, this.now());
  }

  sent({ customerId, remedyId, template }: OutgoingMail): void {
    if (template !== 'feedback') return;
    this.asked.set(customerId, [...(this.asked.get(customerId) ?? []), { at: this.now(), remedyId }]);
  }

  /** Somebody was answered that their no is taken, and it is stored. */
  refused(customerId: string): void {
    if (!this.mayHaveTakenBack.has(customerId)) this.refusedAt.set(customerId, this.now());
  }

  /** Somebody begins to say something else: which of the two comes first nobody knows. */
  mayTakeBack(customerId: string): void {
    this.mayHaveTakenBack.add(customerId);
    this.refusedAt.delete(customerId);
  }

  fixDecided(incidentId: string, verdict: string): void {
    this.fixes.set(incidentId, (this.fixes.get(incidentId) ?? new Set()).add(verdict));
  }

  /** Whether a person said that whom an incident hurt is told of its end. */
  mayTell(incidentId: string): boolean {
    return this.fixes.get(incidentId)?.has('tell') ?? false;
  }

  /** When a customer was asked whether it was made right, the last time last. */
  questionsTo(customerId: string): readonly { readonly at: number; readonly remedyId: string }[] {
    return this.asked.get(customerId) ?? [];
  }

  saidNoAt(customerId: string): number {
    return this.refusedAt.get(customerId) ?? Infinity;
  }

  complainedOfAnswerAt(customerId: string): number {
    return this.complainedAt.get(customerId) ?? Infinity;
  }

  /** Since when somebody talks with a customer, about whichever remedy. */
  talksSince(customerId: string): number {
    const times = [...(this.talks.get(customerId)?.values() ?? [])].map(({ since }) => since ?? Infinity);
    return Math.min(Infinity, ...times);
  }

  /** Since when a remedy is not given any more, as the ledger has it. */
  notGivenSince(remedyId: string): number {
    const known = this.stateSince.get(remedyId);
    return known && known.state !== 'issued' ? known.since : Infinity;
  }
}

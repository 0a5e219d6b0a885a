import type { DeclineReason } from '../../lambdas/fulfilment/port/part-outcome';
import type { SimContext } from './process';
import type { BusEvent } from './sim-bus';
import { at, numberAt, textAt, type Plain } from './stored';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What a partner has in its book under one key. It is the truth about what the customer got. */
export interface BookedPart {
  readonly key: string;
  readonly kind: string;
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly part: Plain;
  state: 'requested' | 'given' | 'refused' | 'withdrawn';
  everGiven: boolean;
}

/** Who wants to know what happens at the partner. */
export interface PartnerListener {
  readonly onGiven: (booked: BookedPart) => void;
  readonly onResponse: (type: string, detail: object) => void;
}

const acceptedAs: Readonly<Record<string, string>> = {
  credit: 'CreditIssued',
  replacement: 'ReplacementAccepted',
  entitlement: 'EntitlementGranted',
  callback: 'CallbackCompleted',
};

const refusedAs: Readonly<Record<string, string>> = {
  credit: 'CreditRefused',
  replacement: 'ReplacementRefused',
  entitlement: 'EntitlementRefused',
  callback: 'CallbackMissed',
};

const refusals: Readonly<Record<string, readonly DeclineReason[]>> = {
  credit: ['account-not-found', 'insufficient-balance', 'other'],
  replacement: ['out-of-stock', 'out-of-stock', 'too-late', 'other'],
  entitlement: ['entitlement-not-found', 'not-available', 'other'],
  callback: ['customer-not-reached', 'other'],
};

/** What is asked of it, and what is taken back. */
export const asksPartner = ['Credit', 'Replacement', 'Entitlement', 'Callback'].flatMap((what) => [
  `${what}Requested`,
  `${what}Withdrawn`,
]);

/**
 * A company's order system, credit accounts, entitlements and callback team. It carries out once per key, and responds
 * in events: soon or late, twice, out of order, or not at all. What is withdrawn before it acted it never gives; a
 * withdrawal that comes later gets no response.
 */
export class SimPartner {
  readonly book = new Map<string, BookedPart>();
  /** Withdrawn before it was asked for: on a bus that can happen. */
  private readonly withdrawnUnseen = new Set<string>();

  constructor(
    private readonly context: SimContext,
    private readonly listener: PartnerListener,
  ) {}

  handle({ 'detail-type': type, detail }: BusEvent): void {
    const key = textAt(detail as Plain, 'key');
    this.context.trace.record('the partner', () => `receives ${type} ${key}`);
    if (type.endsWith('Withdrawn')) this.withdraw(key);
    else this.request(key, detail as Plain);
  }

  private request(key: string, detail: Plain): void {
    const { scheduler, random, faults, trace } = this.context;
    if (this.book.has(key)) return trace.count('partner asked again');
    const booked: BookedPart = {
      key,
      kind: textAt(detail, 'part', 'kind'),
      remedyId: textAt(detail, 'remedyId'),
      partNumber: numberAt(detail, 'partNumber'),
      customerId: textAt(detail, 'customerId'),
      part: at(detail, 'part'),
      state: this.withdrawnUnseen.has(key) ? 'withdrawn' : 'requested',
      everGiven: false,
    };
    this.book.set(key, booked);
    if (booked.state === 'withdrawn') return trace.count('partner: asked for what was withdrawn before');
    const isSilent = random.chance(faults.partnerSilent);
    if (isSilent && random.chance(0.5)) return trace.count('partner: does nothing');
    const refuses = random.chance(faults.partnerRefuses);
    const afterMs = random.chance(faults.partnerSlow) ? random.int(1, 180) * minuteMs : random.int(50, 20_000);
    scheduler.after(afterMs, () => {
      if (booked.state !== 'requested') return;
      if (refuses) this.refuse(booked, random.pick(refusals[booked.kind] ?? []));
      else this.give(booked, isSilent);
    });
  }

  private give(booked: BookedPart, isSilent: boolean): void {
    const { scheduler, random, faults, trace } = this.context;
    booked.state = 'given';
    booked.everGiven = true;
    trace.count(`partner: gives ${named(booked)}${isSilent ? ' and says nothing' : ''}`);
    trace.record('the partner', () => `gives ${booked.key}`);
    this.listener.onGiven(booked);
    const accepted = acceptedAs[booked.kind] ?? '';
    const validUntil = new Date(scheduler.now + 30 * 24 * hourMs).toISOString();
    const until = booked.kind === 'entitlement' && random.chance(0.5) ? { validUntil } : {};
    if (!isSilent) this.respond(accepted, booked, { reference: `ref-${booked.key}`, ...until });
    if (booked.kind === 'replacement') this.send(booked, isSilent);
    if (booked.kind !== 'callback' && random.chance(faults.partnerRefusesLate)) {
      scheduler.after(random.int(1, 48 * 60) * minuteMs, () => this.refuse(booked, 'other'));
    }
  }

  private send(booked: BookedPart, isSilent: boolean): void {
    const { scheduler, random } = this.context;
    const shipsAfterMs = random.chance(0.5) ? random.int(1, 2_000) : random.int(1, 24 * 60) * minuteMs;
    scheduler.after(shipsAfterMs, () => {
      if (booked.state !== 'given' || isSilent) return;
      const arrivesBy = new Date(scheduler.now + 24 * hourMs).toISOString();
      this.respond('ReplacementShipped', booked, { reference: `ref-${booked.key}`, carrier: 'post', arrivesBy });
    });
    if (Number.isNaN(numberAt(booked.part, 'returnWithinDays')) || random.chance(0.5)) return;
    scheduler.after(random.int(1, 96) * hourMs, () => {
      if (booked.state === 'given') this.respond('ReplacementReturned', booked, {});
    });
  }

  private refuse(booked: BookedPart, reason: DeclineReason): void {
    const { trace } = this.context;
    if (booked.state !== 'requested' && booked.state !== 'given') return;
    trace.count(`partner: refuses ${named(booked)}${booked.everGiven ? ' after it had given it' : ''}`);
    trace.record('the partner', () => `refuses ${booked.key}: ${reason}`);
    booked.state = 'refused';
    this.respond(refusedAs[booked.kind] ?? '', booked, { reason });
  }

  private withdraw(key: string): void {
    const { random, trace } = this.context;
    const booked = this.book.get(key);
    if (!booked) {
      this.withdrawnUnseen.add(key);
      return;
    }
    if (booked.state === 'given') return trace.count('partner: withdrawn too late');
    if (booked.state !== 'requested') return;
    booked.state = 'withdrawn';
    trace.count('partner: withdrawn in time');
    if (!random.chance(0.3)) return;
    const reason = random.pick(['no-answer', 'cancelled'] as const);
    this.respond(refusedAs[booked.kind] ?? '', booked, { reason });
  }

  private respond(type: string, { remedyId, partNumber, customerId }: BookedPart, response: object): void {
    const { scheduler, random, faults, trace } = this.context;
    const detail = { schemaVersion: 1, remedyId, partNumber, customerId, ...response };
    const times = random.chance(faults.responseTwice) ? 2 : 1;
    if (times === 2) trace.count('partner responses sent twice');
    for (let time = 0; time < times; time++) {
      const isLate = random.chance(faults.responseLate);
      const afterMs = isLate ? random.int(1, 240) * minuteMs : random.int(1, 2_000);
      scheduler.after(afterMs, () => this.listener.onResponse(type, detail));
    }
  }
}

function named({ kind }: BookedPart): string {
  return kind === 'entitlement' ? `an ${kind}` : `a ${kind}`;
}

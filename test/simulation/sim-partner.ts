import type { DeclineReason } from '../../lambdas/fulfilment/port/part-outcome';
import type { Surroundings } from './process';
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
  state: 'asked' | 'given' | 'refused' | 'withdrawn';
  everGiven: boolean;
}

/** What the auditor hears of the partner. */
export interface PartnerListener {
  readonly onGiven: (booked: BookedPart) => void;
  readonly onAnswer: (type: string, detail: object) => void;
}

const acceptedAs: Readonly<Record<string, string>> = {
  credit: 'CreditIssued',
  replacement: 'ReplacementAccepted',
  callback: 'CallbackCompleted',
};

const refusedAs: Readonly<Record<string, string>> = {
  credit: 'CreditRefused',
  replacement: 'ReplacementRefused',
  callback: 'CallbackMissed',
};

const refusals: Readonly<Record<string, readonly DeclineReason[]>> = {
  credit: ['account-not-found', 'insufficient-balance', 'other'],
  replacement: ['out-of-stock', 'out-of-stock', 'too-late', 'other'],
  callback: ['customer-not-reached', 'other'],
};

/** What is asked of it, and what is taken back. */
export const asksPartner = ['Credit', 'Replacement', 'Callback'].flatMap((what) => [
  `${what}Requested`,
  `${what}Withdrawn`,
]);

/**
 * A company's order system, credit accounts and callback desk. It carries out once per key, and says so in events: soon or
 * late, twice, out of order, or not at all. What is withdrawn before it acted it never does; of what is withdrawn after, it says
 * nothing.
 */
export class SimPartner {
  readonly book = new Map<string, BookedPart>();
  /** Withdrawn before it was asked for: on a bus that can happen. */
  private readonly withdrawnUnseen = new Set<string>();

  constructor(
    private readonly around: Surroundings,
    private readonly listener: PartnerListener,
  ) {}

  hear({ 'detail-type': type, detail }: BusEvent): void {
    const key = textAt(detail as Plain, 'key');
    this.around.story.tell('the partner', () => `hears ${type} ${key}`);
    if (type.endsWith('Withdrawn')) this.withdraw(key);
    else this.ask(key, detail as Plain);
  }

  private ask(key: string, detail: Plain): void {
    const { scheduler, random, faults, story } = this.around;
    if (this.book.has(key)) return story.count('partner asked again');
    const booked: BookedPart = {
      key,
      kind: textAt(detail, 'part', 'kind'),
      remedyId: textAt(detail, 'remedyId'),
      partNumber: numberAt(detail, 'partNumber'),
      customerId: textAt(detail, 'customerId'),
      part: at(detail, 'part'),
      state: this.withdrawnUnseen.has(key) ? 'withdrawn' : 'asked',
      everGiven: false,
    };
    this.book.set(key, booked);
    if (booked.state === 'withdrawn') return story.count('partner: asked for what was withdrawn before');
    const isSilent = random.chance(faults.partnerSilent);
    if (isSilent && random.chance(0.5)) return story.count('partner: does nothing');
    const refuses = random.chance(faults.partnerRefuses);
    const afterMs = random.chance(faults.partnerSlow) ? random.int(1, 180) * minuteMs : random.int(50, 20_000);
    scheduler.after(afterMs, () => {
      if (booked.state !== 'asked') return;
      if (refuses) this.refuse(booked, random.pick(refusals[booked.kind] ?? []));
      else this.give(booked, isSilent);
    });
  }

  private give(booked: BookedPart, isSilent: boolean): void {
    const { scheduler, random, faults, story } = this.around;
    booked.state = 'given';
    booked.everGiven = true;
    story.count(`partner: gives a ${booked.kind}${isSilent ? ' and says nothing' : ''}`);
    story.tell('the partner', () => `gives ${booked.key}`);
    this.listener.onGiven(booked);
    const accepted = acceptedAs[booked.kind] ?? '';
    if (!isSilent) this.answer(accepted, booked, { reference: `ref-${booked.key}` });
    if (booked.kind === 'replacement') this.send(booked, isSilent);
    if (booked.kind !== 'callback' && random.chance(faults.partnerRefusesLate)) {
      scheduler.after(random.int(1, 48 * 60) * minuteMs, () => this.refuse(booked, 'other'));
    }
  }

  private send(booked: BookedPart, isSilent: boolean): void {
    const { scheduler, random } = this.around;
    const shipsAfterMs = random.chance(0.5) ? random.int(1, 2_000) : random.int(1, 24 * 60) * minuteMs;
    scheduler.after(shipsAfterMs, () => {
      if (booked.state !== 'given' || isSilent) return;
      const arrivesBy = new Date(scheduler.now + 24 * hourMs).toISOString();
      this.answer('ReplacementShipped', booked, { reference: `ref-${booked.key}`, carrier: 'post', arrivesBy });
    });
    if (Number.isNaN(numberAt(booked.part, 'returnWithinDays')) || random.chance(0.5)) return;
    scheduler.after(random.int(1, 96) * hourMs, () => {
      if (booked.state === 'given') this.answer('ReplacementReturned', booked, {});
    });
  }

  private refuse(booked: BookedPart, reason: DeclineReason): void {
    const { story } = this.around;
    if (booked.state !== 'asked' && booked.state !== 'given') return;
    story.count(`partner: refuses a ${booked.kind}${booked.everGiven ? ' after it had given it' : ''}`);
    story.tell('the partner', () => `refuses ${booked.key}: ${reason}`);
    booked.state = 'refused';
    this.answer(refusedAs[booked.kind] ?? '', booked, { reason });
  }

  private withdraw(key: string): void {
    const { random, story } = this.around;
    const booked = this.book.get(key);
    if (!booked) {
      this.withdrawnUnseen.add(key);
      return;
    }
    if (booked.state === 'given') return story.count('partner: withdrawn too late');
    if (booked.state !== 'asked') return;
    booked.state = 'withdrawn';
    story.count('partner: withdrawn in time');
    if (!random.chance(0.3)) return;
    const reason = random.pick(['no-answer', 'cancelled'] as const);
    this.answer(refusedAs[booked.kind] ?? '', booked, { reason });
  }

  private answer(type: string, { remedyId, partNumber, customerId }: BookedPart, said: object): void {
    const { scheduler, random, faults, story } = this.around;
    const detail = { schemaVersion: 1, remedyId, partNumber, customerId, ...said };
    const times = random.chance(faults.answerTwice) ? 2 : 1;
    if (times === 2) story.count('answers told twice');
    for (let time = 0; time < times; time++) {
      const isLate = random.chance(faults.answerLate);
      const afterMs = isLate ? random.int(1, 240) * minuteMs : random.int(1, 2_000);
      scheduler.after(afterMs, () => this.listener.onAnswer(type, detail));
    }
  }
}

import { dayMs } from '../../model/durations';
import type { FollowUpTemplate } from '../notice/notice';
import type { SaveResult } from '../port/ledger';

/**
 * Who of a customer's follow-ups had the last turn, so that they do not come together, and whether the customer has
 * called a mail of ours spam: then none comes any more.
 */
export interface FollowUpTurn {
  readonly customerId: string;
  readonly remedyId?: string | undefined;
  readonly template?: FollowUpTemplate | undefined;
  /** When it was taken. ISO 8601. */
  readonly at?: string | undefined;
  /** Of which ends of incidents the customer was told, the last of them. */
  readonly endsTold?: readonly ToldEnd[] | undefined;
  /** ISO 8601. */
  readonly complainedAt?: string | undefined;
  /** 1 when first written, and one more with every write. */
  readonly version: number;
}

/** That an incident is mended, as the customer was told with one of the remedies for it. */
export interface ToldEnd extends EndOfIncident {
  readonly remedyId: string;
}

/** The end of an incident. Where it hurts again, and is mended again, that is another one. */
export interface EndOfIncident {
  readonly incidentId: string;
  /** ISO 8601. */
  readonly fixedAt: string;
}

/** More of them within the weeks in which they are told nobody lives through. */
const mostTold = 20;

/** Where turns are kept. */
export interface FollowUpTurns {
  readTurn(customerId: string): Promise<FollowUpTurn | undefined>;
  /** Writes it if the stored version is the one before it; version 1 only if there is none. */
  saveTurn(next: FollowUpTurn): Promise<SaveResult>;
}

/** Which mail wants its turn. */
interface Wanting {
  readonly customerId: string;
  readonly remedyId: string;
  readonly template: FollowUpTemplate;
  /** What it tells, where that is the end of an incident. */
  readonly end?: EndOfIncident | undefined;
}

/** When the next mail may have its turn, where another one had the last. ISO 8601. */
export function freeFrom(turn: FollowUpTurn | undefined, of: Wanting, daysApart: number): string | undefined {
  if (turn?.at === undefined || isOwn(turn, of)) return undefined;
  return new Date(Date.parse(turn.at) + daysApart * dayMs).toISOString();
}

/** The turn before, with the end of an incident that the mail tells which takes the next one. */
export function withEndTold(
  turn: FollowUpTurn | undefined,
  { customerId, remedyId, end }: Omit<Wanting, 'template'>,
): FollowUpTurn | undefined {
  if (!end) return turn;
  const others = (turn?.endsTold ?? []).filter((one) => !isSameEnd(one, end));
  return { customerId, version: 0, ...turn, endsTold: [...others, { ...end, remedyId }].slice(-mostTold) };
}

/** Whether the customer was told of the end of an incident with another remedy: whom it hurt twice is told once. */
export function wasToldWithAnother(turn: FollowUpTurn | undefined, { end, remedyId }: Partial<Wanting>): boolean {
  return end !== undefined && (turn?.endsTold ?? []).some((one) => isSameEnd(one, end) && one.remedyId !== remedyId);
}

function isSameEnd(one: EndOfIncident, other: EndOfIncident): boolean {
  return one.incidentId === other.incidentId && one.fixedAt === other.fixedAt;
}

/**
 * The turn of a mail that is about to leave. Where it had it before, it certainly did not leave then: the next one
 * keeps its distance from the attempt that goes on now.
 */
export function takeTurn(turn: FollowUpTurn | undefined, of: Wanting, at: string): FollowUpTurn {
  const { customerId, remedyId, template } = of;
  return { ...turn, customerId, remedyId, template, at, version: (turn?.version ?? 0) + 1 };
}

/** Undefined where it is known. */
export function withComplaint(
  turn: FollowUpTurn | undefined,
  customerId: string,
  at: string,
): FollowUpTurn | undefined {
  if (turn?.complainedAt !== undefined) return undefined;
  return { ...turn, customerId, complainedAt: at, version: (turn?.version ?? 0) + 1 };
}

function isOwn(turn: FollowUpTurn, { remedyId, template }: Wanting): boolean {
  return turn.remedyId === remedyId && turn.template === template;
}

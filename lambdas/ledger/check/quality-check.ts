import type { Money } from '../../model/money';
import { costOf, type PartKind } from '../../model/remedy';
import { liveParts, type RemedyRecord } from '../remedy-record';

/** A remedy that was given by itself, and that a person looks at afterwards. It holds no personal data. */
export interface QualityCheck {
  readonly customerId: string;
  readonly remedyId: string;
  readonly failureType: string;
  readonly policyVersion: string;
  /** When it was promised. ISO 8601. With the id it says where the check is kept. */
  readonly committedAt: string;
  readonly kinds: readonly PartKind[];
  readonly amounts: readonly Money[];
  readonly reasons: readonly string[];
}

/** What should have been given in place of what was. `otherwise`: something else, or by another way. */
export const shouldHave = ['nothing', 'less', 'more', 'otherwise'] as const;

export type ShouldHave = (typeof shouldHave)[number];

/** A checker's word on a check. It is never changed: whoever thinks otherwise later adds another. */
export interface CheckMark {
  /** From 1 on. */
  readonly number: number;
  /** The verified identity of the checker. */
  readonly actor: string;
  readonly person?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
  /** Missing where it was right. */
  readonly should?: ShouldHave | undefined;
  /** How much should have been given, where the checker says so. */
  readonly amount?: Money | undefined;
  readonly why?: string | undefined;
}

/** A check with all marks on it, the oldest first. */
export interface MarkedCheck {
  readonly check: QualityCheck;
  readonly marks: readonly CheckMark[];
}

/** The month of a check, in UTC: `2026-11`. */
export function monthOf({ committedAt }: Pick<QualityCheck, 'committedAt'>): string {
  return committedAt.slice(0, 7);
}

/** The check of a remedy, whatever comes of it. */
export function checkOf(record: RemedyRecord): QualityCheck {
  const { customerId, remedyId, type: failureType, policyVersion, committedAt, reasons } = record;
  const parts = liveParts(record).map(({ part }) => part);
  const [kinds, amounts] = [parts.map(({ kind }) => kind), parts.flatMap((part) => costOf(part) ?? [])];
  return { customerId, remedyId, failureType, policyVersion, committedAt, kinds, amounts, reasons };
}

import * as z from 'zod/mini';
import type { EntitlementChange, EntitlementPart, RefundPart } from '../../model/remedy';
import type { Failure } from '../definition/failure';

/** Options of every failure type that can give back in kind. */
export const inKindOptionsShape = {
  /**
   * How many minutes the partner who keeps the entitlements has to confirm, where something is given back in kind.
   * After that its price is refunded.
   *
   * @default 15
   */
  answerMinutes: z.int().check(z.positive(), z.lte(14 * 24 * 60)),
};

export const inKindDefaults = { answerMinutes: 15 } as const;

export type InKindOptions = z.infer<z.ZodMiniObject<typeof inKindOptionsShape>>;

/** What is given in kind, for what was lost. */
export type InKind = EntitlementChange &
  Pick<EntitlementPart, 'entitlementId' | 'to' | 'worthMinor'> & {
    /** What is refunded where it cannot be given. */
    readonly fallback: RefundPart | undefined;
  };

/** Something given in kind by whoever keeps the customer's entitlements. */
export function giveInKind(
  inKind: InKind,
  { currency }: Failure['purchase'],
  { answerMinutes }: InKindOptions,
): EntitlementPart {
  return { kind: 'entitlement', ...inKind, currency, answerWithinSeconds: answerMinutes * 60 };
}

import type { RefundRequest } from './refund-provider';

/** What a provider says of a refund. */
export interface SaidRefund {
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  readonly remedyId: string | undefined;
}

/** How the refund a provider speaks of differs from the promised one. `paid` is only said of the very refund that was promised. */
export function differenceBetween(
  said: SaidRefund,
  { part, remedyId }: RefundRequest,
  provider: string,
): string | undefined {
  if (said.amountMinor !== part.amountMinor) {
    return `${provider} refunded ${said.amountMinor}, and ${part.amountMinor} was promised`;
  }
  if (said.currency !== part.currency) {
    return `${provider} refunded in ${said.currency}, and ${part.currency} was promised`;
  }
  if (said.remedyId !== remedyId) return `${provider} answered with the refund of another remedy`;
  return undefined;
}

/** A refund of ours at the provider of which the ledger knows nothing. */
export interface FoundRefund {
  readonly remedyId: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** When the provider made it. ISO 8601. */
  readonly createdAt: string;
}

/** What of a customer record says which refunds were found. */
interface Noting {
  readonly version: number;
  readonly found?: readonly FoundRefund[] | undefined;
}

/** So many are noted for one customer. No restore forgets more of one. */
const mostFound = 100;

/** The customer record's next version, with a refund that was found. Undefined where it is noted already. */
export function withFound<Noted extends Noting>(customerRecord: Noted, refund: FoundRefund): Noted | undefined {
  const { version, found = [] } = customerRecord;
  if (found.some(({ providerRef }) => providerRef === refund.providerRef) || found.length >= mostFound)
    return undefined;
  return { ...customerRecord, version: version + 1, found: [...found, refund] };
}

/** A refund for that remedy that was found at the provider. */
export function foundFor({ found = [] }: Pick<Noting, 'found'>, remedyId: string): FoundRefund | undefined {
  return found.find((refund) => refund.remedyId === remedyId);
}

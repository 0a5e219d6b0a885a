import type { CustomerRecord } from '../../ledger/customer-record';
import type { Ledger } from '../../ledger/port/ledger';
import type { BindingDecision } from '../../model/decision';

/** So many records are read in one request, at most. */
const mostRead = 100;

/**
 * A customer's limit knows no source, so remedies of one can use it up for those of all others. Whoever looks at what
 * it holds reads which sources published the latest of them. Only then are their records read, in one request.
 */
export async function namingSources(
  decision: BindingDecision,
  { customerId, commitments, lately }: CustomerRecord,
  ledger: Pick<Ledger, 'readForClosing'>,
): Promise<BindingDecision> {
  if (decision.outcome !== 'hold' || decision.cause !== 'customer-limit') return decision;
  const ids = [...new Set([...commitments, ...lately].map(({ remedyId }) => remedyId))].slice(0, mostRead);
  if (ids.length === 0) return decision;
  const { records } = await ledger.readForClosing(customerId, ids, []);
  const sources = [...new Set(records.flatMap(({ source }) => source ?? []))].sort();
  if (sources.length === 0) return decision;
  return {
    ...decision,
    reasons: [...decision.reasons, `the latest before it were published by ${sources.join(', ')}`],
  };
}

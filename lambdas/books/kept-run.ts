import type { KeptFinding, KeptReconciliation } from '../ledger/port/reconciliation-store';
import type { Money } from '../model/money';
import { remediesIn, type Finding } from './finding';
import type { Report } from './report';

/** So much of a run is kept: it lies in one item, which may have 400 KB. */
const [keptFindings, keptRemedies, longestSentence] = [100, 10, 800];

/**
 * What is kept of a run, so that people find it where they look.
 *
 * @param customers of the remedies that findings name
 */
export function keptRun(
  { verdict, from, until, startedAt, compared, findings }: Report,
  customers: ReadonlyMap<string, string>,
  finishedAt: Date,
): KeptReconciliation {
  return {
    ...{ startedAt, finishedAt: finishedAt.toISOString(), from, until, verdict },
    providerRefunds: compared.providerRefunds,
    ledgerParts: compared.ledgerPartsInWindow,
    found: findings.length,
    findings: findings.slice(0, keptFindings).map((finding) => keptFinding(finding, customers)),
  };
}

function keptFinding(
  finding: Finding & { readonly sentence: string },
  customers: ReadonlyMap<string, string>,
): KeptFinding {
  const { kind, sentence } = finding;
  return {
    kind,
    sentence: sentence.length > longestSentence ? `${sentence.slice(0, longestSentence)}…` : sentence,
    amount: amountIn(finding),
    remedies: remediesIn(finding)
      .slice(0, keptRemedies)
      .map((remedyId) => ({ remedyId, customerId: customers.get(remedyId) })),
  };
}

/** How much money somebody may have too little, or too much. */
function amountIn(finding: Finding): Money | undefined {
  switch (finding.kind) {
    case 'amount-differs':
      return difference(finding.ledger, finding.provider);
    case 'over-order':
      return difference(finding.promised, finding.paid);
    case 'disputed-and-refunded':
      return finding.disputed;
    default:
      if ('provider' in finding) return finding.provider;
      return 'ledger' in finding ? finding.ledger : undefined;
  }
}

function difference(one: Money, other: Money): Money {
  return { amountMinor: Math.abs(one.amountMinor - other.amountMinor), currency: one.currency };
}

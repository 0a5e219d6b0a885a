import type { Compared, Comparison } from './compare';
import { sentenceOf, type Finding } from './finding';
import type { Scope } from './scope';

/** What a reconciliation came to. */
export interface Report {
  /** `nothing-compared` where neither side has a refund in the window: that proves nothing, and is not `agree`. */
  readonly verdict: 'agree' | 'differ' | 'nothing-compared';
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly startedAt: string;
  readonly compared: Compared;
  /** Each with its sentence. */
  readonly findings: readonly (Finding & { readonly sentence: string })[];
}

export function reportOf(
  { compared, findings }: Pick<Comparison, 'compared' | 'findings'>,
  { window, startedAt }: Scope,
): Report {
  return {
    verdict: verdictOf(compared, findings),
    from: window.from.toISOString(),
    until: window.until.toISOString(),
    startedAt: startedAt.toISOString(),
    compared,
    findings: findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding) })),
  };
}

function verdictOf(compared: Compared, findings: readonly Finding[]): Report['verdict'] {
  if (findings.length > 0) return 'differ';
  return compared.providerRefunds === 0 && compared.ledgerPartsInWindow === 0 ? 'nothing-compared' : 'agree';
}

/** What was compared, in a sentence. */
export function summaryOf({ verdict, from, until, compared, findings }: Report): string {
  const provider = `${compared.providerRefunds} refunds, ${compared.providerRefundsOfOurs} of them ours; ${compared.providerDisputes} disputes`;
  const ledger = `${compared.ledgerPartsInWindow} parts; in all ${compared.ledgerRecords} records, ${compared.ledgerCommitments} commitments`;
  const sides = `From ${from} to ${until}. At the provider: ${provider}. In the ledger: ${ledger}.`;
  switch (verdict) {
    case 'agree':
      return `No differences. ${sides}`;
    case 'differ':
      return `${findings.length} ${findings.length === 1 ? 'difference' : 'differences'}. ${sides}`;
    case 'nothing-compared':
      return `Nothing was compared, so this proves nothing. ${sides}`;
  }
}

/** The report as a person reads it. */
export function textOf(report: Report): string {
  return [summaryOf(report), ...report.findings.map(({ kind, sentence }) => `  ${kind}: ${sentence}`)].join('\n');
}

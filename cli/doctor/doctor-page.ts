import { unreachable } from '../../lambdas/model/unreachable';
import { printable } from '../pages/table';
import type { Check, CheckState } from './checks/check';
import type { CostEstimate, CostLine } from './cost/cost-estimate';
import type { Diagnosis } from './diagnosis';

/** What was found, as a person reads it: what is not ready first, in the order in which it is mended. */
export function doctorPage({ name, checks, cost }: Diagnosis): string {
  const of = (...states: CheckState[]): readonly Check[] => checks.filter(({ state }) => states.includes(state));
  return [
    `${name}: ${verdictOf(checks)}`,
    ...section('Not ready, in this order:', of('not-ready')),
    ...section('Could not be seen:', of('not-seen')),
    ...section('Good to know:', of('advice')),
    ...section('Ready:', of('ready')),
    ...section('Not here:', of('not-here')),
    ...(cost ? ['', ...costLines(cost)] : []),
  ]
    .map(printable)
    .join('\n');
}

function verdictOf(checks: readonly Check[]): string {
  const count = (state: CheckState): number => checks.filter((check) => check.state === state).length;
  const [open, unseen, good] = [count('not-ready'), count('not-seen'), count('ready')];
  if (open > 0) return `not ready. ${open} to mend, ${unseen} not seen, ${good} ready`;
  if (unseen > 0) return `nothing is wrong that could be seen, but ${unseen} could not. ${good} ready`;
  return `ready. ${good} looked at`;
}

function section(heading: string, checks: readonly Check[]): string[] {
  if (checks.length === 0) return [];
  return ['', heading, ...checks.flatMap(linesOf)];
}

function linesOf({ what, state, found, mend }: Check): string[] {
  return [`  ${signOf(state)} ${what}: ${found}`, ...(mend === undefined ? [] : [`      ${mend}`])];
}

function signOf(state: CheckState): string {
  switch (state) {
    case 'ready':
      return 'ok';
    case 'not-ready':
      return '!!';
    case 'not-seen':
      return '??';
    case 'advice':
      return 'i ';
    case 'not-here':
      return '- ';
    default:
      return unreachable(state);
  }
}

function costLines({ idleMonth, million, pricesAsOf, region, sources, notIncluded }: CostEstimate): string[] {
  return [
    `Cost, estimated in USD by the list prices of ${region} as of ${pricesAsOf}:`,
    `  a month in which nothing fails: ${idleMonth.usd.toFixed(2)} (${listed(idleMonth.lines)})`,
    `  a million mailed remedies, on top: ${million.usd.toFixed(2)} (${listed(million.lines)})`,
    `  not included: ${notIncluded}`,
    `  usage: docs/performance.md. Prices: ${sources.join(' ')}`,
  ];
}

function listed(lines: readonly CostLine[]): string {
  return lines.map(({ what, usd }) => `${what} ${usd.toFixed(2)}`).join(', ');
}

import type { Command } from 'commander';
import { written } from '../../lambdas/model/money';
import { responseSchemas, type ReconciliationsView } from '../../lambdas/operator-api/response-schemas';
import type { Session } from '../commands/session';
import { tableOf } from '../pages/table';

/** What the daily comparisons found. 1 where the last one found differences, or is late. */
export function addFindingsCommand(program: Command, session: Session): void {
  program
    .command('findings')
    .description('show what the last daily comparison of ledger and provider found; 1 if they differ or it is late')
    .option('--run <time>', 'that of another run, by when it began')
    .action(async ({ run }: { run?: string }) => {
      const response = await session.client().get(['reconciliations'], run === undefined ? {} : { run });
      session.print(responseSchemas.showReconciliations, response, findingsPage);
      const { isLate, shown } = session.understood(responseSchemas.showReconciliations, response);
      if (isLate || (shown?.found ?? 0) > 0) session.exitCode = 1;
    });
}

function findingsPage({ runs, isLate, shown }: ReconciliationsView): string {
  const [newest] = runs;
  if (!newest) return 'It did not run: nobody has compared the ledger with the provider here yet.';
  const late = isLate
    ? [`It did not run: the last comparison was ${short(newest.startedAt)}, and one is due every day.`]
    : [];
  if (!shown) return [...late, 'There is no such run, or what it found is not kept any more.'].join('\n');
  const { startedAt, found, findings, verdict, providerRefunds, ledgerParts } = shown;
  const compared = `${providerRefunds} refunds at the provider, ${ledgerParts} parts of ours`;
  const result = verdict === 'differ' ? `${found} differ` : verdict;
  const rows = findings.map(({ kind, amount, sentence, whatToDo }) => [
    kind,
    amount === undefined ? '' : written(amount),
    `${sentence}. ${whatToDo ?? ''}`,
  ]);
  return [
    ...late,
    `${short(startedAt)} (UTC): ${result}. ${compared}.`,
    ...(rows.length > 0 ? [tableOf(['WHAT', 'AMOUNT', 'WHAT DIFFERS, AND WHAT TO DO'], rows)] : []),
    ...(found > findings.length
      ? [`The first ${findings.length} of ${found}: amends reconcile shows all of them.`]
      : []),
  ].join('\n');
}

function short(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

import type { Command } from 'commander';
import {
  decidedFixSchema,
  unmendedListSchema,
  type UnmendedListView,
} from '../../lambdas/operator-api/mended/mended-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { reasonFor, withReason } from '../commands/arguments';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { moneyText } from '../pages/pages';
import { tableOf } from '../pages/table';
import { timeText } from '../pages/time-text';

/** What is paid for and not mended, and telling those whom it hurt once it is. */
export function addMendedCommands(incidents: Command, session: Session): void {
  incidents
    .command('unmended')
    .description('list incidents that were paid for and are not mended, or whose end customers were not told')
    .action(async () => {
      const response = await session.client().get(['unmended']);
      session.print(unmendedListSchema, response, unmendedPage);
    });
  withReason(incidents.command('tell'))
    .description('write to those whom it hurt, and whom nothing hurt since, that it is mended and what was behind it')
    .argument('<incidentId>')
    .action((incidentId: string, { why }: { why?: string }) => decide(incidentId, 'tell', why, session));
  withReason(incidents.command('keep-silent'))
    .description('write to nobody that it is mended')
    .argument('<incidentId>')
    .action((incidentId: string, { why }: { why?: string }) => decide(incidentId, 'keep-silent', why, session));
}

async function decide(
  incidentId: string,
  verdict: 'tell' | 'keep-silent',
  given: string | undefined,
  session: Session,
): Promise<void> {
  const { incidents } = session.understood(unmendedListSchema, await session.client().get(['unmended']));
  const found = incidents.find(({ fix }) => fix.incidentId === incidentId);
  if (!found)
    throw new CommandError(`Nobody has to decide on ${incidentId}: \`incidents unmended\` lists what there is.`);
  const body = { verdict, why: reasonFor(given), expectedVersion: found.fix.version };
  const response = await session.client().post(['incidents', idInPath(incidentId), 'mended'], body);
  session.print(decidedFixSchema, response, ({ fix }) =>
    fix.decided?.verdict === 'tell'
      ? `${fix.incidentId}: its ${found.hurt} mails leave within minutes, but for whoever was hurt again since.`
      : `${fix.incidentId}: nobody is told.`,
  );
}

function unmendedPage({ incidents }: UnmendedListView): string {
  if (incidents.length === 0) return 'There is none: whatever hurt customers is mended, and they know.';
  const rows = incidents.map(({ fix: { incidentId, since, fixed }, hurt, amounts, isComplete }) => [
    incidentId,
    timeText(since),
    `${hurt}${isComplete ? '' : ' or more'}`,
    amounts.map(moneyText).join(' + '),
    fixed ? `${timeText(fixed.fixedAt)} by ${fixed.by} (${fixed.cause})` : 'not mended',
  ]);
  return tableOf(['INCIDENT', 'SINCE', 'MAILS', 'PAID', 'MENDED'], rows);
}

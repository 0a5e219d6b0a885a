import type { Command } from 'commander';
import { unjoinedListSchema, type UnjoinedView } from '../../lambdas/operator-api/unjoined/unjoined-schema';
import { wholeNumber } from '../commands/arguments';
import type { Session } from '../commands/session';
import { tableOf } from '../pages/table';
import { timeText } from '../pages/time-text';

/** What detectors have heard of and the shop could not say whose it is. */
export function addUnjoinedCommand(detect: Command, session: Session): void {
  detect
    .command('unjoined')
    .description('list signals of which the shop could not say whose they are; nothing is given for them')
    .option('--limit <count>', 'how many of each detector at most', wholeNumber, 100)
    .action(async ({ limit }: { readonly limit: number }) => {
      const response = await session.client().get(['unjoined'], { limit: String(limit) });
      session.print(unjoinedListSchema, response, unjoinedPage);
    });
}

function unjoinedPage({ detectors, signals, isComplete }: UnjoinedView): string {
  if (detectors.length === 0) return 'There are no detectors.';
  if (signals.length === 0) return 'There is none: the shop knows whose every signal is.';
  const rows = signals.map(({ since, source, types, subject, reference, tries, why }) => [
    ...[timeText(since), source, types.join(', '), subject],
    Object.entries(reference)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    ...[String(tries), why],
  ]);
  return [
    tableOf(['SINCE', 'SOURCE', 'MAY BE', 'SIGNAL', 'ASKED BY', 'ASKED', 'WHY'], rows),
    ...(isComplete ? [] : ['There are more of them; say --limit.']),
  ].join('\n\n');
}

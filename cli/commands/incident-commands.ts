import type { Command } from 'commander';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { answers } from './responses';
import { incidentPage, incidentText } from './pages';
import type { Session } from './session';

/** One decision for all the remedies of an incident. */
export function addIncidentCommands(program: Command, session: Session): void {
  const incidents = program
    .command('incidents')
    .description('incidents over their limit, decided once for all their remedies');
  incidents
    .command('show')
    .description('since when it is held, and how much waits with it')
    .argument('<incidentId>')
    .action(async (incidentId: string) => {
      const answer = await session.operatorApi().get(['incidents', idInPath(incidentId)]);
      session.print(answers.incident, answer, ({ incident, waiting, isComplete, examples }) =>
        incidentPage(incident, waiting, isComplete, examples),
      );
    });
  const decide = async (incidentId: string, word: 'approve' | 'reject', body: object): Promise<void> => {
    const answer = await session.operatorApi().post(['incidents', idInPath(incidentId), word], body);
    session.print(answers.decidedIncident, answer, ({ incident }) => incidentText(incident));
  };
  incidents
    .command('approve')
    .description('yes to all of them, for good')
    .argument('<incidentId>')
    .requiredOption('--why <text>', 'kept for ever')
    .option('--words <text>', 'what all the customers are told, instead of the words of the failure type')
    .action((incidentId: string, { why, words }: { why: string; words?: string }) =>
      decide(incidentId, 'approve', { why, ...(words !== undefined && { words }) }),
    );
  incidents
    .command('reject')
    .description('no to all of them, for good')
    .argument('<incidentId>')
    .requiredOption('--why <text>', 'kept for ever')
    .action((incidentId: string, { why }: { why: string }) => decide(incidentId, 'reject', { why }));
}

import type { Command } from 'commander';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { incidentPage, incidentText } from './pages';
import type { Session } from './session';

/** Commands that decide once for all remedies of an incident. */
export function addIncidentCommands(program: Command, session: Session): void {
  const incidents = program
    .command('incidents')
    .description('incidents over their limit, decided once for all their remedies');
  incidents
    .command('show')
    .description('show an incident over its limit, and how much waits with it')
    .argument('<incidentId>')
    .action(async (incidentId: string) => {
      const response = await session.client().get(['incidents', idInPath(incidentId)]);
      session.print(responseSchemas.showIncident, response, ({ incident, waiting, isComplete, examples }) =>
        incidentPage(incident, waiting, isComplete, examples),
      );
    });
  const decide = async (incidentId: string, verdict: 'approve' | 'reject', body: object): Promise<void> => {
    const response = await session.client().post(['incidents', idInPath(incidentId), verdict], body);
    session.print(responseSchemas.decideIncident, response, ({ incident }) => incidentText(incident));
  };
  incidents
    .command('approve')
    .description('approve all of its remedies, for good')
    .argument('<incidentId>')
    .requiredOption('--why <text>', 'kept for ever')
    .option('--message <text>', "what all the customers read, in place of the failure type's own text")
    .action((incidentId: string, { why, message }: { why: string; message?: string }) =>
      decide(incidentId, 'approve', { why, ...(message !== undefined && { message }) }),
    );
  incidents
    .command('reject')
    .description('reject all of its remedies, for good')
    .argument('<incidentId>')
    .requiredOption('--why <text>', 'kept for ever')
    .action((incidentId: string, { why }: { why: string }) => decide(incidentId, 'reject', { why }));
}

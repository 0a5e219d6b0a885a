import type { Command } from 'commander';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { incidentPage, incidentText } from '../pages/pages';
import { amountsIn, reasonFor, visibleText, wholeNumber, withCode, withReason } from './arguments';
import { askForCode, seenIncident } from './seen';
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
      session.print(responseSchemas.showIncident, response, incidentPage);
    });
  const decide = async (
    incidentId: string,
    verdict: 'approve' | 'reject' | 'withdraw',
    { why: given, ...body }: { readonly why?: string; readonly seen?: object; readonly [setting: string]: unknown },
  ): Promise<void> => {
    const place = ['incidents', idInPath(incidentId)];
    const expectedVersion = await seenIncident(place, session);
    const why = reasonFor(given);
    if (verdict === 'reject' && body['code'] === undefined) await askForCode(session);
    const response = await session.client().post([...place, verdict], { ...body, why, expectedVersion });
    session.print(responseSchemas.decideIncident, response, ({ incident }) => incidentText(incident));
  };
  withReason(incidents.command('approve'))
    .description('approve what waits with it, as show has said: if more waits meanwhile, it is refused')
    .argument('<incidentId>')
    .option('--count <remedies>', 'how many wait, as show says (0: only words of mails)', wholeNumber)
    .option('--sum <amounts>', 'what they cost, as show says, such as "47120.00 GBP"', amountsIn)
    .option('--tail <hours>', 'cover failures that happen until so many hours from now (24)', wholeNumber)
    .option('--message <text>', "what all the customers read, in place of the failure type's own text", visibleText)
    .action((incidentId: string, { count, sum, tail, message, ...reason }: Approving) =>
      decide(incidentId, 'approve', {
        ...reason,
        seen: { remedies: count ?? 0, amounts: sum ?? [] },
        ...(tail !== undefined && { tailHours: tail }),
        ...(message !== undefined && { message }),
      }),
    );
  withCode(withReason(incidents.command('reject')))
    .description('reject what waits with it, also what an approval has left')
    .argument('<incidentId>')
    .option('--tail <hours>', 'cover failures that happen until so many hours from now (24)', wholeNumber)
    .action((incidentId: string, { tail, ...reason }: { why?: string; code?: string; tail?: number }) =>
      decide(incidentId, 'reject', { ...reason, ...(tail !== undefined && { tailHours: tail }) }),
    );
  withReason(incidents.command('withdraw'))
    .description('withdraw its verdict, for what was not attempted yet')
    .argument('<incidentId>')
    .action((incidentId: string, reason: { why?: string }) => decide(incidentId, 'withdraw', reason));
}

interface Approving {
  readonly why?: string;
  readonly count?: number;
  readonly sum?: readonly Money[];
  readonly tail?: number;
  readonly message?: string;
}

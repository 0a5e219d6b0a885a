import type { Command } from 'commander';
import type { Money } from '../../lambdas/model/money';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { incidentMailsPage } from '../pages/mails-page';
import { incidentPage, incidentText } from '../pages/pages';
import { amountsIn, reasonFor, visibleText, wholeNumber, withCode, withReason } from '../commands/arguments';
import { CommandError } from '../commands/command-error';
import { addMendedCommands } from './mended-commands';
import { messagesIn, type MessagesFile } from './messages-file';
import { askForCode, seenIncident } from '../commands/seen';
import type { Session } from '../commands/session';

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
  const decide = (incidentId: string, verdict: Verdict, body: VerdictBody): Promise<void> =>
    decideOn(incidentId, verdict, body, session);
  withReason(incidents.command('approve'))
    .description('approve what waits with it, as show has said: if more waits meanwhile, it is refused')
    .argument('<incidentId>')
    .option('--count <remedies>', 'how many wait, as show says (0: only words of mails)', wholeNumber)
    .option('--sum <amounts>', 'what they cost, as show says, such as "47120.00 GBP"', amountsIn)
    .option('--tail <hours>', 'cover failures that happen until so many hours from now (24)', wholeNumber)
    .option('--message <text>', "what all the customers read, in place of the failure type's own text", visibleText)
    .option(
      '--messages <file>',
      'the same in several languages: {"de": {"text", "signedBy", "signedRole"}}',
      messagesIn,
    )
    .option(
      '--others-read <tag>',
      'which of them those read in whose language there is none (our own words, in theirs)',
    )
    .option('--wording <code>', 'which wording you were shown, as --preview says; needed with --messages')
    .option('--preview', 'show the mail of one of them in each language, and decide nothing')
    .option('--customer <id>', 'with --preview: whose mail (the first that show lists)')
    .option('--remedy <id>', 'with --preview: which remedy of that customer')
    .action((incidentId: string, { count, sum, tail, preview, customer, remedy, ...wish }: Approving) => {
      const { message, messages, othersRead, wording, ...reason } = wish;
      const toAll = { message, messages, othersRead };
      if (preview) return showMails(incidentId, toAll, { customer, remedy }, session);
      return decide(incidentId, 'approve', {
        ...reason,
        seen: { remedies: count ?? 0, amounts: sum ?? [] },
        ...(tail !== undefined && { tailHours: tail }),
        ...toAll,
        ...(wording !== undefined && { wording }),
      });
    });
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
  addMendedCommands(incidents, session);
}

type Verdict = 'approve' | 'reject' | 'withdraw';

interface VerdictBody {
  readonly why?: string;
  readonly seen?: object;
  readonly [setting: string]: unknown;
}

async function decideOn(
  incidentId: string,
  verdict: Verdict,
  { why: given, ...body }: VerdictBody,
  session: Session,
): Promise<void> {
  const place = ['incidents', idInPath(incidentId)];
  const expectedVersion = await seenIncident(place, session);
  const why = reasonFor(given);
  if (verdict === 'reject' && body['code'] === undefined) await askForCode(session);
  const response = await session.client().post([...place, verdict], { ...body, why, expectedVersion });
  session.print(responseSchemas.decideIncident, response, ({ incident }) => incidentText(incident));
}

interface Approving {
  readonly why?: string;
  readonly count?: number;
  readonly sum?: readonly Money[];
  readonly tail?: number;
  readonly message?: string;
  readonly messages?: MessagesFile;
  readonly othersRead?: string;
  readonly wording?: string;
  readonly preview?: boolean;
  readonly customer?: string;
  readonly remedy?: string;
}

/** Shows the mail of one of the incident's customers in each language. It decides nothing. */
async function showMails(
  incidentId: string,
  toAll: Pick<Approving, 'message' | 'messages' | 'othersRead'>,
  of: Pick<Approving, 'customer' | 'remedy'>,
  session: Session,
): Promise<void> {
  const place = ['incidents', idInPath(incidentId)];
  const which = await exampleOf(place, of, session);
  const answer = await session.client().post([...place, 'preview'], { ...which, ...toAll });
  session.print(responseSchemas.previewIncident, answer, incidentMailsPage);
}

async function exampleOf(
  place: readonly string[],
  { customer, remedy }: Pick<Approving, 'customer' | 'remedy'>,
  session: Session,
): Promise<{ readonly customerId: string; readonly remedyId: string }> {
  if (customer !== undefined && remedy !== undefined) return { customerId: customer, remedyId: remedy };
  if (remedy !== undefined) throw new CommandError('Say whose remedy it is, with --customer.');
  const { examples } = session.understood(responseSchemas.showIncident, await session.client().get(place));
  const found = examples.find(({ customerId }) => customer === undefined || customerId === customer);
  if (found) return { customerId: found.customerId, remedyId: found.remedyId };
  throw new CommandError(
    'Name one of its remedies, with --customer and --remedy: `incidents show` lists none that fits.',
  );
}

import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { addAuditCommand } from './audit/audit-command';
import { addConversationCommands } from './conversations/conversation-commands';
import { addCheckCommands } from './checks/check-commands';
import { wholeNumber } from './commands/arguments';
import { CommandError, RefusedError } from './commands/command-error';
import { addGiveCommand } from './gestures/give-command';
import { addHoldCommands } from './commands/hold-commands';
import { addRemedyCommands } from './commands/remedy-commands';
import { addIncidentCommands } from './incidents/incident-commands';
import { addNoticeCommands } from './commands/notice-commands';
import { addFindingsCommand } from './shown/findings-command';
import { addPoliciesCommand } from './shown/policies-command';
import { addLintCommand } from './lint/lint-command';
import { addModeCommands } from './commands/mode-commands';
import { addReconcileCommand } from './commands/reconcile-command';
import { addSchemaCommands } from './contracts/schema-commands';
import { addConsoleCommand } from './console/console-command';
import type { ConnectAws } from './doctor/stage/aws-clients';
import { addDetectCommands } from './detect/detect-commands';
import { addDoctorCommand } from './doctor/doctor-command';
import { addFindCommand, addSearchCommand } from './find/find-command';
import { addReportCommands } from './reports/report-commands';
import { addRehearseCommand } from './rehearse/rehearse-command';
import { Session, type ExitCode } from './commands/session';
import type { CliContext } from './commands/cli-context';
import { printable } from './pages/table';
import { pointAtLocalSystem } from './local-system';

const epilogue = `
Exit codes: 0 done; 1 refused, differences found, or not ready; 2 could not be done.
You are identified by your AWS credentials.
In a project that has installed the package: npx amends ... In its own source tree: npm run --silent amends -- ...`;

/** Runs one command of an operator. */
export async function runAmends(
  args: readonly string[],
  context: CliContext,
  wire?: Parameters<typeof addReconcileCommand>[2],
  connectAws?: ConnectAws,
): Promise<ExitCode> {
  const program = new Command('amends');
  const session = new Session(program, context);
  program
    .description('Decides on what waits for a person, switches what happens by itself, and compares the books.')
    .version(version)
    .option('--url <url>', 'the operator API, or AMENDS_OPERATOR_URL: output OperatorApiUrl of the stack')
    .option('--region <region>', 'its region, where the URL does not contain it, or AWS_REGION')
    .option('--local', 'the system that npm start runs on this machine, in place of --url', false)
    .option('--local-port <port>', 'the first port of that system, where several run', wholeNumber)
    .option('--as <name>', 'who you are there: any name', 'alice')
    .option('--json', 'print responses as JSON', false)
    .addHelpText('after', epilogue)
    .hook('preAction', () => goLocal(program, context))
    .showHelpAfterError()
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: context.writeError });
  addHoldCommands(program, session);
  const remedies = addRemedyCommands(program, session);
  addFindCommand(remedies, session);
  addGiveCommand(remedies, session);
  addSearchCommand(program, session);
  addNoticeCommands(program, session);
  addConversationCommands(program, session);
  addIncidentCommands(program, session);
  addModeCommands(program, session);
  addCheckCommands(program, session);
  addReportCommands(program, session);
  addPoliciesCommand(program, session);
  addFindingsCommand(program, session);
  addAuditCommand(program, session);
  addConsoleCommand(program, session);
  addReconcileCommand(program, session, wire);
  addDoctorCommand(program, session, connectAws);
  addSchemaCommands(program, session);
  addLintCommand(program, session);
  addRehearseCommand(program, session, connectAws);
  addDetectCommands(program, session);
  try {
    await program.parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    return exitCodeOf(error, context);
  }
}

interface Locally {
  readonly local: boolean;
  readonly localPort?: number;
  readonly as: string;
  readonly url?: string;
}

function goLocal(program: Command, { environment, localSystems }: CliContext): void {
  const { local, localPort: port, as: operator, url } = program.opts<Locally>();
  if (!local && port === undefined) return;
  if (url !== undefined) throw new CommandError('--local and --url are two places. Give one of them.');
  pointAtLocalSystem(environment, localSystems(), { port, operator });
}

function exitCodeOf(error: unknown, { writeError }: CliContext): ExitCode {
  // Commander has printed what is wrong and how the command is used.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  writeError(`${printable(error instanceof Error ? error.message : String(error))}\n`);
  return error instanceof RefusedError ? 1 : 2;
}

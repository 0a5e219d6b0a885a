import { resolveTxt } from 'node:dns/promises';
import type { Command } from 'commander';
import { CommandError } from '../commands/command-error';
import type { Session } from '../commands/session';
import { exitCodeOf } from './checks/check';
import { diagnose, type Diagnosis } from './diagnosis';
import { doctorPage } from './doctor-page';
import { diagnoseLocal } from './local-diagnosis';
import { connectAws, type ConnectAws } from './stage/aws-clients';
import { ownStacks, stacksOfStage } from './stage/deployment';
import { settingsOfStage } from './stage/stage-settings';

interface DoctorFlags {
  readonly stage?: string;
  readonly stack?: readonly string[];
}

/** Looks at a deployed stage, and says what is not ready and with what it is mended. */
export function addDoctorCommand(program: Command, session: Session, connect?: ConnectAws): void {
  program
    .command('doctor')
    .description('look at a deployed stage: 0 ready, 1 not ready, 2 could not look; with an estimate of what it costs')
    .option('--stage <name>', 'a stage of stages/, such as prod, in the region that its file names')
    .option('--stack <name...>', 'the stacks of an app of your own, in place of --stage')
    .action(async (flags: DoctorFlags) => {
      if ((flags.stage === undefined) === (flags.stack === undefined) && !session.isLocal()) {
        throw new CommandError('Name what to look at: --stage prod, or the stacks of your own app: --stack NAME.');
      }
      await runDoctor(flags, session, connect);
    });
}

async function runDoctor(flags: DoctorFlags, session: Session, connect: ConnectAws = connectAws): Promise<void> {
  const found = await diagnosisOf(flags, session, connect);
  session.write(session.isForMachines() ? JSON.stringify(found, undefined, 2) : doctorPage(found));
  session.exitCode = exitCodeOf(found.checks);
}

function diagnosisOf({ stage, stack }: DoctorFlags, session: Session, connect: ConnectAws): Promise<Diagnosis> {
  const { context } = session;
  const settings = stage === undefined ? {} : settingsOfStage(stage, context.stagesFolder);
  const region = session.region(settings.region);
  const aws = connect(context, region);
  if (session.isLocal())
    return diagnoseLocal({ aws, operator: () => session.client(), environment: context.environment });
  const wanted = stage === undefined ? ownStacks(stack ?? []) : stacksOfStage(stage);
  const operatorAt = (url: string) => session.clientAt(url, region);
  const { auditLock, agents } = settings;
  return diagnose(wanted, { aws, region, auditLock, agents, textsOf, operatorAt, now: context.clock() });
}

/** @throws Error where the DNS gives no answer, which is not that there is no record */
async function textsOf(name: string): Promise<readonly string[]> {
  try {
    const records = await resolveTxt(name);
    return records.map((parts) => parts.join(''));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  }
}

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from '../../lib/app/stage';
import { cdk, type CdkSettings } from './cdk';
import { fitAssembly } from './fit-assembly';
import { account, region } from './ministack';

/** This project. */
export const project = path.join(__dirname, '../..');

export const refundStack = 'AmendsRefunds-trial';

/** Where people of the company read. */
export const replyMailbox = 'help@example.com';

const described = {
  stage: 'trial',
  account,
  region,
  sender: 'care@example.com',
  senderName: 'Example Films',
  replyTo: replyMailbox,
  signatory: 'Maya Lindqvist',
  signatoryRole: 'Head of Customer Care',
  executive: 'Henrik Solberg',
  policies: { ServiceOutage: { leastShareMinor: { EUR: 100 } } },
} satisfies Stage;

/** A synthesized app, as it is and as it is deployed. */
export interface TrialAssembly {
  readonly synthesized: string;
  readonly fitted: string;
  readonly all: number;
  readonly deployed: number;
}

/** What is deployed, and where. */
export interface TrialAppProps {
  /** The project whose app it is: this one, or another version of it. */
  readonly project: string;
  /** The emulator. */
  readonly awsUrl: string;
  /** A folder for all that is written. */
  readonly folder: string;
  readonly stage: Pick<Stage, 'stripeUrl' | 'queued' | 'limits' | 'replies'>;
}

/** The app and its stage. */
export class TrialApp {
  private readonly stageFile: string;
  private readonly cli: CdkSettings;

  constructor(private readonly props: TrialAppProps) {
    const { project: of, awsUrl, folder, stage } = props;
    this.cli = { project: of, awsUrl, home: folder };
    this.stageFile = path.join(folder, 'trial.ts');
    writeFileSync(this.stageFile, `export default ${JSON.stringify({ ...described, ...stage })};\n`);
  }

  async synthesize(name: string, ...overrides: readonly string[]): Promise<TrialAssembly> {
    const synthesized = path.join(this.props.folder, name);
    const context = [`stage=${this.stageFile}`, ...overrides].flatMap((setting) => ['--context', setting]);
    await cdk(this.cli, 'synth', '--quiet', '--output', synthesized, ...context);
    const fitted = `${synthesized}-fitted`;
    return { synthesized, fitted, ...fitAssembly(synthesized, fitted) };
  }

  bootstrap({ synthesized }: TrialAssembly): Promise<string> {
    return cdk(this.cli, 'bootstrap', `aws://${account}/${region}`, '--app', synthesized);
  }

  deploy({ fitted }: TrialAssembly): Promise<string> {
    return cdk(this.cli, 'deploy', '--all', '--app', fitted, '--require-approval', 'never');
  }

  destroy({ fitted }: TrialAssembly, stack: string): Promise<string> {
    return cdk(this.cli, 'destroy', stack, '--app', fitted, '--force');
  }
}

import type { SignatureV4 } from '@smithy/signature-v4';
import type { RunningSystem } from '../../local/run/client-files';

/** All that the command uses besides the network. */
export interface CliContext {
  readonly environment: NodeJS.ProcessEnv;
  /** What `npm start` runs on this machine. */
  readonly localSystems: () => readonly RunningSystem[];
  /** The AWS credentials of the operator. */
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  readonly clock: () => Date;
  /** Resolves when whoever runs the command stops it. */
  readonly untilStopped: () => Promise<void>;
  /**
   * The folder with the files of the stages.
   *
   * @default - `stages` of this source tree
   */
  readonly stagesFolder?: string | undefined;
  /** Asks whoever runs the command. Undefined where nobody sits at a terminal. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Writes to standard output. */
  readonly write: (text: string) => void;
  /** Writes to standard error. */
  readonly writeError: (text: string) => void;
}

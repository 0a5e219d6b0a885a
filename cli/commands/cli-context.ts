import type { SignatureV4 } from '@smithy/signature-v4';

/** All that the command touches besides the network. */
export interface CliContext {
  readonly environment: NodeJS.ProcessEnv;
  /** Whose word it is. */
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  readonly clock: () => Date;
  /** What was asked for. */
  readonly write: (text: string) => void;
  /** Why it could not be had. */
  readonly writeError: (text: string) => void;
}

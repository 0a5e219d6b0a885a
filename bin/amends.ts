import { App } from 'aws-cdk-lib';
import { addComplianceChecks } from '../lib/compliance-checks';
import { LedgerStack } from '../lib/app/ledger-stack';
import { RefundStack } from '../lib/app/refund-stack';
import { localStage } from '../lib/app/local-stage';
import { stageConfig } from '../lib/app/stage-config';
import { notDeployable } from '../lib/app/stage-stack';

/** The stacks of the stage that the context names. */
function synthesize(): void {
  const app = new App();
  const config = stageConfig(app.node);
  const { ledger, audit } = new LedgerStack(app, `AmendsLedger-${config.stage}`, config);
  new RefundStack(app, `AmendsRefunds-${config.stage}`, { config, ledger, audit });
  addComplianceChecks(app);
  // CDK would do it by itself when all else has ended, and what then goes wrong would be nobody's to tell.
  app.synth();
  if (config.stage === localStage.stage) console.error(notDeployable);
}

/** What Node itself throws is a fault of ours, and is told with all that is known of it. */
const faults = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];

/**
 * What is wrong with a setting is told to whoever typed it, and where in the code that was noticed helps nobody. That
 * holds for what stages check, and for what constructs refuse.
 */
function sentenceOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || faults.some((kind) => error instanceof kind)) return undefined;
  return error.message;
}

try {
  synthesize();
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

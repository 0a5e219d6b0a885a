import { App } from 'aws-cdk-lib';
import { addComplianceChecks } from '../lib/compliance-checks';
import { LedgerStack } from '../lib/app/ledger-stack';
import { RefundStack } from '../lib/app/refund-stack';
import { stageConfig, StageConfigError, UnknownSettingError, type StageConfig } from '../lib/app/stage-config';
import { StageFileError } from '../lib/app/stage-file';

const app = new App();
const config = configOf(app);
const { ledger } = new LedgerStack(app, `AmendsLedger-${config.stage}`, config);
new RefundStack(app, `AmendsRefunds-${config.stage}`, { config, ledger });
addComplianceChecks(app);

/** What is wrong with a setting is told to whoever typed it. Where in the code that was noticed helps nobody. */
function configOf({ node }: App): StageConfig {
  try {
    return stageConfig(node);
  } catch (error) {
    const isAboutSetting = [StageConfigError, UnknownSettingError, StageFileError].some(
      (kind) => error instanceof kind,
    );
    if (!isAboutSetting || !(error instanceof Error)) throw error;
    console.error(`\n${error.message}\n`);
    process.exit(1);
  }
}

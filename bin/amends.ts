import { App } from 'aws-cdk-lib';
import { addComplianceChecks } from '../lib/compliance-checks';
import { LedgerStack } from '../lib/app/ledger-stack';
import { RefundStack } from '../lib/app/refund-stack';
import { stageConfig } from '../lib/app/stage-config';

const app = new App();
const config = stageConfig(app.node);
const { ledger } = new LedgerStack(app, `AmendsLedger-${config.stage}`, config);
new RefundStack(app, `AmendsRefunds-${config.stage}`, { config, ledger });
addComplianceChecks(app);

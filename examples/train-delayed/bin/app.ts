import { join } from 'node:path';
import { addComplianceChecks, RefundAutomation } from 'amends';
import { App, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { trainDelayed } from '../train-delayed/train-delayed';

const app = new App();
const stack = new Stack(app, 'Railway', { description: 'Gives back what late trains owe' });
new RefundAutomation(stack, 'Amends', {
  sender: { email: 'care@example.com', name: 'Example Rail', replyTo: 'help@example.com', signatory: 'Priya Raman' },
  providerSecret: Secret.fromSecretNameV2(stack, 'StripeKey', 'railway/stripe'),
  failures: ['TrainDelayed', 'WifiSessionFailed'],
  ownFailures: [{ definition: trainDelayed, entry: join(__dirname, '../train-delayed/handler.ts') }],
  apologyEntry: join(__dirname, '../apologise.ts'),
  policies: { TrainDelayed: { goodwillFromMinutes: 90 } },
});
addComplianceChecks(app);

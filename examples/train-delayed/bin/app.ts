import { join } from 'node:path';
import { addComplianceChecks, Detector, FailureType, RefundAutomation, RefundProvider, Shop } from 'amends';
import { wifiSessionFailed } from 'amends/failures';
import { App, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { arrivals } from '../arrivals/arrivals';
import { trainDelayed } from '../train-delayed/train-delayed';

const app = new App();
const stack = new Stack(app, 'Railway', { description: 'Gives back what late trains owe' });
new RefundAutomation(stack, 'Amends', {
  sender: { email: 'care@example.com', name: 'Example Rail', replyTo: 'help@example.com', signatory: 'Priya Raman' },
  brands: {
    night: { name: 'Example Night Trains', signatory: 'Jonas Weil', words: join(__dirname, '../night-words') },
  },
  provider: RefundProvider.stripe({
    apiKey: Secret.fromSecretNameV2(stack, 'StripeKey', 'railway/stripe'),
    readKey: Secret.fromSecretNameV2(stack, 'StripeReadKey', 'railway/stripe-read'),
  }),
  failures: [
    FailureType.of(wifiSessionFailed),
    FailureType.of(trainDelayed, {
      entry: join(__dirname, '../train-delayed/handler.ts'),
      policy: { goodwillFromMinutes: 90 },
    }),
  ],
  shop: Shop.http({
    // On your own machine: -c shopUrl=http://localhost:0/shop
    url: String(app.node.tryGetContext('shopUrl') ?? 'https://tickets.example.com/amends'),
    secret: Secret.fromSecretNameV2(stack, 'ShopSecret', 'railway/tickets'),
  }),
  detectors: [
    Detector.of(arrivals, {
      entry: join(__dirname, '../arrivals/handler.ts'),
      doorEntry: join(__dirname, '../arrivals/door-handler.ts'),
      signalSecret: Secret.fromSecretNameV2(stack, 'GateSecret', 'railway/gates'),
    }),
  ],
  apologies: { entry: join(__dirname, '../apologise.ts') },
});
addComplianceChecks(app);

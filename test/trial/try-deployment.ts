import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Stripe from 'stripe';
import type { Stage } from '../../lib/app/stage';
import { takePayments } from '../../local/demo/script/take-payments';
import { storiesOf } from '../../local/demo/script/stories';
import { say } from '../package/say';
import { cdk, type CdkSettings } from './cdk';
import { Deployment } from './deployment';
import { fitAssembly } from './fit-assembly';
import { account, region } from './ministack';

const project = path.join(__dirname, '../..');

/** Where the trial runs. */
export interface TrialSettings {
  /** A folder for all that is written. */
  readonly folder: string;
  /** The emulator of AWS. */
  readonly awsUrl: string;
  /** The emulator of Stripe. */
  readonly provider: { readonly url: string };
}

/** Bootstraps, deploys, publishes, looks at what came of it, and destroys. */
export async function tryDeployment(settings: TrialSettings): Promise<void> {
  const { folder, awsUrl, provider } = settings;
  const cli: CdkSettings = { project, awsUrl, home: folder };
  const stageFile = path.join(folder, 'trial.ts');
  writeFileSync(stageFile, `export default ${JSON.stringify(stageAt(provider.url))};\n`);

  say('cdk synth');
  const synthesized = path.join(folder, 'synthesized');
  await cdk(cli, 'synth', '--quiet', '--output', synthesized, '--context', `stage=${stageFile}`);
  say('cdk bootstrap');
  await cdk(cli, 'bootstrap', `aws://${account}/${region}`, '--app', synthesized);
  const assembly = path.join(folder, 'assembly');
  const { all, deployed } = fitAssembly(synthesized, assembly);
  say(`cdk deploy: ${deployed} of ${all} resources`);
  await cdk(cli, 'deploy', '--all', '--app', assembly, '--require-approval', 'never');

  const deployment = new Deployment(awsUrl);
  try {
    await deployment.createSecret('amends/trial/stripe', 'sk_test_local');
    await deployment.createSecret('amends/trial/stripe-webhook', 'whsec_local');
    await tryStory(deployment, provider.url);
  } finally {
    deployment.stop();
  }
  say('cdk destroy');
  await cdk(cli, 'destroy', 'AmendsRefunds-trial', '--app', assembly, '--force');
}

function stageAt(stripeUrl: string): Stage {
  return {
    stage: 'trial',
    account,
    region,
    sender: 'care@example.com',
    senderName: 'Example Films',
    replyTo: 'help@example.com',
    signatory: 'Maya Lindqvist',
    signatoryRole: 'Head of Customer Care',
    executive: 'Henrik Solberg',
    stripeUrl,
  };
}

/** One failure, from the bus to the customer. */
async function tryStory(deployment: Deployment, providerUrl: string): Promise<void> {
  const story = storiesOf(new Date()).find(({ id }) => id === 'film-stuttered');
  if (!story) throw new Error('The catalog has no story film-stuttered.');
  const refuse = (warning: string): never => {
    throw new Error(warning);
  };
  const paid = await takePayments({ entries: [story.entry], cards: {} }, providerUrl, refuse);
  await deployment.publish(paid.map(({ entry }) => entry));
  say('published');
  await until('the film is refunded, recorded and told', async () => {
    const [remedy] = await deployment.remedies();
    const mails = await deployment.mails();
    const { hostname, port } = new URL(providerUrl);
    const stripe = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
    const refunds = await stripe.refunds.list({ limit: 100 });
    const [refund] = refunds.data;
    return (
      remedy?.state === 'issued' &&
      remedy.notice === 'sent' &&
      refunds.data.length === 1 &&
      refund?.amount === 399 &&
      mails.length === 1 &&
      mails[0]?.BodyText.includes('I’ve given you back £3.99.') === true
    );
  });
  say('refunded, recorded and told');
}

/** Long enough for cold functions on a busy machine. */
const settlesWithinMs = 60_000;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const givenUpAt = Date.now() + settlesWithinMs;
  while (Date.now() < givenUpAt) {
    if (await isSo()) return;
    await pause(250);
  }
  throw new Error(`After ${settlesWithinMs / 1000} s it is not so that ${what}.`);
}

import path from 'node:path';
import { say } from '../package/say';
import { connect } from './connect';
import { DeployedBus } from './deployed-bus';
import { Deployment } from './deployment';
import { ProviderGate } from './provider-gate';
import { project, TrialApp } from './trial-app';
import type { TrialSettings } from './try-deployment';
import { checkOut, tryUpgrade } from './try-upgrade';

/** Deploys another version, this one over it, and the other one again. */
export async function tryUpgradeFrom(ref: string, { folder, awsUrl, company }: TrialSettings): Promise<void> {
  const gate = new ProviderGate(() => company.provider.url);
  await gate.start();
  const stage = { stripeUrl: gate.url, queued: ['DeliveryLate'] as const };
  const before = new TrialApp({ project: checkOut(project, ref, path.join(folder, 'before')), awsUrl, folder, stage });
  const now = new TrialApp({ project, awsUrl, folder, stage });
  say(`cdk synth of ${ref}, and of this version`);
  const old = await before.synthesize('old');
  const next = await now.synthesize('new');
  say(`cdk deploy of ${ref}`);
  await before.bootstrap(old);
  await before.deploy(old);
  const deployment = new Deployment(awsUrl);
  const bus = new DeployedBus(awsUrl, await deployment.busName(), deployment.config);
  try {
    await connect(company, deployment, bus, old);
    await tryUpgrade({
      deployment,
      company,
      gate,
      forward: () => now.deploy(next),
      back: () => before.deploy(old),
    });
  } finally {
    await bus.stop();
    deployment.stop();
    await gate.stop();
  }
}

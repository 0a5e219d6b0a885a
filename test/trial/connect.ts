import { readTemplate } from '../../local/emulator/template/template';
import { newSealKeys } from '../../local/system/secrets/seal-keys';
import type { Company } from './company';
import type { DeployedBus } from './deployed-bus';
import type { Deployment } from './deployment';
import { refundStack, type TrialAssembly } from './trial-app';

/** What people do after a first deployment: secrets, the provider's webhook, and partners that listen. */
export async function connect(
  company: Company,
  deployment: Deployment,
  bus: DeployedBus,
  { synthesized }: TrialAssembly,
): Promise<void> {
  const secret = 'whsec_local';
  await deployment.createSecret('amends/trial/stripe', 'sk_test_local');
  await deployment.createSecret('amends/trial/stripe-read', 'rk_test_local');
  await deployment.createSecret('amends/trial/stripe-webhook', secret);
  await bus.start();
  const webhookUrl = (await deployment.outputs(refundStack)).get('WebhookUrl');
  if (webhookUrl === undefined) throw new Error(`${refundStack} has no output WebhookUrl.`);
  company.connect({
    bus,
    busName: await deployment.busName(),
    template: readTemplate(synthesized, newSealKeys().attributes),
    webhook: { functionName: 'Webhook', url: deployment.localUrl(webhookUrl), secret },
  });
}

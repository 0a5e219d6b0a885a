import type { FunctionDefinition } from '../../../local/emulator/template/functions';
import { withProviderUrl } from '../../../local/system/provider-url';

function definition(name: string, environment: Record<string, string>): FunctionDefinition {
  const asynchronous = { maximumEventAgeSeconds: 60, maximumRetryAttempts: 2 };
  const code = { assetFolder: '/', handler: 'index.handler', runtime: 'nodejs24.x' };
  return { name, arn: name, ...code, timeoutSeconds: 3, memoryMegabytes: 128, environment, asynchronous };
}

it('functions that call the provider get the local address, and the others stay as they are', () => {
  const refunding = definition('Refunding', { TABLE: 'Ledger', STRIPE_API_URL: 'https://api.stripe.com' });
  const mailing = definition('Mailing', { TABLE: 'Ledger' });
  expect(withProviderUrl([refunding, mailing], 'http://127.0.0.1:3')).toEqual([
    { ...refunding, environment: { TABLE: 'Ledger', STRIPE_API_URL: 'http://127.0.0.1:3' } },
    mailing,
  ]);
});

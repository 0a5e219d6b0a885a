import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { handler as outages } from '../../lambdas/detect/outages/handler';
import { handler as parcels } from '../../lambdas/detect/parcels/handler';
import { handler as playback } from '../../lambdas/detect/playback/handler';
import { handler as tickets } from '../../lambdas/detect/tickets/handler';
import { secretsQuestion } from '../../lambdas/runtime/secrets/secrets-question';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;

let secretsManager: Server;
const before = { ...process.env };

beforeAll(async () => {
  secretsManager = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { SecretId } = JSON.parse(body) as { readonly SecretId: string };
      const SecretString = SecretId === 'team/shop' ? 'a-key-of-thirty-two-characters-or-more' : 'short';
      response.end(JSON.stringify({ Name: SecretId, SecretString }));
    });
  });
  await new Promise<void>((resolve) => void secretsManager.listen(0, '127.0.0.1', resolve));
  const { port } = secretsManager.address() as AddressInfo;
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'example', AWS_SECRET_ACCESS_KEY: 'example', SHOP_SECRET_NAME: 'team/shop' },
  });
});

afterAll(async () => {
  process.env = before;
  await new Promise((resolve) => secretsManager.close(resolve));
});

// Of all functions that may read the secret the doctor asks the first that it finds, whichever detector it is of.
it.each<[string, (event: unknown, context: Context) => Promise<unknown>]>([
  ['outages', outages],
  ['parcels', parcels],
  ['playback', playback],
  ['tickets', tickets],
])('the function of %s says what the secret of the shop is worth', async (_, handler) => {
  await expect(handler(secretsQuestion, context)).resolves.toEqual({ SHOP_SECRET_NAME: 'fit' });
});

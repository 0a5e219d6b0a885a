import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { handler as answers } from '../../../lambdas/channels/facebook/answer-handler';
import { handler as messages } from '../../../lambdas/channels/facebook/messages-handler';
import { handler as webhook } from '../../../lambdas/channels/facebook/webhook-handler';
import { handler as smsAnswers } from '../../../lambdas/channels/sms/answer-handler';
import { handler as smsMessages } from '../../../lambdas/channels/sms/messages-handler';
import { secretsQuestion } from '../../../lambdas/runtime/secrets/secrets-question';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 } as Context;

const stored: Readonly<Record<string, string>> = {
  'team/app': 'a-secret-of-thirty-two-characters-or-more',
  'team/token': '<your token>',
  'team/customers': 'short',
};

let secretsManager: Server;
const before = { ...process.env };
let connected: NodeJS.ProcessEnv;

beforeAll(async () => {
  secretsManager = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { SecretId } = JSON.parse(body) as { readonly SecretId: string };
      response.end(JSON.stringify({ Name: SecretId, SecretString: stored[SecretId] }));
    });
  });
  await new Promise<void>((resolve) => void secretsManager.listen(0, '127.0.0.1', resolve));
  const { port } = secretsManager.address() as AddressInfo;
  connected = {
    ...before,
    ...{ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'eu-west-1' },
    ...{ AWS_ACCESS_KEY_ID: 'example', AWS_SECRET_ACCESS_KEY: 'example' },
  };
});

afterAll(async () => {
  process.env = before;
  await new Promise((resolve) => secretsManager.close(resolve));
});

type Handler = (event: never, context: Context) => Promise<unknown>;

it.each<[string, Handler, Readonly<Record<string, string>>, object]>([
  ['the public one', webhook, { SIGNING_SECRET_NAME: 'team/app' }, { SIGNING_SECRET_NAME: 'fit' }],
  ['the one that answers', answers, { ANSWER_SECRET_NAME: 'team/token' }, { ANSWER_SECRET_NAME: 'placeholder' }],
  ['the one that reads', messages, { CUSTOMERS_SECRET_NAME: 'team/customers' }, { CUSTOMERS_SECRET_NAME: 'short' }],
  ['the one that hears SMS', smsMessages, { CUSTOMERS_SECRET_NAME: 'team/gone' }, { CUSTOMERS_SECRET_NAME: 'missing' }],
  ['one that has no secret', smsAnswers, {}, {}],
])(
  'of the functions of a channel %s says what its secret is worth, and not what it is',
  async (_, handler, has, worth) => {
    process.env = { ...connected, ...has };
    await expect(handler(secretsQuestion as never, context)).resolves.toEqual(worth);
  },
);

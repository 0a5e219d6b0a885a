import { createServer, type Server } from 'node:http';
import { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { askFunction } from '../../lambdas/asked/lambda-asked';

class NoAnswerError extends Error {}

let server: Server;
let client: LambdaClient;
let asked: unknown;
let says: { readonly body: string; readonly error?: string } = { body: '{}' };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked = { path: request.url, question: JSON.parse(Buffer.concat(chunks).toString()) as unknown };
      const headers = says.error === undefined ? {} : { 'x-amz-function-error': says.error };
      response.writeHead(200, headers).end(says.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  client = new LambdaClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${address.port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});

function ask(): Promise<{ readonly sum: number }> {
  const noAnswer = (why: string): Error => new NoAnswerError(why);
  return askFunction(client, { functionName: 'adder', schema: z.object({ sum: z.int() }), noAnswer }, { of: [1, 2] });
}

it('a function is asked by its name and answers', async () => {
  says = { body: '{"sum":3}' };
  await expect(ask()).resolves.toEqual({ sum: 3 });
  expect(asked).toEqual({ path: '/2015-03-31/functions/adder/invocations', question: { of: [1, 2] } });
});

it.each([
  ['failed', { body: '{"errorMessage":"no"}', error: 'Unhandled' }, 'Unhandled'],
  ['answered nothing', { body: '' }, 'it answered something else'],
  ['answered something else', { body: '{"sum":"three"}' }, 'it answered something else'],
])('a function that %s gave no answer', async (_, given, why) => {
  says = given;
  await expect(ask()).rejects.toThrow(new NoAnswerError(why));
});

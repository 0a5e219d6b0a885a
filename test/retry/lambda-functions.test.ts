import { LambdaClient } from '@aws-sdk/client-lambda';
import { LambdaFunctions } from '../../lambdas/retry/lambda-functions';
import { functionClientConfig } from '../../lambdas/runtime/wiring/clients';
import { ScriptedHttp } from '../fakes/scripted-http';

let http: ScriptedHttp;
let functions: LambdaFunctions;

beforeEach(async () => {
  http = await ScriptedHttp.start();
  const client = new LambdaClient({
    ...functionClientConfig,
    endpoint: http.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  functions = new LambdaFunctions(client);
});
afterEach(() => http.stop());

it('runs the function with the event and says that it went well', async () => {
  http.answer = () => ({ status: 200, body: '{"result":"paid"}' });
  await expect(functions.call('remedies', { detail: 1 })).resolves.toEqual({ failed: false });
  expect(http.calls).toMatchObject([{ path: '/2015-03-31/functions/remedies/invocations', body: '{"detail":1}' }]);
});

it.each([
  ['{"errorType":"ContractError","errorMessage":"no"}', 'ContractError'],
  ['{"errorMessage":"Task timed out"}', 'Unhandled'],
  ['', 'Unhandled'],
])('a function that failed with %j failed with %s', async (body, errorName) => {
  http.answer = () => ({ status: 200, body, headers: { 'x-amz-function-error': 'Unhandled' } });
  await expect(functions.call('remedies', {})).resolves.toEqual({ failed: true, errorName });
});

it.each([
  ['a refusal', { status: 429, body: '{"message":"Rate exceeded"}' }],
  ['a broken connection', 'hang up' as const],
])('%s is no end of the function, and it is not run a second time by itself', async (_, answer) => {
  http.answer = () => answer;
  await expect(functions.call('remedies', {})).rejects.toThrow();
  expect(http.calls).toHaveLength(1);
});

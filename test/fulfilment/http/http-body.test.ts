import { gzipSync } from 'node:zlib';
import { boundedText, mostAnswerBytes } from '../../../lambdas/fulfilment/http/http-body';
import { HttpEndpoint } from '../../../lambdas/fulfilment/http/http-endpoint';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';

let http: ScriptedHttp;
beforeEach(async () => {
  http = await ScriptedHttp.start();
});
afterEach(() => http.stop());

const ask = () =>
  new HttpEndpoint({ key: keyOf('secret'), endpointUrl: http.url }).request({ path: '/refunds', timeoutMs: 20_000 });

const zipped = (bytes: number) => ({
  status: 200,
  body: gzipSync(Buffer.concat([Buffer.from('"'), Buffer.alloc(bytes - 2, 'x'), Buffer.from('"')])),
  headers: { 'content-encoding': 'gzip' },
});

it('takes an answer up to the limit, which counts after decompression', async () => {
  http.answer = () => zipped(mostAnswerBytes);
  const answer = await ask();
  expect(answer.type).toBe('response');
  expect('body' in answer && String(answer.body).length).toBe(mostAnswerBytes - 2);
});

it('reads no further where an answer is longer, and nobody knows then what became of the request', async () => {
  http.answer = () => zipped(mostAnswerBytes + 1);
  await expect(ask()).resolves.toEqual({
    type: 'no-response',
    why: expect.stringContaining(`more than ${mostAnswerBytes} bytes`),
  });
});

it('knows by the status alone that nothing was done, however long the answer is', async () => {
  http.answer = () => ({ ...zipped(mostAnswerBytes + 1), status: 429 });
  await expect(ask()).resolves.toMatchObject({ type: 'not-attempted' });
  http.answer = () => ({ ...zipped(mostAnswerBytes + 1), status: 401 });
  await expect(ask()).resolves.toMatchObject({ type: 'account-trouble' });
});

it('lets go of an answer that never ends', async () => {
  const chunk = new Uint8Array(64 * 1024);
  let sent = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += chunk.byteLength;
      controller.enqueue(chunk);
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  await expect(boundedText({ body: body as Response['body'] })).resolves.toBeUndefined();
  expect(isCancelled).toBe(true);
  expect(sent).toBeLessThanOrEqual(mostAnswerBytes + 3 * chunk.byteLength);
});

it('reads an answer without a body as nothing', async () => {
  await expect(boundedText({ body: null })).resolves.toBe('');
});

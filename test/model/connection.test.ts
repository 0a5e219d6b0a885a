import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { wasNeverConnected } from '../../lambdas/model/connection';

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

it('a request to a port where nobody listens was never connected', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const refused: unknown = await new Promise((resolve) => connect(port, '127.0.0.1').once('error', resolve));
  expect(wasNeverConnected(refused)).toBe(true);
});

it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
  'after %s the request may be repeated: it never arrived',
  (code) => {
    expect(wasNeverConnected(failure(code))).toBe(true);
  },
);

it.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE', ''])('after %p the request may have arrived', (code) => {
  expect(wasNeverConnected(failure(code))).toBe(false);
});

it.each([[new Error('ECONNREFUSED')], [{ code: 'ECONNREFUSED' }], ['ECONNREFUSED'], [undefined], [null]])(
  '%p says nothing of a connection',
  (thrown) => {
    expect(wasNeverConnected(thrown)).toBe(false);
  },
);

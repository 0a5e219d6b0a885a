import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { serve, type LoopbackServer } from '../../../../local/emulator/server/loopback-server';
import { Upstream } from '../../../../local/emulator/server/upstream';

let behind: Server;
let front: LoopbackServer | undefined;
let upstream: Upstream | undefined;
/** Those that were opened to the server behind, in turn. */
let connections: Socket[] = [];

beforeAll(async () => {
  behind = createServer((_, response) => response.end('done'));
  behind.on('connection', (socket) => connections.push(socket));
  behind.listen(0, '127.0.0.1');
  await once(behind, 'listening');
});
afterEach(async () => {
  upstream?.close();
  await front?.stop();
  connections = [];
});
afterAll(async () => {
  behind.closeAllConnections();
  await new Promise((resolve) => void behind.close(resolve));
});

/** What forwards to the server behind. @param keptMs as {@link Upstream} takes it */
async function startFront(keptMs?: number): Promise<() => Promise<string>> {
  const forwarding = new Upstream(`http://127.0.0.1:${(behind.address() as AddressInfo).port}`, keptMs);
  upstream = forwarding;
  front = await serve(0, (request, response) => {
    void forwarding.send(request, Buffer.alloc(0)).then(({ body }) => response.end(body));
  });
  const { url } = front;
  return async () => (await fetch(url)).text();
}

test('requests one after the other share a connection', async () => {
  const ask = await startFront(600_000);
  for (let times = 0; times < 5; times++) await expect(ask()).resolves.toBe('done');
  expect(connections).toHaveLength(1);
});

test('a connection is closed once nobody has used it for its time', async () => {
  const ask = await startFront(5);
  await ask();
  const [first] = connections;
  if (first && !first.closed) await once(first, 'close');
  await ask();
  expect(connections).toHaveLength(2);
});

test('or each has its own, where a server closes what it keeps by itself', async () => {
  const ask = await startFront(0);
  for (let times = 0; times < 3; times++) await ask();
  expect(connections).toHaveLength(3);
});

test('a long poll is waited for, however long a connection is kept that nobody uses', async () => {
  const slow = createServer((_, response) => void setTimeout(() => response.end('late'), 300));
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const forwarding = new Upstream(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`, 20);
  front = await serve(0, (request, response) => {
    void forwarding.send(request, Buffer.alloc(0)).then(({ body }) => response.end(body));
  });
  await expect((await fetch(front.url)).text()).resolves.toBe('late');
  forwarding.close();
  await new Promise((resolve) => void slow.close(resolve));
});

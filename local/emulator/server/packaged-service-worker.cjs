// @ts-check
'use strict';

const { existsSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

/**
 * Runs one package that emulates a service. It has a thread of its own because these packages keep what they know in
 * module variables and print to stdout: in here, both end with the thread.
 *
 * @type {Record<string, (port: number, host: string) => Promise<number>>}
 */
const services = {
  async mail(port, host) {
    const { default: start } = require('aws-ses-v2-local');
    const server = await start({ port, host });
    if (!server.listening) throw Object.assign(new Error(`port ${port} is taken`), { code: 'EADDRINUSE' });
    return portOf(server);
  },

  async provider(port, host) {
    // @ts-expect-error: the package has no types.
    const { createExpressApp } = require('stripe-stateful-mock');
    // @ts-expect-error: nor has its inside.
    const { verify } = require('stripe-stateful-mock/dist/api/verify');
    // Currencies that Stripe takes and the package's list has not got.
    verify.validCurrencies.push('bhd', 'byn', 'jod', 'kwd', 'omr', 'sle', 'tnd', 'xcg');
    return listen(createExpressApp(), port, host);
  },

  async queues(port, host) {
    const { buildApp } = await import('fauxqs');
    const { SqsStore } = await import(insideOf('fauxqs', 'dist/sqs/sqsStore.js'));
    const sqsStore = new SqsStore();
    // Queue URLs are to begin as the caller's do. The default, sqs.<region>.localhost, is a host that many machines do not find.
    sqsStore.host = undefined;
    // A queue moves to its dead-letter queue in silence what was taken out of it too often. Here somebody wants to know.
    const spy = {
      addMessage: (/** @type {{ status: string, queueName: string, body: string }} */ { status, queueName, body }) => {
        if (status === 'dlq') parentPort?.postMessage({ moved: { from: queueName, body } });
      },
    };
    sqsStore.spy = spy;
    // @ts-expect-error: the other stores are not needed.
    const app = buildApp({ logger: false, defaultRegion: workerData.region, stores: { sqsStore } });
    await app.listen({ port, host });
    return portOf(app.server);
  },

  async tableBrowser(port, host) {
    const { createServer: createApp } = require('dynamodb-admin');
    return listen(createApp({ dynamoEndpoint: workerData.databaseUrl }), port, host);
  },
};

/** A file of a package that does not export it. @param {string} name @param {string} file */
function insideOf(name, file) {
  const path = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name, file)).find(existsSync);
  if (path === undefined) throw new Error(`${name} has no ${file}`);
  return pathToFileURL(path).href;
}

/** @param {import('node:http').RequestListener} app @param {number} port @param {string} host @returns {Promise<number>} */
function listen(app, port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.keepAliveTimeout = 0;
    server.once('error', reject);
    server.listen(port, host, () => resolve(portOf(server)));
  });
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

services[workerData.service](workerData.port, workerData.host).then(
  (port) => parentPort?.postMessage({ listening: port }),
  (error) => parentPort?.postMessage({ failed: { code: error.code, message: String(error.message ?? error) } }),
);

// @ts-check
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort } = require('node:worker_threads');
const { portOf } = require('../server/listen.cjs');
const { keepForOwnPages } = require('../server/own-pages.cjs');

/**
 * SQS. Posts a message to the parent thread whenever a queue moves a message to its dead-letter queue.
 *
 * @param {number} port @param {string} host @param {{ region: string }} settings
 */
async function start(port, host, { region }) {
  const { buildApp } = await import('fauxqs');
  const { SqsStore } = await import(unexportedFile('fauxqs', 'dist/sqs/sqsStore.js'));
  const sqsStore = new SqsStore();
  // Queue URLs have to use the host that the caller used. The default, sqs.<region>.localhost, does not resolve on many
  // machines.
  sqsStore.host = undefined;
  // The package says nothing when a message exceeds its maximum receive count and moves to the dead-letter queue.
  sqsStore.spy = {
    addMessage: (/** @type {{ status: string, queueName: string, body: string }} */ { status, queueName, body }) => {
      if (status === 'dlq') parentPort?.postMessage({ moved: { from: queueName, body } });
    },
  };
  // @ts-expect-error: the other stores are not needed.
  const app = buildApp({ logger: false, defaultRegion: region, stores: { sqsStore } });
  await app.listen({ port, host });
  keepForOwnPages(app.server);
  return portOf(app.server);
}

/** A file of a package that does not export it. @param {string} name @param {string} file */
function unexportedFile(name, file) {
  const path = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name, file)).find(existsSync);
  if (path === undefined) throw new Error(`${name} has no ${file}`);
  return pathToFileURL(path).href;
}

module.exports = { start };

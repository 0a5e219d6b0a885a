// @ts-check
'use strict';

const { createServer } = require('node:http');
const { forOwnPages } = require('./own-pages.cjs');

/**
 * Serves a request handler. Resolves with the port.
 *
 * @param {import('node:http').RequestListener} app @param {number} port @param {string} host @returns {Promise<number>}
 */
function listen(app, port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer(forOwnPages(app));
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

module.exports = { listen, portOf };

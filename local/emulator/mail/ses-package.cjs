// @ts-check
'use strict';

const { portOf } = require('../server/listen.cjs');
const { keepForOwnPages } = require('../server/own-pages.cjs');

/** SES with an inbox page. @param {number} port @param {string} host */
async function start(port, host) {
  const { default: startServer } = require('aws-ses-v2-local');
  const server = await startServer({ port, host });
  if (!server.listening) throw Object.assign(new Error(`port ${port} is taken`), { code: 'EADDRINUSE' });
  keepForOwnPages(server);
  return portOf(server);
}

module.exports = { start };

// @ts-check
'use strict';

const { readFileSync } = require('node:fs');
const path = require('node:path');
const { portOf } = require('../server/listen.cjs');
const { keepForOwnPages } = require('../server/own-pages.cjs');

/** SES with an inbox page. @param {number} port @param {string} host */
async function start(port, host) {
  const { default: startServer } = require('aws-ses-v2-local');
  const server = await startServer({ port, host });
  if (!server.listening) throw Object.assign(new Error(`port ${port} is taken`), { code: 'EADDRINUSE' });
  showWholeLines(server);
  keepForOwnPages(server);
  return portOf(server);
}

/** The page cuts off what its cards have no room for, such as a long address on a telephone. */
const style = `
  .title { flex-wrap: wrap; gap: 4px; }
  .title h1, .email p { min-width: 0; overflow-wrap: anywhere; }
`;

/** @param {import('node:http').Server} server */
function showWholeLines(server) {
  const file = path.join(path.dirname(require.resolve('aws-ses-v2-local/package.json')), 'static/index.html');
  const download = '<button onclick="downloadEmail(';
  const page = readFileSync(file, 'utf8')
    .replace('</style>', `${style}</style>`)
    .replace(download, `<a href="/answer/\${e.messageId}">Answer</a>\n                    ${download}`);
  const listeners = /** @type {import('node:http').RequestListener[]} */ (server.listeners('request'));
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.method === 'GET' && request.url === '/') {
      return void response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    }
    for (const listener of listeners) listener(request, response);
  });
}

module.exports = { start };

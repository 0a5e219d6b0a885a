// @ts-check
'use strict';

/** Names that lead to this machine on every machine. */
const loopbackName = /^(?:127\.0\.0\.1|\[::1\]|localhost|[\w.-]+\.localhost)$/i;

/**
 * A request listener behind which only programs and our own pages get. Whoever has a foreign page open in a browser on
 * this machine lets it ask every port here: by an address of its own name that leads to us (DNS rebinding: its Host is
 * no name of this machine), or as it is (its Origin is another). Programs send no Origin.
 *
 * @param {import('node:http').RequestListener} listener
 * @param {(request: import('node:http').IncomingMessage) => boolean} [admits] whether what is asked for is open to the
 *   page of another origin that asks
 * @returns {import('node:http').RequestListener}
 */
function forOwnPages(listener, admits = () => false) {
  return (request, response) => {
    const refusal = refusalOfHost(request.headers) ?? (admits(request) ? undefined : refusalOfOrigin(request.headers));
    if (refusal === undefined) return listener(request, response);
    response.writeHead(403, { 'Content-Type': 'text/plain', Connection: 'close' });
    response.end(`${refusal}\n`);
  };
}

/** The same for a server that is there already. @param {import('node:http').Server} server */
function keepForOwnPages(server) {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  for (const listener of listeners) {
    server.on('request', forOwnPages(/** @type {import('node:http').RequestListener} */ (listener)));
  }
}

/** @param {import('node:http').IncomingHttpHeaders} headers @returns {string | undefined} */
function refusalOfHost({ host = '' }) {
  if (loopbackName.test(host.replace(/:\d{1,5}$/, ''))) return undefined;
  return 'Ask by 127.0.0.1 or localhost: this is no name of this machine.';
}

/** @param {import('node:http').IncomingHttpHeaders} headers @returns {string | undefined} */
function refusalOfOrigin({ host = '', origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode }) {
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return 'This is not for other pages.';
  // An image or a script of a foreign page has no Origin. A link that somebody follows may lead here.
  if (site !== undefined && !['same-origin', 'none'].includes(String(site)) && mode !== 'navigate') {
    return 'This is not for other pages.';
  }
  return undefined;
}

module.exports = { forOwnPages, keepForOwnPages };

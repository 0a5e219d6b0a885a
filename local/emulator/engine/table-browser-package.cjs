// @ts-check
'use strict';

const { listen } = require('../server/listen.cjs');

/** A page that shows the tables. @param {number} port @param {string} host @param {{ databaseUrl: string }} settings */
function start(port, host, { databaseUrl }) {
  const { createServer } = require('dynamodb-admin');
  return listen(createServer({ dynamoEndpoint: databaseUrl }), port, host);
}

module.exports = { start };

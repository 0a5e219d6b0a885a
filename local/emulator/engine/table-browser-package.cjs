// @ts-check
'use strict';

const { listen } = require('../server/listen.cjs');

/** A page that shows the tables. @param {number} port @param {string} host @param {{ databaseUrl: string }} settings */
function start(port, host, { databaseUrl }) {
  const { createServer } = require('dynamodb-admin');
  return listen(createServer({ dynamoDbClient: countingClient(databaseUrl) }), port, host);
}

/**
 * The engines say of each table that it has no items, and DynamoDB itself counts four times a day: whoever looks here
 * sees what there is now.
 *
 * @param {string} endpoint
 */
function countingClient(endpoint) {
  const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({
    endpoint,
    region: process.env['AWS_REGION'],
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const result = await next(request);
        const table = commandName === 'DescribeTableCommand' && 'Table' in result.output && result.output.Table;
        if (table) table.ItemCount = await itemsIn(client, table.TableName);
        return result;
      },
    { step: 'initialize' },
  );
  return client;
}

/** @param {import('@aws-sdk/client-dynamodb').DynamoDBClient} client @param {string | undefined} TableName */
async function itemsIn(client, TableName) {
  const { paginateScan } = require('@aws-sdk/client-dynamodb');
  let count = 0;
  for await (const { Count = 0 } of paginateScan({ client }, { TableName, Select: 'COUNT' })) count += Count;
  return count;
}

module.exports = { start };

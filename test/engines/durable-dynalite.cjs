const dynalite = require('dynalite');

/**
 * dynalite on a folder. It ends when its standard input does, so that it cannot outlive the process that started it.
 */
const server = dynalite({ path: process.argv[2], createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`));
process.stdin.resume().on('end', () => process.exit(0));

const everyday = require('./jest.config.js');

/**
 * The long proofs, which `npm run check` runs: the same promises as the everyday tests, on more worlds, more events and
 * other engines. Two suites at a time, for most of them use one core, and none depends on how fast it gets on.
 *
 * @type {import('jest').Config}
 */
module.exports = { ...everyday, testMatch: ['**/*.proof.ts'], testTimeout: 3_600_000 };

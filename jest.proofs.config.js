const everyday = require('./jest.config.js');

/**
 * The long proofs, which `npm run check` runs: the same promises as the everyday tests, on more worlds, more events and
 * other engines. One suite at a time, for most of them use all cores.
 *
 * @type {import('jest').Config}
 */
module.exports = { ...everyday, testMatch: ['**/*.proof.ts'], maxWorkers: 1, testTimeout: 1_800_000 };

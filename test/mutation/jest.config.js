const everyTest = require('../../jest.config.js');

/**
 * The tests that judge the rules of the money while these are broken on purpose, one mutant at a time. Only quick ones:
 * about a thousand mutants each run what reaches them, so DynamoDB Local and the suites of whole systems are left out.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...everyTest,
  rootDir: '../..',
  // Paths in full: Stryker wraps the environment to see which test reaches what, and knows no <rootDir>.
  testEnvironment: require.resolve('./environment.js'),
  testSequencer: require.resolve('./quickest-first.js'),
  testMatch: [
    '<rootDir>/test/{failures,ledger,model}/**/*.test.ts',
    '<rootDir>/test/flow/{decide/decide,limits}.test.ts',
    '!**/dynamodb-local.test.ts',
  ],
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/environment.js',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.css$': '<rootDir>/test/text-file.js',
    '\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
          target: 'es2022',
        },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
  },
  // middy and formatjs ship ES modules only, and middy's `exports` have no entry for require.
  transformIgnorePatterns: [
    '/node_modules/(?!@middy/|dt-sql-parser/|antlr4ng/|antlr4-c3/|d3-|internmap/|@formatjs/|intl-messageformat/|@picocss/|oauth4webapi/)',
  ],
  moduleNameMapper: { '^@middy/([a-z-]+)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  runtime: '<rootDir>/test/suite-runtime.js',
  globalSetup: '<rootDir>/test/assemblies/serve-assemblies.ts',
  testSequencer: '<rootDir>/test/sequencer.js',
  maxWorkers: 2,
  // For what hangs. Nothing is in a hurry: how long a test takes says nothing about the code on a machine that others
  // use too.
  testTimeout: 900_000,
  reporters: ['default', '<rootDir>/test/closing-line.js'],
};

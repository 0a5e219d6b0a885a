// @ts-check
const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/**
 * Packages of others that are loaded once in a process, and not by each suite anew: they are large, and keep nothing that
 * one suite could leave to the next. What is ours, each suite loads by itself, and so are packages that ask whether what
 * our code throws is an Error, such as hono: a suite has an Error of its own.
 */
const shared = /^(?:aws-cdk-lib|constructs|@aws-sdk|@smithy|@aws-crypto|stripe|zod|cheerio|dynalite)(?:\/|$)/;

module.exports = class SuiteRuntime extends Runtime {
  /**
   * @param {string} from
   * @param {string} name
   */
  requireModuleOrMock(from, name) {
    return shared.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};

require('./compile-once');
const asyncHooks = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');
const { isNativeError } = require('node:util/types');
const CurrentTest = require('./current-test');

const { AsyncLocalStorage } = asyncHooks;

/**
 * Before Node 24 a store that follows asynchronous code slows down every promise of the process: a fifth of all time.
 * Later versions do not let it be replaced.
 */
const isSlow = Number(process.versions.node.split('.')[0]) < 24;
const isReplaced = isSlow && Object.getOwnPropertyDescriptor(asyncHooks, 'AsyncLocalStorage')?.writable === true;

/**
 * jest runs tests in a realm of their own, where errors of Node's core (a refused connection) are no `instanceof
 * Error`. Code that looks at errors would behave otherwise than it does in a function, so here they are.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { Error: RealmError, Function: RealmFunction } = this.global;
    const ordinary = RealmFunction.prototype[Symbol.hasInstance];
    Object.defineProperty(RealmError, Symbol.hasInstance, {
      value(candidate) {
        return ordinary.call(this, candidate) || (this === RealmError && isNativeError(candidate));
      },
    });
    // Packages that all suites share ask whether something is a Date.
    this.global.Date = Date;
    // The project takes Node 20.19 on; the SDK's advice to move on need not stand in every test's output.
    this.global.process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    if (isReplaced) asyncHooks.AsyncLocalStorage = CurrentTest;
    this.shareEnvironment(this.global.process);
  }

  /** What a suite sets in its environment is seen by the packages that all suites share, until the suite ends. */
  shareEnvironment(ofSuite) {
    this.ofProcess = process.env;
    process.env = ofSuite.env;
    Object.defineProperty(ofSuite, 'env', {
      configurable: true,
      enumerable: true,
      get: () => process.env,
      set: (env) => {
        process.env = env;
      },
    });
  }

  async teardown() {
    process.env = this.ofProcess ?? process.env;
    await super.teardown();
  }

  /** jest's own runner has loaded: all that comes after it gets Node's store, and errors as long as Node's. */
  async handleTestEvent(event) {
    if (event.name !== 'setup') return;
    if (isReplaced) asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
    // jest keeps ten times as many frames of each error. Thousands are made, and CDK reads the stack of each finding.
    this.global.Error.stackTraceLimit = 10;
    Error.stackTraceLimit = 10;
  }
};

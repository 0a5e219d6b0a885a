// @ts-check

/**
 * Tells jest's runner which test is running, in place of Node's `AsyncLocalStorage`. No two tests of a suite run at
 * once here, so the one that runs is the one that began last. An error that comes after its test is still an error: of
 * the test that runs by then, or of the suite.
 *
 * @template Store
 */
module.exports = class CurrentTest {
  /** @type {Store | undefined} */
  store = undefined;

  getStore() {
    return this.store;
  }

  /**
   * @template Result
   * @param {Store} store
   * @param {() => Result} callback
   * @returns {Result}
   */
  run(store, callback) {
    const before = this.store;
    this.store = store;
    const end = () => {
      this.store = before;
    };
    const result = callback();
    // A promise of the realm of the tests is none of this one's.
    if (isThenable(result)) result.then(end, end);
    else end();
    return result;
  }
};

/**
 * @param {unknown} value
 * @returns {value is PromiseLike<unknown>}
 */
function isThenable(value) {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

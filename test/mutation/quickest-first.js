/** Suites by how soon they answer: pure rules, then the flow in memory, then a database. */
const order = ['/test/model/', '/test/failures/', '/test/ledger/', '/test/flow/', '/test/ledger/dynamo'];

function placeOf(path) {
  return order.findLastIndex((part) => path.includes(part));
}

/**
 * The order in which jest runs the suites. Most mutants are noticed by a test of a millisecond, if it only comes first.
 */
module.exports = class {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a.path) - placeOf(b.path));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};

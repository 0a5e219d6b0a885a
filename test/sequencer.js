// @ts-check
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The longest suites, in the order in which they begin. Those of the local system wait for a synthesis, which begins
 * with the run, so others come before them. And what is long comes before what is short, so that no worker is left
 * alone with the last suite.
 */
const first = [
  'simulation/simulation',
  'flow/remedy/concurrency',
  'local/money-path',
  'local/mails',
  'local/story-courses',
  'cli/rehearse/archive',
];

module.exports = class extends Sequencer {
  /** @type {InstanceType<typeof Sequencer>['sort']} */
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one.path) - rankOf(other.path));
  }
};

/** @param {string} path */
function rankOf(path) {
  const rank = first.findIndex((name) => path.replaceAll('\\', '/').endsWith(`test/${name}.test.ts`));
  return rank === -1 ? first.length : rank;
}

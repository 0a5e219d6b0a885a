const EverydayEnvironment = require('../environment.js');

/** The mutants that a test has noticed already. Stryker runs many of them in one process, one after the other. */
const noticed = new Set();

/**
 * How long requests are given that were under way when a test failed: a database closed under them ends the whole
 * process.
 */
const drainMs = 500;

/**
 * What has to break for a mutant to count as noticed is one test. All further ones are spared, which saves most of the
 * time.
 */
module.exports = class extends EverydayEnvironment {
  constructor(config, context) {
    super(config, context);
    this.usesDatabase = context.testPath.includes('/test/ledger/dynamo');
  }

  async handleTestEvent(event) {
    const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
    if (mutant === undefined) return;
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') {
      noticed.add(mutant);
      if (this.usesDatabase) await new Promise((resolve) => setTimeout(resolve, drainMs));
    }
    if (!noticed.has(mutant)) return;
    if (event.name === 'test_start') event.test.mode = 'skip';
    if (event.name === 'run_describe_start') event.describeBlock.mode = 'skip';
  }
};

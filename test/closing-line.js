/** Closes a run with one line that any tool can read, after jest's own summary, which jest prints behind all reporters. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) {
    // A file that could not even be loaded has no failed test of its own, and is a failure all the same.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    process.once('exit', () => process.stderr.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`));
  }
};

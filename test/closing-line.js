/**
 * Closes a run, after jest's own summary, which jest prints behind all reporters: with a line for every test that was
 * skipped, because its name says what it lacked, and with one line that any tool can read.
 */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { testResults, numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) {
    const tests = testResults.flatMap((file) => file.testResults);
    const skipped = tests.filter(({ status }) => status === 'pending').map(({ fullName }) => `skipped: ${fullName}\n`);
    // A file that could not even be loaded has no failed test of its own, and is a failure all the same.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const pending = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    const closing = `${numPassedTests} passed, ${failed} failed${pending}\n`;
    process.once('exit', () => process.stdout.write(skipped.join('') + closing));
  }
};

// Looks at the temporary folder before tsx, jest and the CDK need it. They do so sooner than any line of ours, and where
// they cannot have it they show a trace of their own code.
const { mkdtempSync, rmdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { isMainThread } = require('node:worker_threads');

const another = `name another folder in ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'}`;
const notOurs = `cannot be written to: get the right to do so, or ${another}.`;
const full = `is full: make room, or ${another}.`;

const wrong = {
  ENOENT: `does not exist: make it, or ${another}.`,
  ENOTDIR: `is no folder: ${another}.`,
  EACCES: notOurs,
  EPERM: notOurs,
  EROFS: `is read-only: ${another}.`,
  ENOSPC: full,
  EDQUOT: full,
};

/** Ends the process with one sentence that says what to do, where nothing can be written there. */
function needTemporaryFolder(folder) {
  try {
    rmdirSync(mkdtempSync(path.join(folder, 'amends-')));
  } catch (error) {
    const sentence = wrong[error.code] ?? `cannot be used (${error.message}): ${another}.`;
    process.stderr.write(`The temporary folder ${folder} ${sentence}\n`);
    process.exit(2);
  }
}

// Node runs it in every thread of a process that was started with it.
if (isMainThread) needTemporaryFolder(tmpdir());

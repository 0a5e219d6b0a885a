// @ts-check
'use strict';

const { parentPort, workerData } = require('node:worker_threads');

/**
 * Runs one package that emulates a service. It has a thread of its own because these packages keep their state in
 * module variables and print to stdout: in here, both end with the thread.
 *
 * The module it is given exports `start(port, host, settings)`, which resolves with the port it listens on.
 */
require(workerData.module)
  .start(workerData.port, workerData.host, workerData.settings)
  .then(
    (/** @type {number} */ port) => parentPort?.postMessage({ listening: port }),
    (/** @type {NodeJS.ErrnoException} */ error) =>
      parentPort?.postMessage({ failed: { code: error.code, message: String(error.message ?? error) } }),
  );

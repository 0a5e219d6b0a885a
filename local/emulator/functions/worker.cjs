// @ts-check
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

/**
 * One execution environment of a function: loads the bundled handler once and runs one invocation at a time. It does
 * what the Node.js runtime of Lambda does, no more; time-outs and retries are its parent's.
 *
 * @typedef {{ requestId: string, traceId: string, functionArn: string, deadline: number, payload: string, aheadMs:
 * number }} Invocation
 * @typedef {(event: unknown, context: object) => unknown} Handler
 */

const { assetFolder, handler: handlerPath, functionName, memoryMegabytes } = workerData;

/** @type {string | undefined} */
let currentRequestId;

const MachineDate = Date;

/** How far the clock of the function is ahead of this machine's. */
let aheadMs = 0;

function main() {
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) capture(stream);
  if (process.env.NODE_OPTIONS?.includes('--enable-source-maps')) process.setSourceMapsEnabled(true);
  process.on('unhandledRejection', (reason) => {
    throw Object.assign(asError(reason), { name: 'Runtime.UnhandledPromiseRejection' });
  });
  loadHandler().then(
    (handler) => {
      parentPort?.on('message', (/** @type {Invocation} */ invocation) => void invoke(handler, invocation));
      parentPort?.postMessage({ kind: 'ready' });
    },
    (error) => {
      parentPort?.postMessage({ kind: 'init-failed', error: describe(error) });
    },
  );
}

/** @returns {Promise<Handler>} */
async function loadHandler() {
  const dot = handlerPath.lastIndexOf('.');
  const [file, name] = [handlerPath.slice(0, dot), handlerPath.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs']
    .map((end) => join(assetFolder, file + end))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw named('Runtime.ImportModuleError', `Cannot find module '${file}' in ${assetFolder}`);
  const loaded = path.endsWith('.mjs') ? await import(pathToFileURL(path).href) : require(path);
  const handler = loaded[name];
  if (typeof handler !== 'function')
    throw named('Runtime.HandlerNotFound', `${handlerPath} is undefined or not exported`);
  if (handler.length > 2) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'Handlers with a callback no longer run on Node.js 24; return a promise.',
    );
  }
  return handler;
}

/** @param {Handler} handler @param {Invocation} invocation */
async function invoke(handler, invocation) {
  currentRequestId = invocation.requestId;
  setClock(invocation.aheadMs);
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  const result = await run(handler, invocation);
  currentRequestId = undefined;
  parentPort?.postMessage({ kind: 'ended', result });
}

/**
 * Dates are the machine's own until somebody lets time pass.
 *
 * @param {number} milliseconds
 */
function setClock(milliseconds) {
  if (aheadMs === 0 && milliseconds !== 0) {
    const now = () => MachineDate.now() + aheadMs;
    globalThis.Date = new Proxy(MachineDate, {
      construct: (date, args, target) => Reflect.construct(date, args.length === 0 ? [now()] : args, target),
      get: (date, property) => (property === 'now' ? now : Reflect.get(date, property)),
    });
  }
  aheadMs = milliseconds;
}

/** @param {Handler} handler @param {Invocation} invocation */
async function run(handler, invocation) {
  try {
    const value = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    return { outcome: 'succeeded', value: JSON.stringify(value === undefined ? null : value) };
  } catch (error) {
    return { outcome: 'failed', error: describe(error) };
  }
}

/** @param {Invocation} invocation */
function contextOf({ requestId, functionArn, deadline }) {
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - MachineDate.now()),
  };
}

/**
 * Lines leave over the same port as results, so that none is late for its invocation and none reaches our own stdout.
 *
 * @param {'stdout' | 'stderr'} stream
 */
function capture(stream) {
  let rest = '';
  /** @type {(chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => boolean} */
  const write = (chunk, encoding, done) => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') parentPort?.postMessage({ kind: 'line', stream, line, requestId: currentRequestId });
    }
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback);
    return true;
  };
  process[stream].write = write;
}

/** @param {unknown} error */
function describe(error) {
  const { name, message, stack } = asError(error);
  return { errorType: name, errorMessage: message, trace: (stack ?? `${name}: ${message}`).split('\n') };
}

/** @param {unknown} thrown @returns {Error} */
function asError(thrown) {
  if (thrown instanceof Error) return thrown;
  return named('Error', typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown)));
}

/** @param {string} name @param {string} message */
function named(name, message) {
  return Object.assign(new Error(message), { name });
}

main();

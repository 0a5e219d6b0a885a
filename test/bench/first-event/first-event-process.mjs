// @ts-check
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * One execution environment of a function: it loads the code as Lambda's runtime does and waits for that; then it runs
 * one event.
 *
 * @typedef {{ file: string, event: object, loadIn?: string, eventIn?: string }} Task
 */

/** @type {Task} */
const { file, event, loadIn, eventIn } = JSON.parse(process.argv[2] ?? '{}');

// What the SDK says of this version of Node is not what is measured.
process.removeAllListeners('warning');
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

enter(loadIn);
const began = now();
const { handler } = await load(file);
const loaded = now();
enter(eventIn);
const invoked = now();
const context = {
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:bench',
  memoryLimitInMB: '512',
  awsRequestId: 'first',
  getRemainingTimeInMillis: () => 30_000,
};
const answer = await handler(event, context);
const answered = now();

write(
  `${JSON.stringify({
    loadMs: loaded.ms - began.ms,
    loadCpuMs: loaded.cpuMs - began.cpuMs,
    eventMs: answered.ms - invoked.ms,
    eventCpuMs: answered.cpuMs - invoked.cpuMs,
    answer,
  })}\n`,
  () => process.exit(0),
);

/**
 * From Node 22 on the runtime imports whatever it finds (aws-lambda-ric 4); before, it requires what is CommonJS (3).
 *
 * @param {string} path
 */
async function load(path) {
  const isRequired = Number(process.versions.node.split('.')[0]) < 22 && !path.endsWith('.mjs');
  return isRequired ? createRequire(import.meta.url)(path) : import(path);
}

/** @param {string | undefined} group */
function enter(group) {
  if (group !== undefined) writeFileSync(group, String(process.pid));
}

function now() {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
}

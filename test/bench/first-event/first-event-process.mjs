// @ts-check
import { writeFileSync } from 'node:fs';

/**
 * One execution environment of a function: it loads the code as Lambda's runtime does, by `import`, and waits for that;
 * then it runs one event.
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
const { handler } = await import(file);
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

/** @param {string | undefined} group */
function enter(group) {
  if (group !== undefined) writeFileSync(group, String(process.pid));
}

function now() {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
}

import { SQSClient } from '@aws-sdk/client-sqs';
import { SqsDeadLetters } from '../../lambdas/retry/sqs-dead-letters';
import { awsClientConfig } from '../../lambdas/runtime/wiring/clients';
import { Queues } from '../../local/emulator/queues/queues';

const region = 'eu-central-1';
const functions = Array.from({ length: 9 }, (_, index) => `f${index}`);
const queue = (name: string) => ({ name, arn: `arn:aws:sqs:${region}:000000000000:${name}` });
const tagged = (of: string) => ({ Key: `amends:dead-letters:${of}`, Value: `dead-${of} retry-${of}` });

let queues: Queues;
let client: SQSClient;
let directories: string[];
/** Every request that was made, by its name. */
let asked: string[] = [];
let isDown = false;
let nowMs = 0;

beforeAll(async () => {
  const queuesOfFunctions = functions.flatMap((of) => [queue(`dead-${of}`), queue(`retry-${of}`)]);
  const first = { ...queue('first'), Tags: [{ Key: 'team', Value: 'care' }, ...functions.slice(0, 5).map(tagged)] };
  const second = { ...queue('second'), Tags: functions.slice(5).map(tagged) };
  queues = await Queues.start(0, [...queuesOfFunctions, first, second], region);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ ...awsClientConfig, endpoint: queues.url, region, credentials });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        asked.push(commandName);
        return isDown ? Promise.reject(new Error('down')) : next(args);
      },
    { step: 'initialize' },
  );
  directories = ['first', 'second'].map((name) => `${queues.url}/000000000000/${name}`);
});
afterAll(async () => {
  client.destroy();
  await queues.stop();
});
beforeEach(() => {
  asked = [];
});

function timesAsked(command: string): number {
  return asked.filter((name) => name === `${command}Command`).length;
}

const newList = (): SqsDeadLetters => new SqsDeadLetters(client, directories, () => new Date(nowMs));

test('the queues that several directories name are one list, in the order of their names', async () => {
  const listed = await newList().list();
  expect(listed.map(({ queue: name }) => name)).toEqual(functions);
});

test('a list asks each queue once how many lie there, and looks only into those in which some do', async () => {
  await queues.send(queue('dead-f7').arn, '{}');
  const listed = await newList().list();
  expect(listed.flatMap(({ queue: name, messages }) => (messages === 0 ? [] : [name]))).toEqual(['f7']);
  expect(timesAsked('GetQueueAttributes')).toBe(functions.length);
  expect(timesAsked('ReceiveMessage')).toBe(1);
  expect(asked).toHaveLength(directories.length + functions.length + 1);
});

test('the directories are read once a minute, whatever is asked meanwhile', async () => {
  const deadLetters = newList();
  await Promise.all([deadLetters.list(), deadLetters.count()]);
  nowMs += 59_000;
  await deadLetters.list();
  expect(timesAsked('ListQueueTags')).toBe(directories.length);
  nowMs += 1_000;
  await deadLetters.list();
  expect(timesAsked('ListQueueTags')).toBe(2 * directories.length);
});

test('a directory that could not be read is asked again by whoever comes next', async () => {
  const deadLetters = newList();
  isDown = true;
  await expect(deadLetters.list()).rejects.toThrow('down');
  isDown = false;
  await expect(deadLetters.list()).resolves.toHaveLength(functions.length);
});

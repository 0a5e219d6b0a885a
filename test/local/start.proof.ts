import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEventsFile } from '../../local/demo/script/published-entry';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { filmFailure } from '../fakes/film-failure';
import { amends } from './amends-command';

const root = path.join(__dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'start-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs what `npm start` runs, with a temporary folder of its own. */
function start(
  args: readonly string[],
  whileRunning: (output: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, ['--import', './starter/typescript.mjs', 'local/start.ts', ...args], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      // A second signal would not wait for an end in order.
      whileRunning(stdout, (signal) => child.killed || child.kill(signal));
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * Any free ports, and the assembly that all suites share. That a start synthesizes by itself is tried by `npm start` in
 * `.ci/run`.
 */
async function onceSynthesized(): Promise<string[]> {
  return ['--port', '0', '--app', await sharedAssembly()];
}

function eventsFile(content: unknown): string {
  const file = path.join(folder, 'events.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

it('--json prints one object and nothing else, for the events of a file, whose payments it takes first', async () => {
  const { paymentId: _, ...purchase } = filmFailure().purchase;
  const failure = { ...filmFailure({ occurredAt: new Date().toISOString() }), purchase };
  const entry = { Source: 'com.example.video', DetailType: 'VideoPlaybackFailed', Detail: failure };
  const elsewhere = { ...entry, Detail: { ...failure, playback: { ...failure.playback, rentalId: 'rent_78' } } };

  const events = eventsFile([entry, entry, elsewhere]);
  const { code, stdout } = await start(['--once', '--json', ...(await onceSynthesized()), '--events', events]);

  // The other rental names the same line of the same order, which was paid once and given back once; so it is held.
  expect(JSON.parse(stdout)).toMatchObject({
    events: 3,
    duplicates: 1,
    remedies: expect.arrayContaining([
      expect.objectContaining({
        state: 'issued',
        notice: 'delivered',
        parts: [expect.objectContaining({ amountMinor: 399, currency: 'GBP' })],
      }),
      expect.objectContaining({ state: 'held', notice: 'none' }),
    ]),
    mails: [{ subject: expect.stringContaining('Paris, Texas') }],
  });
  // Both entries of one failure arrive at once, so the second may have read before the first was committed.
  expect(JSON.parse(stdout)).toMatchObject({
    requestsPerDuplicate: expect.any(Number),
    reservationsPerFirstRemedy: expect.any(Number),
  });
  expect(code).toBe(0);
});

it('it stays up for other clients, shows what they publish, and Ctrl-C ends it in order and leaves nothing behind', async () => {
  let visited = false;
  let waiting = Promise.resolve('');
  const { code, stdout } = await start(
    [...(await onceSynthesized()), '--only', 'ItemNotAsDescribed'],
    (output, kill) => {
      if (output.includes('Ctrl-C stops it all.') && !visited) {
        visited = true;
        waiting = holdsListed(output).finally(() => visit(output));
      }
      if (/VideoPlaybackFailed {2}detected ▸ undelivered/.test(output.split('Ctrl-C stops it all.')[1] ?? '')) {
        kill('SIGINT');
      }
    },
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n {2}A “like new” book was not.*\n {4}cus_904 {2}detected ▸ committed ▸ held until .*\n/);
  expect(stdout).toMatch(
    /published two days later\n.*\n {4}cus_904_2 {2}detected ▸ committed ▸ issued refund £18\.50 ▸ mailed .*\n/,
  );
  expect(stdout).toMatch(
    /3 events, 3 remedies, .*\nheld: 2, in progress: 0, needs attention: 0\nwaiting: 2 \(1 for a person, 1 that end/,
  );
  expect(stdout).toMatch(/inbox +http.*tables +http.*npx amends --local-port \d+ holds list/s);
  expect(await waiting).toContain('the merchant answered within 48 hours, and a person reads the answer');
  expect(readdirSync(folder).filter((name) => name.startsWith('amends-'))).toEqual([]);
});

/** What a shell has in its environment once it has sourced the file that was printed. */
function sourcedEnvironment(output: string): Record<string, string> {
  const [, file = ''] = /^ {2}source (.+)$/m.exec(output) ?? [];
  const sourced = execFileSync('sh', ['-c', `. "${file}" && env`], { env: {} }).toString();
  return Object.fromEntries(
    [...sourced.matchAll(/^(\w+)=(.+)$/gm)].map(([, name = '', value = '']): [string, string] => [name, value]),
  );
}

/** Types the command that was printed. */
async function holdsListed(output: string): Promise<string> {
  const [, args = ''] = /npx amends (.+)\)$/m.exec(output) ?? [];
  const { stdout, stderr } = await amends(args.split(' '), { PATH: process.env['PATH'], TMPDIR: folder });
  return `${stdout}${stderr}`;
}

/** Publishes like anybody who sourced the file that was printed, on the bus that was. */
async function visit(output: string): Promise<void> {
  const environment = sourcedEnvironment(output);
  const client = new EventBridgeClient({
    endpoint: environment['AWS_ENDPOINT_URL_EVENTBRIDGE'],
    region: environment['AWS_REGION'],
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const EventBusName = /Ctrl-C stops it all\.\n {2}(\S+)/.exec(output)?.[1];
  const malformed = { EventBusName, Source: 'com.example.video', DetailType: 'VideoPlaybackFailed', Detail: '{}' };
  await client.send(new PutEventsCommand({ Entries: [malformed] }));
  client.destroy();
}

it('a taken port is reported at once, with what to type instead', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, stderr } = await start(['--once', '--port', String(port)]);
  await new Promise((resolve) => taken.close(resolve));
  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^Port ${port} is taken, so the event bus cannot listen there\\..*npm start -- --port \\d+\\n$`),
  );
});

it('a file that cannot be published is refused before anything starts', async () => {
  const { code, stderr, stdout } = await start(['--once', '--json', '--events', eventsFile('not json')]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/cannot be published/);
});

it.each([
  ['no JSON', 'not json', /cannot be published/],
  ['an entry without a source', [{ DetailType: 'VideoPlaybackFailed', Detail: {} }], /0\.Source/],
  ['a detail that is a string', [{ Source: 's', DetailType: 't', Detail: '{}' }], /0\.Detail/],
])('a file with %s is refused with what is wrong in it', (_, content, complaint) => {
  expect(() => readEventsFile(eventsFile(content))).toThrow(complaint);
});

it('a failure type that nobody made is refused with those there are, before anything starts', async () => {
  const { code, stderr, stdout } = await start(['--once', '--json', '--only', 'ParcelLost,ParcelEaten']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/called ParcelEaten\. There are VideoPlaybackFailed, /);
});

it('an option it does not know is refused with the ones it knows', async () => {
  const { code, stderr } = await start(['--engine', 'sqlite']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/dynalite, dynamodb-local/);
});

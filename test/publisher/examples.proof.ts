import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { LoopbackBus, type PutEventsEntry } from './loopback-bus';

const docs = path.join(__dirname, '../../docs');
const script = path.join(docs, 'examples/publish.py');
const events = path.join(docs, 'examples/events/VideoPlaybackFailed.json');

const folder = mkdtempSync(path.join(tmpdir(), 'examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file with the first entry of the example. */
function oneEvent(): string {
  const [first] = JSON.parse(readFileSync(events, 'utf8')) as readonly unknown[];
  const file = path.join(folder, 'one.json');
  writeFileSync(file, JSON.stringify([first]));
  return file;
}

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

const hasPython = works('python3', '--version');
const hasBoto3 = hasPython && works('python3', '-c', 'import boto3');
const hasAwsCli = works('aws', '--version');

/** Runs it only where the tool is there, and says so in its name where it is not. */
function itWith(has: boolean, tool: string, answer: string, test: () => Promise<void>): void {
  if (has) it(answer, test);
  else it.skip(`${answer} (skipped: there is no ${tool} on this machine)`, test);
}

const titleOf = ({ Detail }: PutEventsEntry): string =>
  (JSON.parse(Detail) as { playback: { title: string } }).playback.title;

describe('the examples for other languages', () => {
  let bus: LoopbackBus;
  let folder: string;

  beforeEach(async () => {
    bus = await LoopbackBus.start();
    folder = mkdtempSync(path.join(tmpdir(), 'amends-examples-'));
  });
  afterEach(async () => {
    await bus.stop();
    rmSync(folder, { recursive: true });
  });

  async function run(
    command: string,
    ...args: string[]
  ): Promise<{ exitCode: unknown; stdout: string; stderr: string }> {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PYTHONPYCACHEPREFIX: folder,
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AMENDS_BUS_NAME: 'films',
      AWS_ENDPOINT_URL: bus.url,
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    return new Promise((resolve) => {
      execFile(command, args, { env, cwd: folder }, (error, stdout, stderr) =>
        resolve({ exitCode: error ? error.code : 0, stdout, stderr }),
      );
    });
  }

  itWith(hasPython, 'python3', 'publish.py is Python', async () => {
    expect(await run('python3', '-m', 'py_compile', script)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  itWith(hasBoto3, 'boto3', 'publish.py publishes a file, and again only what was throttled', async () => {
    bus.failing = (_, nth) => (nth < 3 ? 'ThrottlingException' : undefined);
    const { exitCode, stdout, stderr } = await run('python3', script, oneEvent());
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '1 of 1 failures published\n', stderr: '' });
    expect(bus.requests).toHaveLength(3);
    expect(bus.accepted).toMatchObject([{ EventBusName: 'films', Source: 'com.example.video' }]);
    expect(JSON.parse(bus.accepted[0]?.Detail ?? '')).toEqual(videoPlaybackFailed.stories[0].detail);
  });

  itWith(hasBoto3, 'boto3', 'publish.py sends twelve in two requests, and says what was refused and why', async () => {
    bus.failing = () => 'MalformedDetail';
    const { exitCode, stdout, stderr } = await run('python3', script, ...Array.from({ length: 12 }, oneEvent));
    expect(bus.requests.map(({ length }) => length)).toEqual([10, 2]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '0 of 12 failures published\n' });
    expect(stderr).toMatch(/^VideoPlaybackFailed was not accepted: MalformedDetail as the test asked\n/);
  });

  itWith(hasAwsCli, 'AWS CLI', 'a file of entries is published by the AWS CLI as it stands', async () => {
    const file = path.join(docs, 'examples/put-events/VideoPlaybackFailed.json');
    const { exitCode, stdout } = await run('aws', 'events', 'put-events', '--entries', `file://${file}`);
    expect({ exitCode, reply: JSON.parse(stdout) as unknown }).toMatchObject({
      exitCode: 0,
      reply: { FailedEntryCount: 0 },
    });
    expect(bus.accepted.map(titleOf)).toEqual(['Paris, Texas', 'De Oost', 'La grande bellezza']);
  });
});

describe('docs/publishing.md', () => {
  const text = readFileSync(path.join(docs, 'publishing.md'), 'utf8');

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect([link, existsSync(path.join(docs, link))]).toEqual([link, true]);
  });

  it('shows the same entry as the example file', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    expect(JSON.parse(json)).toEqual((JSON.parse(readFileSync(oneEvent(), 'utf8')) as unknown[])[0]);
  });
});

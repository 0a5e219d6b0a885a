import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loopback, serve } from '../../local/emulator/server/loopback-server';

/** An account and a region that nobody has. */
export const account = '000000000000';
export const region = 'eu-west-1';

/** AWS on this machine, as others understand it. */
export interface Ministack {
  readonly url: string;
  /** The process whose children the functions are. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Long enough for a busy machine. It takes a second or two. */
const startsWithinMs = 60_000;

/** Where the emulator finds others. */
export interface MinistackPlaces {
  /** The server that takes the mails which it sends, as `host:port`. */
  readonly mailServer: string;
  /** Where the functions look for AWS, if it is not the emulator itself. */
  readonly proxyUrl?: string | undefined;
}

/**
 * Starts the emulator. It listens on this machine only, and what it writes is below the given folder.
 *
 * @param programs the folder of the installed programs
 */
export async function startMinistack(
  programs: string,
  folder: string,
  { mailServer, proxyUrl }: MinistackPlaces,
): Promise<Ministack> {
  const port = await freePort();
  const temporary = path.join(folder, 'temporary');
  mkdirSync(temporary);
  const child = spawn(path.join(programs, 'ministack'), [], {
    // In a process group of its own, so that the functions it runs end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TMPDIR: temporary,
      STATE_DIR: path.join(folder, 'state'),
      BIND_HOST: loopback,
      MINISTACK_HOST: loopback,
      MINISTACK_REGION: region,
      MINISTACK_ACCOUNT_ID: account,
      GATEWAY_PORT: String(port),
      SMTP_HOST: mailServer,
      ...(proxyUrl !== undefined && { AWS_ENDPOINT_URL: proxyUrl }),
    },
  });
  const log = createWriteStream(path.join(folder, 'ministack.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log, { end: false });
  const url = `http://${loopback}:${port}`;
  try {
    await isReady(url, child);
  } catch (error) {
    await end(child);
    throw error;
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = await serve(0, () => undefined);
  await server.stop();
  return server.port;
}

async function isReady(url: string, child: ChildProcess): Promise<void> {
  const givenUpAt = Date.now() + startsWithinMs;
  while (Date.now() < givenUpAt && child.exitCode === null) {
    const answer = await fetch(`${url}/_ministack/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`The emulator did not start (exit code ${String(child.exitCode)}). Its log is ministack.log.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  const isRunning = child.exitCode === null && child.signalCode === null;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
  if (isRunning) await ended;
}

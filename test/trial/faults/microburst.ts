import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { signedFor } from '../deployment';
import { loopback } from '../../../local/emulator/server/loopback-server';

/** A rule of microburst, in its own words. */
export type FaultRule = Readonly<Record<string, unknown>>;

const firedSchema = z.object({ requests: z.looseObject({ total: z.number(), faulted: z.number() }) });

const startsWithinMs = 60_000;

/** A proxy that others wrote, which makes requests to AWS fail as they fail there. */
export interface Microburst {
  readonly url: string;
  /** From now on these faults happen, and no others. */
  setRules(rules: readonly FaultRule[]): Promise<void>;
  /** How many requests have failed since it started. */
  faulted(): Promise<number>;
  stop(): Promise<void>;
}

/** @param programs the folder of the installed programs */
export async function startMicroburst(
  programs: string,
  { port, upstream, folder }: { readonly port: number; readonly upstream: string; readonly folder: string },
): Promise<Microburst> {
  const args = ['--host', loopback, '--port', String(port), '--upstream', upstream];
  const child = spawn(path.join(programs, 'microburst'), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: folder },
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const log = createWriteStream(path.join(folder, 'microburst.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log, { end: false });
  const url = `http://${loopback}:${String(port)}`;
  const control = `${url}/_microburst`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  const givenUpAt = Date.now() + startsWithinMs;
  while (!(await fetch(`${control}/health`).catch(() => undefined))?.ok) {
    if (Date.now() > givenUpAt || child.exitCode !== null) {
      await stop();
      throw new Error('The proxy did not start. Its log is microburst.log.');
    }
    await pause(100);
  }
  await getToKnow(url);
  return {
    url,
    stop,
    setRules: async (rules) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${control}/rules`, { method: 'POST', headers, body: JSON.stringify(rules) });
      if (!answer.ok) throw new Error(`The proxy refused the rules: ${await answer.text()}`);
    },
    faulted: async () => {
      const answer = await fetch(`${control}/stats`);
      return firedSchema.parse(await answer.json()).requests.faulted;
    },
  };
}

/** A question of each service that the functions call, which changes nothing. */
const questions: readonly { readonly service: string; readonly target?: string; readonly form?: string }[] = [
  { service: 'dynamodb', target: 'DynamoDB_20120810.ListTables' },
  { service: 'events', target: 'AWSEvents.ListEventBuses' },
  { service: 'secretsmanager', target: 'secretsmanager.ListSecrets' },
  { service: 'sqs', target: 'AmazonSQS.ListQueues' },
  { service: 'ses', form: 'Action=ListIdentities&Version=2010-12-01' },
];

/**
 * The proxy reads AWS's own description of a service when it is asked for it first. On a busy machine that takes longer
 * than a function waits, and would look like a fault.
 */
async function getToKnow(url: string): Promise<void> {
  for (const { service, target, form } of questions) {
    const type = form === undefined ? 'application/x-amz-json-1.0' : 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, ...(target !== undefined && { 'x-amz-target': target }) };
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, ...signedFor(service) },
      body: form ?? '{}',
    });
    if (!answer.ok) throw new Error(`The proxy does not pass on a question of ${service}: ${await answer.text()}`);
  }
}

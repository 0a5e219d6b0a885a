import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemEvent } from '../../local/system/system-event';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { TestSystem, playbackFailure } from './test-system';
import { removeTemporaryFolders, temporaryFolder } from './small-app';

// What somebody who died had taken of a queue is hidden for half a minute here (for three in AWS): too long for every
// day.

const context = { queued: 'VideoPlaybackFailed,Apologies' };
afterAll(removeTemporaryFolders);

function hasDied(event: SystemEvent): boolean {
  if (event.kind !== 'invocation-ended' || event.result.outcome !== 'failed') return false;
  return event.result.error.errorType === 'Runtime.ExitError';
}

it('a function that dies amid a batch loses nothing of it, and pays nothing twice', async () => {
  const received: SystemEvent[] = [];
  const system = await TestSystem.open({
    assembly: await mortalAssembly(),
    listener: (event) => received.push(event),
  });
  try {
    // A claim whose holder died is left alone for 45 s. What died comes again after that.
    system.local.on((event) => {
      if (hasDied(event)) system.local.passTime(46_000);
    });
    const failed = await system.publishFailures(...Array.from({ length: 10 }, (_, n) => playbackFailure(n)));
    expect(received.filter(hasDied)).toHaveLength(1);
    for (let minute = 0; minute < 2; minute++) await system.runSweep();
    for (const one of failed) {
      expect(await system.refundsOf(one)).toHaveLength(1);
      expect(await system.mailsTo(one)).toHaveLength(1);
    }
    expect(await system.local.deadLetters()).toEqual([]);
  } finally {
    await system.local.stop();
  }
});

/** The same app, whose function is killed once, after a few refunds of its first batch. */
async function mortalAssembly(): Promise<string> {
  const folder = join(temporaryFolder(), 'assembly');
  cpSync(await sharedAssembly(context), folder, { recursive: true });
  const assets = readdirSync(folder).filter((name) => name.startsWith('asset.') && !name.endsWith('.json'));
  const marker = join(folder, 'died');
  for (const asset of assets) {
    const path = join(folder, asset, 'function.cjs');
    const bundle = readFileSync(path, 'utf8');
    if (!bundle.includes('VideoPlaybackFailed') || !bundle.includes('STRIPE_API_URL')) continue;
    writeFileSync(path, `${bundle}\n${killAfterRefunds(marker)}`);
  }
  return folder;
}

/** Ends the process when the third answer of the provider is on its way, if nobody did so before. */
function killAfterRefunds(marker: string): string {
  return `
{
  const { existsSync, writeFileSync } = require('node:fs');
  const http = require('node:http');
  const request = http.request;
  let refunds = 0;
  http.request = (...args) => {
    const sent = request(...args);
    if (String(sent.path).startsWith('/v1/refunds') && sent.method === 'POST' && ++refunds === 3) {
      sent.once('response', () => {
        if (existsSync(${JSON.stringify(marker)})) return;
        writeFileSync(${JSON.stringify(marker)}, 'yes');
        process.exit(1);
      });
    }
    return sent;
  };
}`;
}

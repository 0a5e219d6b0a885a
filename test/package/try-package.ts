import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack } from './packed-package';
import { say } from './say';
import { tryExample } from './try-example';
import { tryPublisher } from './try-publisher';

/** Packs the project once, and tries the tarball as the two kinds of teams do that install it. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-package-'));
  try {
    say('npm pack');
    const tarball = pack(folder);
    await tryPublisher(tarball, folder);
    await tryExample(tarball, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

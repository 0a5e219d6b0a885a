import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestSystem, playbackFailure } from './test-system';
import { removeTemporaryFolders, temporaryFolder } from './small-app';

// What customers read, once through the real functions and the inbox.

function wordsFolder(): string {
  const folder = path.join(temporaryFolder(), 'kids-words');
  mkdirSync(folder);
  const words = {
    invitation: 'Answer this mail. We read it all.',
    VideoPlaybackFailed: { sorry: 'Sorry for “{title}”!' },
  };
  writeFileSync(path.join(folder, 'en.json'), JSON.stringify(words));
  return folder;
}

let system: TestSystem;
beforeAll(async () => {
  const kids = { senderName: 'Example Kids', sender: 'kids@example.com', senderIdentity: 'example.com' };
  const games = { ...kids, senderName: 'Example Games', sender: 'games@example.com' };
  const brands = JSON.stringify({ kids: { ...kids, words: wordsFolder() }, games });
  system = await TestSystem.open({ context: { brands } });
});
afterAll(async () => {
  await system.local.stop();
  removeTemporaryFolders();
});

it('one brand writes in words of its own, another in those of all, and a brand of nobody as the sender', async () => {
  const logged: string[] = [];
  system.local.on((event) => {
    if (event.kind === 'log') logged.push(JSON.stringify(event.content));
  });
  const [ofKids, ofGames, ofNobody] = await system.publishFailures(
    playbackFailure(1, 399, { brand: 'kids' }),
    playbackFailure(2, 399, { brand: 'games' }),
    playbackFailure(3, 399, { brand: 'gamez' }),
  );
  const textsTo = async (failed: typeof ofKids): Promise<string> =>
    (failed ? await system.mailsTo(failed) : []).map(({ subject, body }) => `${subject}\n${body.text}`).join('\n');
  expect(await textsTo(ofKids)).toMatch(/Sorry for “[^]+Answer this mail\. We read it all\./);
  expect(await textsTo(ofKids)).toContain('We’ve refunded £3.99');
  for (const failed of [ofGames, ofNobody]) {
    expect(await textsTo(failed)).toMatch(/Sorry about “[^]+just answer this mail/);
  }
  const warnings = logged.filter((line) => line.includes('UnknownBrandError'));
  expect(warnings).toEqual([expect.stringContaining('no brand is called \\"gamez\\"')]);
});

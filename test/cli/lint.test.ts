import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { amends } from '../local/amends-command';

const lint = async (...args: readonly string[]) => amends(['lint', ...args], { PATH: process.env['PATH'] });

describe('the words of a brand', () => {
  it.each(['stages/parcels-words', 'examples/train-delayed/night-words'])('are in order: %s', async (folder) => {
    expect(await lint('--brand', folder)).toMatchObject({ code: 0, stdout: 'Nothing is wrong with the words.\n' });
  });

  it('are held to the keys of all and of the catalog, and those of other types to the rules', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'brand-'));
    const words = { invitationn: 'x', ParcelLst: { sorry: 'y' }, TrainDelayed: { sorry: 'Unfortunately late.' } };
    writeFileSync(path.join(folder, 'en.json'), JSON.stringify(words));
    const { code, stdout } = await lint('--brand', folder);
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /invitationn: [^]*"invitation" is[^]*"ParcelLost" is[^]*TrainDelayed\.sorry: no-unfortunately/,
    );
  });
});

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

describe('the words of a failure type', () => {
  const english = {
    late: 'It came {late} late, on {day, date, near}. That was our fault.',
    count: '{count, plural, one {One.} other {#.}}',
  };

  /** What is found in a folder with these files. */
  async function found(files: Readonly<Record<string, object>>, isWithoutFault = false): Promise<string> {
    const folder = mkdtempSync(path.join(tmpdir(), 'words-'));
    for (const [name, words] of Object.entries(files)) writeFileSync(path.join(folder, name), JSON.stringify(words));
    const { code, stdout } = await lint(folder, ...(isWithoutFault ? ['--without-fault', folder] : []));
    rmSync(folder, { recursive: true });
    expect(code).toBe(isWithoutFault ? 0 : 1);
    return stdout.replaceAll(`${folder}/`, '');
  }

  it('say in every language in the first person that it was us, but where nothing of ours failed', async () => {
    const english = { subject: 'Sorry, our fault.', late: 'Your train came {late} late. That was our fault.' };
    const french = { subject: 'C’était notre faute.', late: 'Votre train avait {late} de retard.' };
    const files = { 'en.json': english, 'fr.json': french };
    expect(await found(files)).toMatch(/^fr\.json: own-fault: [^\n]+\n$/);
    expect(await found(files, true)).toBe('Nothing is wrong with the words.\n');
  });

  it('in another language have every sentence of the English ones, and every fact in it but numbers', async () => {
    const german = { late: 'Es kam {late} zu spät, am {tag, date, near}. Das war unser Fehler.' };
    expect(await found({ 'en.json': english, 'de.json': german })).toBe(
      [
        'de.json: count: has no words',
        'de.json: late: names {tag}, of which en.json says nothing',
        'de.json: late: says nothing of {day}, and en.json does',
        '',
      ].join('\n'),
    );
  });

  it('are in the language that their file is named after, and in one that mails are in', async () => {
    const swapped = { ...english, late: 'On {day, date, near} you waited {late}, and that is our fault.' };
    const files = { 'en.json': english, 'fr.json': swapped, 'it.json': english };
    const stdout = await found(files);
    expect(stdout).toContain('fr.json: late: language: ');
    expect(stdout).toContain('is in en, and this file is of fr');
    expect(stdout).toMatch(/^it\.json: mails are in en, de, .* are missing in it$/m);
  });
});

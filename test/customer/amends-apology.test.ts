import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../..');
const source = join(root, 'customer/feed/amends-apology.js');

it('the component is one file of five kilobytes at most, as the package has it', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(scripts['build:component']).toMatch(
    /^esbuild customer\/feed\/amends-apology\.js --minify --format=esm --target=es2022 /,
  );
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const [built, ...others] = outputFiles;
  expect(others).toEqual([]);
  expect(built?.contents.byteLength).toBeLessThanOrEqual(5_000);
});

it('a server that renders pages may import it, and nothing happens there', () => {
  const { outputFiles } = buildSync({
    entryPoints: [source],
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const built = outputFiles.map(({ text }) => text).join('');
  for (const args of [
    ['--eval', built],
    ['--input-type=module', '--eval', built],
  ]) {
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  }
});

it('it needs nothing else, and reads no text as markup or as a program', () => {
  const text = readFileSync(source, 'utf8');
  expect(text).not.toMatch(
    /\bimport\b|\brequire\(|innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(/,
  );
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');

/** Written by typedoc, which checks its own links, and not there before it ran for the first time. */
const apiReference = 'docs/reference/';
const hasApiReference = existsSync(path.join(root, apiReference));

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && !page.startsWith(apiReference) && existsSync(path.join(root, page)));

const scripts = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly scripts: object })
  .scripts;

function textOf(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}

function withoutCodeBlocks(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, '');
}

/** The targets of a page's links to files and headings of this repository. */
function linksOf(page: string): string[] {
  const text = withoutCodeBlocks(textOf(page));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => (/^[a-z]+:/.test(target) ? [] : [target]));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...withoutCodeBlocks(textOf(page)).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

function isBroken(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
  if (target.startsWith(apiReference) && !hasApiReference) return false;
  if (!existsSync(path.join(root, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

it('there are pages to check', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/money-path.md']));
});

it.each(pages)('every link of %s leads to a file and a heading that exist', (page) => {
  expect(linksOf(page).filter((link) => isBroken(page, link))).toEqual([]);
});

/** A page may name files from the root, from its own folder (tests without their ending), or of the example app. */
function isNowhere(page: string, name: string): boolean {
  const folders = ['', path.dirname(page), 'examples/train-delayed'];
  const endings = ['', '.test.ts', '.proof.ts'];
  return !folders.some((folder) => endings.some((ending) => existsSync(path.join(root, folder, `${name}${ending}`))));
}

it.each(pages)('every file and folder that %s names exists', (page) => {
  const named = [...textOf(page).matchAll(/`((?:bin|lib|lambdas|publisher|local|cli|test|docs)\/[\w./-]*)`/g)];
  const paths = named.map(([, name = '']) => name);
  expect(paths.filter((name) => isNowhere(page, name))).toEqual([]);
});

it.each(pages)('every npm script that %s names exists', (page) => {
  const named = [...textOf(page).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../package.json';
import { deployingPackages } from '../../lib/deploying-packages';

const root = path.join(__dirname, '../..');

/** What a reader types. Those of the example app are of another app, which has no stages. */
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && !page.startsWith('examples/') && existsSync(path.join(root, page)));

/** The commands of all pages that begin like this: up to the end of the line, a comment, or of what is in backticks. */
function commandsLike(begin: RegExp): string[] {
  return pages.flatMap((page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    return [...text.matchAll(new RegExp(`${begin.source}[^\`\\n#]*`, 'g'))].map(([command]) => command.trim());
  });
}

it.each(['README.md', 'docs/deploying.md'])(
  '%s begins with the file of the stage, which all that follows reads',
  (page) => {
    const [block = ''] = /^cp stages\/example\.ts[^`]*/m.exec(readFileSync(path.join(root, page), 'utf8')) ?? [];
    const commands = block.split('\n').flatMap((line) => /^(cp|npx cdk \w+|aws \w+)/.exec(line)?.[0] ?? []);
    expect(commands).toEqual(['cp', 'npx cdk bootstrap', 'aws secretsmanager', 'aws secretsmanager', 'npx cdk deploy']);
  },
);

it('the CDK is told which stage, without which it takes one that nobody can deploy', () => {
  const commands = commandsLike(/npx cdk (bootstrap|deploy|diff|destroy)/);
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => !/ -c stage=\S+/.test(command))).toEqual([]);
});

it('a secret is created in the region of the stage, which need not be that of the reader’s profile', () => {
  const commands = commandsLike(/aws secretsmanager create-secret/);
  expect(commands.length).toBeGreaterThan(1);
  expect(commands.filter((command) => !/ --region \S+/.test(command))).toEqual([]);
});

it('nobody is sent to a registry for the package, which has none: the tarball of this version is installed', () => {
  const installs = commandsLike(/npm (install|i|add) /).filter((command) => /\bamends\b/.test(command));
  expect(installs.length).toBeGreaterThan(3);
  // How a version is released names the next one, and the folder that it was packed in.
  const tarball = /^npm install \.(\.\/amends)?\/amends-(?<version>\d+\.\d+\.\d+)\.tgz( |$)/;
  expect(installs.filter((command) => !tarball.test(command))).toEqual([]);
  const fromBeside = installs.filter((command) => command.includes('../amends/'));
  expect(new Set(fromBeside.map((command) => tarball.exec(command)?.groups?.['version']))).toEqual(new Set([version]));
});

it('whoever deploys is told to install all that only deploying needs, and nothing else', () => {
  const installs = commandsLike(/npm install \.\.\/amends\/\S+\.tgz /).filter((command) => /\.tgz +\w/.test(command));
  expect(installs.length).toBeGreaterThan(1);
  for (const command of installs) {
    const [, packages = ''] = command.split('.tgz ');
    expect(packages.split(' ').sort()).toEqual(Object.keys(deployingPackages).sort());
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '../..');

/** What pages use without declaring it, because the reader has it. */
const globals = `
declare const sender: import('amends').ApologySender;
declare const apiKey: import('aws-cdk-lib/aws-secretsmanager').ISecret;
declare const readKey: import('aws-cdk-lib/aws-secretsmanager').ISecret;
declare const webhookSecret: import('aws-cdk-lib/aws-secretsmanager').ISecret;
declare const secret: import('aws-cdk-lib/aws-secretsmanager').ISecret;
declare const Secret: typeof import('aws-cdk-lib/aws-secretsmanager').Secret;
declare const provider: import('amends').RefundProvider;
declare const player: import('aws-cdk-lib/aws-iam').IRole;
declare const callCentre: import('aws-cdk-lib/aws-iam').IRole;
declare const customerCare: import('aws-cdk-lib/aws-iam').IRole;
declare const amends: import('amends').RefundAutomation;
declare const RefundAutomation: typeof import('amends').RefundAutomation;
declare const RefundProvider: typeof import('amends').RefundProvider;
declare const Partner: typeof import('amends').Partner;
declare const FailureType: typeof import('amends').FailureType;
declare const Delivery: typeof import('amends').Delivery;
declare const catalog: typeof import('amends/failures').catalog;
declare const videoPlaybackFailed: typeof import('amends/failures').videoPlaybackFailed;
declare const trainDelayed: typeof import('../../examples/train-delayed/train-delayed/train-delayed').trainDelayed;
declare const busName: string;
declare const publisher: import('amends/publisher').FailurePublisher;
declare const FailurePublisher: typeof import('amends/publisher').FailurePublisher;
declare const detail: import('../../lambdas/failures/video-playback-failed/contract').VideoPlaybackFailure;
declare function failuresOfTonight(): AsyncIterable<{ readonly type: 'VideoPlaybackFailed'; readonly detail: typeof detail }>;
declare function keepForLater(failures: readonly object[]): Promise<void>;
`;

interface Snippet {
  /** The page and the line where it begins. */
  readonly place: string;
  readonly file: string;
  readonly text: string;
}

/** The TypeScript blocks of a page. One that begins with the path of a file is a stage, or a file of the example. */
function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ 1: code = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    const named = /^\/\/ (?<folder>[\w/-]+\/)?[\w-]+\.ts\b/.exec(code)?.groups;
    const folder = folderOf(named);
    const name = `snippet-${path.basename(page, '.md').toLowerCase()}-${line}.ts`;
    return { place: `${page}:${line}`, file: path.join(root, folder, name), text: asModule(code) };
  });
}

function folderOf(named: Readonly<Record<string, string | undefined>> | undefined): string {
  if (!named) return 'test/docs';
  return named['folder'] === 'stages/' ? 'stages' : path.join('examples/train-delayed', named['folder'] ?? '');
}

/** What a reader would put into a construct or an async function is put into one here, line by line. */
function asModule(code: string): string {
  if (!/\b(this|await)\b/.test(code.replace(/\/\/.*/g, ''))) return `${code}\nexport {};`;
  const lines = code.split('\n');
  const imports = lines.map((line) => (line.startsWith('import ') ? line : '')).join(' ');
  const body = lines.map((line) => (line.startsWith('import ') ? '' : line)).join('\n');
  return `${imports} export async function snippet(this: import('aws-cdk-lib').Stack): Promise<void> {${body}\n}`;
}

/** The names that the package exports, by the sources behind them. */
function packagePaths(): Record<string, string[]> {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
  };
  return Object.fromEntries(
    Object.entries(manifest.exports).flatMap(([name, target]) =>
      typeof target === 'string'
        ? []
        : [[path.posix.join('amends', name), [target.types.replace('./dist/', './').replace('.d.ts', '.ts')]]],
    ),
  );
}

function problemsOf(snippets: readonly Snippet[]): Map<string, string[]> {
  const config = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...(config.config as { compilerOptions: object }).compilerOptions, types: ['node'], paths: packagePaths() },
    root,
  );
  const globalsFile = path.join(root, 'test/docs/snippet-globals.d.ts');
  const virtual = new Map([[globalsFile, globals], ...snippets.map(({ file, text }) => [file, text] as const)]);
  const host = ts.createCompilerHost({ ...options, pathsBasePath: root });
  const onDisk = { ...host };
  host.fileExists = (file) => virtual.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => virtual.get(file) ?? onDisk.readFile(file);
  host.getSourceFile = (file, version, ...others) => {
    const text = virtual.get(file);
    return text === undefined
      ? onDisk.getSourceFile(file, version, ...others)
      : ts.createSourceFile(file, text, version, true);
  };
  const program = ts.createProgram([...virtual.keys()], { ...options, pathsBasePath: root }, host);
  return new Map(
    [...virtual.keys()].map((file) => [
      file,
      ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start, file: where }) => {
        const line = where && start !== undefined ? where.getLineAndCharacterOfPosition(start).line + 1 : 0;
        return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    ]),
  );
}

const pages = [
  'README.md',
  ...['docs', 'docs/detectors'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.join(folder, name)),
  ),
];
const snippets = pages.flatMap(snippetsOf);
let problems: Map<string, string[]>;

beforeAll(() => {
  problems = problemsOf(snippets);
});

test('what the pages take for granted is there', () => {
  expect(problems.get(path.join(root, 'test/docs/snippet-globals.d.ts'))).toEqual([]);
});

test.each(snippets)('$place compiles', ({ file }) => {
  expect(problems.get(file)).toEqual([]);
});

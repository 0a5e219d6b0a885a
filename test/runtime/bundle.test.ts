import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunction, functionBundling } from '../../lib/function/function-code';

const root = path.join(__dirname, '../..');

/** The files whose code a function's bundle holds. */
function filesIn(entry: string): string[] {
  const { metafile } = buildSync({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    mainFields: functionBundling.mainFields,
    external: functionBundling.external,
    logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: used }) => Object.entries(used));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
}

/** The same by package. */
function packagesIn(entry: string): Set<string> {
  return new Set(filesIn(entry).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

it('the function that refunds contains no mail code, and the one that mails no payment code', () => {
  const remedies = packagesIn('lambdas/failures/video-playback-failed/handler.ts');
  const apologies = packagesIn('lambdas/functions/apologise.ts');
  expect(remedies).toContain('stripe');
  expect(apologies).toContain('nodemailer');
  expect([...remedies].filter((name) => ['nodemailer', '@aws-sdk/client-ses'].includes(name))).toEqual([]);
  // It may read one secret, that of links in its mails, and has nothing that asks a provider or a partner.
  expect(apologies).not.toContain('stripe');
  const ofPayments = filesIn('lambdas/functions/apologise.ts').filter((file) =>
    /lambdas\/fulfilment\/(?:stripe|http|eventbridge|pace)\//.test(file),
  );
  expect(ofPayments).toEqual([]);
});

it.each([
  ['apologise', false],
  ['messages/apologise', false],
  ['sent/apologise', true],
  ['sent/apologise-and-message', true],
])('the function %s has the client of the bucket in which mails are kept: %s', (name, has) => {
  expect(packagesIn(`lambdas/functions/${name}.ts`).has('@aws-sdk/client-s3')).toBe(has);
});

it('no function contains credential providers that Lambda never uses', () => {
  const ways = [...packagesIn('lambdas/functions/sweep.ts')].filter((name) =>
    /credential-provider|nested-clients/.test(name),
  );
  expect(ways.sort()).toEqual(['@aws-sdk/credential-provider-env', '@aws-sdk/credential-provider-node']);
});

describe('the files of a function', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'function-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The bundle of a program, loaded as Lambda's runtime loads it, and what its handler answers. */
  function answerOf(program: string): string {
    const [source, asset] = [path.join(folder, 'entry.ts'), mkdtempSync(path.join(folder, 'asset-'))];
    writeFileSync(source, program);
    bundleFunction(source, asset);
    const load = `import(${JSON.stringify(path.join(asset, 'index.mjs'))}).then(({ handler }) => handler()).then(console.log)`;
    return execFileSync(process.execPath, ['-e', load], { encoding: 'utf8' }).trim();
  }

  it('make Lambda wait until the function is ready for its first event', () => {
    const program = `
      let ready = 'not ready';
      const prepare = async () => { await new Promise((done) => setTimeout(done, 1)); ready = 'ready'; };
      export const handler = Object.assign(async () => ready, { prepare });`;
    expect(answerOf(program)).toBe('ready');
  });

  it('are also those of a handler that has nothing to prepare', () => {
    expect(answerOf('export const handler = async () => "answered";')).toBe('answered');
  });

  it('load no part of Node by `import`: that of node:http would bring a whole client for fetch along', () => {
    const { outputFiles } = buildSync({
      ...functionBundling,
      entryPoints: [path.join(root, 'lambdas/functions/email-events.ts')],
      write: false,
    });
    expect(outputFiles.map(({ text }) => /\bimport\(/.test(text))).toEqual([false]);
  });
});

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type BuildOptions } from 'esbuild';

/**
 * Credential providers for a developer's machine. On Lambda the credentials are in the environment, which comes first,
 * so none of these is ever loaded. They would be a sixth of the bundle, read at every cold start. If the environment
 * has no credentials after all, the runtime's own SDK brings these packages.
 */
const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** How every function is bundled. */
export const functionBundling = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // CommonJS starts faster than ESM on this runtime, and a bundled SDK starts faster than the runtime's.
  format: 'cjs',
  // An `import` of node:http in the SDK would make all its exports, and load the client behind `fetch` for it.
  supported: { 'dynamic-import': false },
  external: unusedCredentialProviders,
  // Most packages ship ES modules beside CommonJS; only those can be tree-shaken.
  mainFields: ['module', 'main'],
  // The stylesheets of the console are texts that its pages are served with.
  loader: { '.css': 'text' },
  minify: true,
  // No source map: the function would load one several times its own size at every cold start. Error classes spell
  // their names out, and the bundle of a commit can be built again, with a map, from its lockfile.
  sourcemap: false,
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * The code of a function, bundled by esbuild. CDK's own `NodejsFunction` runs the same esbuild by a shell and `npx`,
 * which takes longer than the bundling itself, and wants a lockfile above the folder of the synthesis.
 *
 * @param entry a file that exports `handler`: a TypeScript file below `lambdas/`, or an absolute path
 * @param files what lies beside it, by name
 * @throws {MissingEntryError} when there is no such file
 */
export function functionCode(entry: string, files: Readonly<Record<string, string>> = {}): Code {
  const file = entryFile(entry);
  if (!existsSync(file)) throw new MissingEntryError(file);
  return Code.fromAsset(dirname(file), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run: the local bundling either makes the bundle or throws.
      image: DockerImage.fromRegistry('none'),
      // CDK bundles once for equal settings, so the settings say which function it is, and what lies beside it.
      command: [file, ...Object.entries(files).flat()],
      local: {
        tryBundle(folder) {
          bundleFunction(file, folder);
          for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
          return true;
        },
      },
    },
  });
}

/** Writes the files of a function's asset. Its handler is `index.handler`. */
export function bundleFunction(file: string, folder: string, settings: BuildOptions = {}): void {
  buildSync({ ...functionBundling, ...settings, entryPoints: [file], outfile: join(folder, 'function.cjs') });
  writeFileSync(join(folder, 'index.mjs'), whatLambdaLoads);
}

/**
 * Lambda waits for an ES module with all that it awaits, and for nothing that CommonJS has begun. This is the only
 * place where anything is done at import: docs/decisions/0065.
 */
const whatLambdaLoads = `import { createRequire } from 'node:module';
export const { handler } = createRequire(import.meta.url)('./function.cjs');
await handler.prepare?.();
`;

/** A function should be bundled from a file that does not exist. */
export class MissingEntryError extends Error {
  override readonly name = 'MissingEntryError';
  constructor(readonly file: string) {
    super(`There is no ${file}. The entry of a function is the absolute path of a file that exports \`handler\`.`);
  }
}

const above = join(__dirname, '../..');

/**
 * Only the source tree has the functions in TypeScript. The package ships them as ES modules, which can be tree-shaken.
 */
const isSourceTree = existsSync(join(above, 'lambdas/functions/apologise.ts'));

/**
 * The function of the console. It alone has packages that whoever installs ours does not have, so the package ships it
 * with them in one file.
 */
export const consoleEntry = isSourceTree
  ? join(above, 'console/hosts/oidc/oidc-console-handler.ts')
  : join(above, 'console/console-function.js');

/** The function that writes the pages on which customers report, likewise. */
export const reportPagesEntry = isSourceTree
  ? join(above, 'customer/hosts/report-pages-handler.ts')
  : join(above, 'customer/report-pages-function.js');

/** The function that writes the page on which they say whether it was made right, likewise. */
export const feedbackPagesEntry = isSourceTree
  ? join(above, 'customer/hosts/feedback-pages-handler.ts')
  : join(above, 'customer/feedback-pages-function.js');

/** The function that tells pages of a shop what was given, likewise. */
export const feedPagesEntry = isSourceTree
  ? join(above, 'customer/hosts/feed-pages-handler.ts')
  : join(above, 'customer/feed-pages-function.js');

function entryFile(entry: string): string {
  if (isAbsolute(entry)) return entry;
  if (isSourceTree) return join(above, 'lambdas', entry);
  return join(above, 'esm/lambdas', entry.replace(/\.ts$/, '.js'));
}

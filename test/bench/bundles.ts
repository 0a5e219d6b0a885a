import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunction, functionBundling } from '../../lib/function/function-code';

/** Oldest that is measured: what runs there runs on the newer ones too. */
const target = 'node20';

/** @returns the file that the runtime loads, as it is deployed */
export function bundleOurs(entry: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  bundleFunction(entry, folder, { target });
  return join(folder, 'index.mjs');
}

/**
 * The other forms that our functions could have: the same code as CommonJS alone, which is made ready by its first
 * event, or for whose preparation nobody waits; and all of it as one ES module.
 */
export function bundleForms(entry: string, folder: string): Readonly<Record<string, string>> {
  const write = (form: string, file: string, loaded: string): string => {
    mkdirSync(join(folder, form));
    bundleFunction(entry, join(folder, form), { target });
    writeFileSync(join(folder, form, file), loaded);
    return join(folder, form, file);
  };
  const whole = join(folder, 'es-module', 'function.mjs');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  buildSync({
    ...functionBundling,
    target,
    format: 'esm',
    banner: { js: banner },
    entryPoints: [entry],
    outfile: whole,
  });
  const prepared = join(folder, 'es-module', 'index.mjs');
  writeFileSync(prepared, "import { handler } from './function.mjs';\nawait handler.prepare();\nexport { handler };\n");
  return {
    'CommonJS, nothing prepared': write('plain', 'index.js', "exports.handler = require('./function.cjs').handler;"),
    'CommonJS, preparing while the event comes': write(
      'begun',
      'index.js',
      "const { handler } = require('./function.cjs');\nvoid handler.prepare();\nexports.handler = handler;",
    ),
    'one ES module, prepared': prepared,
  };
}

/** As its users have it: with everything, and as small as that gets. */
export function bundlePeer(folder: string): string {
  const outfile = join(folder, 'index.js');
  mkdirSync(folder, { recursive: true });
  const { external: _leftOutByUs, supported: _usual, ...bundling } = functionBundling;
  buildSync({ ...bundling, target, entryPoints: [join(__dirname, 'peer-stack.ts')], outfile });
  return outfile;
}

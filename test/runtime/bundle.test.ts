import { buildSync } from 'esbuild';
import path from 'node:path';
import { functionBundling } from '../../lib/function/function-code';

const root = path.join(__dirname, '../..');

/** What a function's bundle holds, by package. */
function packagesIn(entry: string): Set<string> {
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
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return new Set(used.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

it('the function that refunds contains no mail code, and the one that mails no payment code', () => {
  const remedies = packagesIn('lambdas/failures/video-playback-failed/handler.ts');
  const apologies = packagesIn('lambdas/functions/apologise.ts');
  expect(remedies).toContain('stripe');
  expect(apologies).toContain('nodemailer');
  expect([...remedies].filter((name) => ['nodemailer', '@aws-sdk/client-ses'].includes(name))).toEqual([]);
  expect([...apologies].filter((name) => ['stripe', '@aws-sdk/client-secrets-manager'].includes(name))).toEqual([]);
});

it('no function contains credential providers that Lambda never uses', () => {
  const ways = [...packagesIn('lambdas/functions/sweep.ts')].filter((name) =>
    /credential-provider|nested-clients/.test(name),
  );
  expect(ways.sort()).toEqual(['@aws-sdk/credential-provider-env', '@aws-sdk/credential-provider-node']);
});

import { buildSync } from 'esbuild';
import path from 'node:path';

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
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: used }) => Object.entries(used));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return new Set(used.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

it('the function that refunds carries no mail, and the one that mails no payments', () => {
  const remedies = packagesIn('lambdas/failures/video-playback-failed/handler.ts');
  const apologies = packagesIn('lambdas/notify/handler.ts');
  expect(remedies).toContain('stripe');
  expect(apologies).toContain('nodemailer');
  expect([...remedies].filter((name) => ['nodemailer', '@aws-sdk/client-ses'].includes(name))).toEqual([]);
  expect(
    [...apologies].filter((name) =>
      ['stripe', '@aws-sdk/client-secrets-manager', '@aws-sdk/client-eventbridge'].includes(name),
    ),
  ).toEqual([]);
});

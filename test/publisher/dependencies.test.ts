import path from 'node:path';
import { build } from 'esbuild';

it('adds nothing to a product team’s program but contracts, the model and the EventBridge client', async () => {
  const { metafile } = await build({
    entryPoints: [path.join(__dirname, '../../publisher/index.ts')],
    absWorkingDir: path.join(__dirname, '../..'),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
  });
  const rooms = Object.keys(metafile.inputs).map((file) =>
    file
      .split('/')
      .slice(0, file.startsWith('lambdas') ? 2 : 1)
      .join('/'),
  );
  expect(rooms).toContain('lambdas/failures');
  // The policies of failure types use published schedules, which are data.
  const known = ['publisher', 'lambdas/failures', 'lambdas/model', 'lambdas/schedules'];
  expect(rooms.filter((room) => !known.includes(room))).toEqual([]);
  const packages = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const names = new Set(packages.map((each) => each.path).filter((name) => !name.startsWith('node:')));
  expect([...names].sort()).toEqual([
    '@aws-sdk/client-eventbridge',
    'currency-codes',
    'zod/mini',
    'zod/v4/locales/en.cjs',
  ]);
});

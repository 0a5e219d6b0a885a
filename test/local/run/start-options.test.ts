import { App } from 'aws-cdk-lib';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stageConfig } from '../../../lib/app/stage-config';
import { contextOf, startCommand, type StartOptions } from '../../../local/run/start-options';
import { flags } from '../../lib/synthesize';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'start-options-'));
  mkdirSync(path.join(folder, 'stages'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was wanted by who typed that behind `npm start --`. */
async function typed(...args: readonly string[]): Promise<StartOptions> {
  const wanted: StartOptions[] = [];
  const command = startCommand(async (options) => void wanted.push(options));
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([...args], { from: 'user' });
  const [options] = wanted;
  if (!options) throw new Error('nothing was started');
  return options;
}

/** The stage that the CDK app then is. */
function stageOf(options: StartOptions) {
  return stageConfig(new App({ context: { ...flags, ...contextOf(options) } }).node);
}

function stageFile(): string {
  const file = path.join(folder, 'stages', 'prod.ts');
  const described = {
    stage: 'prod',
    sender: 'care@films.test',
    senderName: 'Films Ltd',
    replyTo: 'help@films.test',
    signatory: 'Zoe Park',
    firstMode: 'shadow',
    limits: { perRemedy: { GBP: 900 } },
    policies: { VideoPlaybackFailed: { minStalledSeconds: 60 } },
  };
  writeFileSync(file, `export default ${JSON.stringify(described)};`);
  return file;
}

it('--stage FILE runs that stage, with its own limits and policies', async () => {
  const config = stageOf(await typed('--stage', stageFile()));
  expect(config).toMatchObject({
    stage: 'prod',
    limits: { perRemedy: { GBP: 900 } },
    policies: { VideoPlaybackFailed: { minStalledSeconds: 60 } },
  });
});

it('--phone has everything that the local stage has, gestures too, and calls beside it', async () => {
  const [usual, phoned] = [stageOf(await typed()), stageOf(await typed('--phone'))];
  expect(phoned).toEqual({ ...usual, callbacks: 'connect', connect: expect.anything() as unknown });
  expect(phoned.gestures).toEqual(true);
});

it('it gives here also where the stage begins in shadow, for nobody is paid on this machine', async () => {
  expect(stageOf(await typed('--stage', stageFile()))).toMatchObject({ firstMode: 'auto' });
  const asDeployed = await typed('--stage', stageFile(), '-c', 'firstMode=shadow');
  expect(stageOf(asDeployed)).toMatchObject({ firstMode: 'shadow' });
});

it('-c changes single settings of it, and of the local stage, and keeps what follows the first =', async () => {
  const limits = '{"perRemedy":{"GBP":100}}';
  const options = await typed(
    '--stage',
    stageFile(),
    '-c',
    `limits=${limits}`,
    '-c',
    'runbooks=https://wiki.test/?a=b',
  );
  expect(stageOf(options)).toMatchObject({
    stage: 'prod',
    limits: { perRemedy: { GBP: 100 } },
    runbooks: 'https://wiki.test/?a=b',
  });
  expect(stageOf(await typed('-c', 'queued=Apologies'))).toMatchObject({ stage: 'local', queued: ['Apologies'] });
});

it.each([
  ['a stage and an assembly that was synthesized before', ['--stage', 'prod', '--app', 'cdk.out']],
  ['a value without a name', ['-c', '=1']],
  ['a name without a value', ['-c', 'sender']],
  ['a port that is no number', ['--port', 'abc']],
])('%s is refused', async (_, args) => {
  await expect(typed(...args)).rejects.toThrow();
});

it('a file that is not there is named', async () => {
  const options = await typed('--stage', path.join(folder, 'stages', 'nowhere.ts'));
  expect(() => stageOf(options)).toThrow(/nowhere\.ts/);
});

import { existsSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SynthesisError, synthesize } from '../../../local/system/synthesize';
import { removeTemporaryFolders, temporaryFolder } from '../small-app';

const { TMPDIR } = process.env;

afterEach(() => {
  if (TMPDIR === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
  else process.env['TMPDIR'] = TMPDIR;
});
afterAll(removeTemporaryFolders);

const cdkLib = JSON.stringify(require.resolve('aws-cdk-lib'));

/** A folder with a CDK app that is written in one line. */
function appFolder(source: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'app.js'), `const { App, Stack } = require(${cdkLib}); ${source}`);
  writeFileSync(
    join(folder, 'cdk.json'),
    JSON.stringify({ app: 'node app.js', notices: false, versionReporting: false }),
  );
  return folder;
}

describe('synthesizing', () => {
  it('gives a folder with the assembly, made with the context, and removes it again', async () => {
    const app = appFolder(
      'const app = new App(); new Stack(app, `Only-${app.node.tryGetContext("stage")}`); app.synth();',
    );
    const assembly = await synthesize({ appFolder: app, context: { stage: 'trial' } });
    expect(existsSync(join(assembly.folder, 'Only-trial.template.json'))).toBe(true);
    await assembly.stop();
    expect(existsSync(assembly.folder)).toBe(false);
  });

  it('repeats the output of the CDK CLI when it fails, and leaves no folder', async () => {
    const temporary = temporaryFolder();
    process.env['TMPDIR'] = temporary;
    const synthesizing = synthesize({ appFolder: appFolder('throw new Error("the stage needs a sender");') });
    await expect(synthesizing).rejects.toThrow(SynthesisError);
    await expect(synthesizing).rejects.toThrow('the stage needs a sender');
    await expect(synthesizing).rejects.not.toThrow('Subprocess exited');
    expect(await readdir(temporary)).toEqual([]);
  });

  it('ends at once when the signal is aborted', async () => {
    const controller = new AbortController();
    const synthesizing = synthesize({
      appFolder: appFolder('setTimeout(() => {}, 60_000);'),
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 300);
    await expect(synthesizing).rejects.toThrow(SynthesisError);
  });
});

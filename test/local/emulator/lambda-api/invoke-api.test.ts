import { type InvocationType, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

const worker = `
  exports.handler = async (event) => {
    if (event.fails) throw new TypeError('as asked');
    return { twice: event.n * 2 };
  };`;

/** Speaks of where it would invoke others. */
const place = `exports.handler = async () => ({ lambda: process.env.AWS_ENDPOINT_URL_LAMBDA, url: process.env.WORKER_URL });`;

describe('invoking functions', () => {
  let system: LocalSystem;
  let client: LambdaClient;
  const seen: SystemEvent[] = [];

  beforeAll(async () => {
    const func = (name: string, Variables = {}) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code(name), Environment: { Variables } },
    });
    const Resources = {
      Worker: func('worker'),
      WorkerUrl: {
        Type: 'AWS::Lambda::Url',
        Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
      },
      Place: func('place', { WORKER_URL: { 'Fn::GetAtt': ['WorkerUrl', 'FunctionUrl'] } }),
    };
    const assembly = writeAssembly({ stacks: { Only: { Resources } }, functions: { worker, place } });
    system = await startLocalSystem({ assembly, basePort: 0, retryWaitsMs: [5, 5] });
    system.on((event) => seen.push(event));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new LambdaClient({ endpoint: system.endpoints.lambda, region: 'eu-west-1', credentials, maxAttempts: 1 });
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    client.destroy();
    await system.stop();
    removeTemporaryFolders();
  });

  const invoke = async (FunctionName: string, payload: unknown, type: InvocationType = 'RequestResponse') => {
    const Payload = JSON.stringify(payload);
    const answer = await client.send(new InvokeCommand({ FunctionName, Payload, InvocationType: type }));
    const text = answer.Payload?.transformToString() ?? '';
    return { ...answer, value: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

  it.each(['Worker', 'arn:aws:lambda:eu-west-1:000000000000:function:Worker', 'function:Worker:$LATEST'])(
    'hands back what the function returns: %s',
    async (name) => {
      const { StatusCode, ExecutedVersion, FunctionError, value } = await invoke(name, { n: 21 });
      expect({ StatusCode, ExecutedVersion, FunctionError, value }).toEqual({
        StatusCode: 200,
        ExecutedVersion: '$LATEST',
        FunctionError: undefined,
        value: { twice: 42 },
      });
    },
  );

  it('hands back the error of a function that fails, which is not tried again', async () => {
    const { StatusCode, FunctionError, value } = await invoke('Worker', { fails: true });
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(value).toMatchObject({ errorType: 'TypeError', errorMessage: 'as asked', trace: expect.any(Array) });
    expect(seen.filter(({ kind }) => kind === 'invocation-ended')).toHaveLength(1);
  });

  it('takes events at once and works on them afterwards, more than once where they fail', async () => {
    const { StatusCode, value } = await invoke('Worker', { fails: true }, 'Event');
    expect({ StatusCode, value }).toEqual({ StatusCode: 202, value: undefined });
    await system.idle();
    expect(seen.filter(({ kind }) => kind === 'invocation-ended')).toHaveLength(3);
  });

  it('only checks whether it could, for a dry run', async () => {
    expect(await invoke('Worker', {}, 'DryRun')).toMatchObject({ StatusCode: 204 });
    expect(seen).toEqual([]);
  });

  it('refuses unknown functions, versions and payloads that are not JSON', async () => {
    await expect(invoke('Nobody', {})).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:Nobody',
    });
    await expect(invoke('Worker:7', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const bad = client.send(new InvokeCommand({ FunctionName: 'Worker', Payload: '{' }));
    await expect(bad).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });

  it('is where functions and other clients look for it', async () => {
    const { value } = await invoke('Place', {});
    expect(value).toEqual({ lambda: system.endpoints.lambda, url: system.endpoints.functionUrls['Worker'] });
    expect(system.endpoints.environment).toMatchObject({ AWS_ENDPOINT_URL_LAMBDA: system.endpoints.lambda });
  });
});

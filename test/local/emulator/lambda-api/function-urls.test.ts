import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SystemEvent } from '../../../../local/system/system-event';
import { startLocalSystem, type LocalSystem } from '../../../../local/system/local-system';
import { code, removeTemporaryFolders, writeAssembly } from '../../small-app';

/** Answers as the body of the request asks, or with the event itself. */
const echo = `
  exports.handler = async (event) => {
    const asked = event.body && !event.isBase64Encoded && event.body.startsWith('{') ? JSON.parse(event.body) : {};
    if (asked.fails) throw new Error('as asked');
    return 'answer' in asked ? asked.answer : event;
  };`;

const func = (Variables: Record<string, unknown> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', Code: code('echo'), Environment: { Variables } },
});

const url = (id: string, AuthType: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Url',
  Properties: { AuthType, TargetFunctionArn: { 'Fn::GetAtt': [id, 'Arn'] }, ...more },
});

const mayAll = (FunctionName: unknown, Action: string, more: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName, Action, Principal: '*', ...more },
});

describe('the URL of a function', () => {
  let system: LocalSystem;
  const seen: SystemEvent[] = [];

  beforeAll(async () => {
    const openUrl = { FunctionUrlAuthType: 'NONE' };
    const Resources = {
      Open: func(),
      OpenUrl: url('Open', 'NONE'),
      OpenMay: mayAll({ Ref: 'Open' }, 'lambda:InvokeFunctionUrl', openUrl),
      OpenMayToo: mayAll({ Ref: 'Open' }, 'lambda:InvokeFunction', { InvokedViaFunctionUrl: true }),
      Half: func(),
      HalfUrl: url('Half', 'NONE'),
      HalfMay: mayAll({ 'Fn::GetAtt': ['HalfUrl', 'FunctionArn'] }, 'lambda:InvokeFunctionUrl', openUrl),
      Browsed: func(),
      BrowsedUrl: url('Browsed', 'NONE', {
        Cors: {
          AllowOrigins: ['https://films.example.com'],
          AllowMethods: ['POST'],
          AllowHeaders: ['content-type'],
          MaxAge: 3_600,
        },
      }),
      BrowsedMay: mayAll({ Ref: 'Browsed' }, 'lambda:InvokeFunctionUrl', openUrl),
      BrowsedMayToo: mayAll({ Ref: 'Browsed' }, 'lambda:InvokeFunction', { InvokedViaFunctionUrl: true }),
      Signed: func(),
      SignedUrl: url('Signed', 'AWS_IAM'),
    };
    const assembly = writeAssembly({ stacks: { Only: { Resources } }, functions: { echo } });
    system = await startLocalSystem({ assembly, basePort: 0 });
    system.on((event) => seen.push(event));
  });
  beforeEach(() => seen.splice(0));
  afterAll(async () => {
    await system.stop();
    removeTemporaryFolders();
  });

  const at = (name: string, path = ''): string => `${system.endpoints.functionUrls[name] ?? ''}${path}`;
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(at('Open'), { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

  it('is known for each function that has one', () => {
    expect(Object.keys(system.endpoints.functionUrls).sort()).toEqual(['Browsed', 'Half', 'Open', 'Signed']);
  });

  it('hands over the request in the format of version 2.0', async () => {
    const response = await fetch(at('Open', 'stripe/hook?a=1&a=2&b=x%20y'), {
      headers: { 'X-Many': 'one', Cookie: 'k=v; l=w', 'User-Agent': 'tests' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/stripe/hook',
      rawQueryString: 'a=1&a=2&b=x%20y',
      queryStringParameters: { a: '1,2', b: 'x y' },
      cookies: ['k=v', 'l=w'],
      headers: { 'x-many': 'one', 'user-agent': 'tests' },
      requestContext: {
        accountId: 'anonymous',
        http: { method: 'GET', path: '/stripe/hook', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tests' },
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      isBase64Encoded: false,
    });
    expect(seen.find(({ kind }) => kind === 'function-url-answered')).toMatchObject({
      functionName: 'Open',
      method: 'GET',
      path: '/stripe/hook',
      status: 200,
    });
  });

  const preflight = (name: string, origin: string): Promise<Response> =>
    fetch(at(name), {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    });

  const corsOf = ({ headers }: Response): string[] =>
    [...headers].flatMap(([name, value]) => (name.startsWith('access-control-') ? `${name}: ${value}` : [])).sort();

  it('tells browsers itself which pages may send what, without the function', async () => {
    expect(corsOf(await preflight('Browsed', 'https://films.example.com'))).toEqual([
      'access-control-allow-headers: content-type',
      'access-control-allow-methods: POST',
      'access-control-allow-origin: https://films.example.com',
      'access-control-max-age: 3600',
    ]);
    expect(corsOf(await preflight('Browsed', 'https://films.example.com.evil.example'))).toEqual([]);
    expect(seen.filter(({ kind }) => kind !== 'function-url-answered')).toEqual([]);
  });

  it('lets a page of an allowed origin read the answer, and no other page', async () => {
    const from = (origin: string) => fetch(at('Browsed'), { method: 'POST', body: '{}', headers: { Origin: origin } });
    const allowed = await from('https://films.example.com');
    expect([allowed.status, corsOf(allowed)]).toEqual([
      200,
      ['access-control-allow-origin: https://films.example.com'],
    ]);
    expect(allowed.headers.get('vary')).toBe('Origin');
    const other = await from('https://elsewhere.example.com');
    // Lambda would run the function and leave the answer unread; this machine keeps foreign pages out of all ports.
    expect([other.status, corsOf(other)]).toEqual([403, []]);
  });

  it('says nothing to browsers where the template says nothing of them', async () => {
    expect(corsOf(await preflight('Open', 'https://films.example.com'))).toEqual([]);
  });

  it('hands over a text byte for byte, so that a signature over it holds', async () => {
    const body = '{ "id" : "evt_1",\n\t"name":"Zo\u00eb \\u00e9 \ud83d\ude00" }\r\n';
    expect(await (await post(body)).json()).toMatchObject({ body, isBase64Encoded: false });
  });

  it.each([
    ['application/octet-stream', Buffer.from([0, 255, 128])],
    ['application/json', Buffer.from([0x7b, 0xff, 0x7d])],
    ['application/x-www-form-urlencoded', Buffer.from('a=1')],
  ])('passes on in base64 what is not text, such as %s', async (type, body) => {
    const event = await (await post(new Uint8Array(body), { 'Content-Type': type })).json();
    expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  const answering = async (answer: unknown) => {
    const response = await post(JSON.stringify({ answer }));
    const { status, headers } = response;
    return { status, type: headers.get('content-type'), cookies: headers.getSetCookie(), body: await response.text() };
  };

  it('answers as the function says', async () => {
    const answer = {
      statusCode: 202,
      headers: { 'Content-Type': 'text/plain' },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('later').toString('base64'),
      isBase64Encoded: true,
    };
    expect(await answering(answer)).toEqual({
      status: 202,
      type: 'text/plain',
      cookies: ['a=1', 'b=2'],
      body: 'later',
    });
    expect(await answering({ statusCode: 204 })).toMatchObject({ status: 204, body: '' });
  });

  it.each([
    ['an object', { ok: true }, '{"ok":true}'],
    ['a text', 'ok', 'ok'],
    ['nothing', null, 'null'],
  ])('takes %s without a status code for the body of a success', async (_, answer, body) => {
    expect(await answering(answer)).toMatchObject({ status: 200, type: 'application/json', body });
  });

  it('returns 502 where the function fails, or returns an invalid response', async () => {
    const failing = await post('{"fails":true}');
    expect([failing.status, await failing.text()]).toEqual([502, 'Internal Server Error']);
    expect(await answering({ statusCode: 'many' })).toMatchObject({ status: 502 });
  });

  it('is closed to all where the template gives all but one of both permissions', async () => {
    const response = await fetch(at('Half'));
    expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }]);
    expect(seen).toMatchObject([{ kind: 'function-url-answered', refused: expect.stringContaining('permit') }]);
  });

  it('is not there for functions that have none', async () => {
    expect((await fetch(at('Open').replace('Open', 'Other'))).status).toBe(404);
  });

  interface Signing {
    readonly accessKeyId?: string;
    readonly secretAccessKey?: string;
    readonly service?: string;
    readonly region?: string;
    readonly signingDate?: Date;
    readonly sentBody?: string;
    readonly path?: string;
  }

  const signedPost = async (signing: Signing = {}): Promise<Response> => {
    const { accessKeyId = 'ada', secretAccessKey = 'local', service = 'lambda', region = 'eu-west-1' } = signing;
    const { path = 'holds/rm_1/approve?why=fair%20enough&n=1', signingDate } = signing;
    const target = new URL(at('Signed', path));
    const credentials = { accessKeyId, secretAccessKey };
    const body = '{"note":"yes"}';
    const signed = await new SignatureV4({ credentials, region, service, sha256: Sha256 }).sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: target.hostname,
        port: Number(target.port),
        path: target.pathname,
        query: Object.fromEntries(target.searchParams),
        headers: { host: target.host, 'content-type': 'application/json' },
        body,
      },
      signingDate ? { signingDate } : {},
    );
    const { host: _, ...headers } = signed.headers;
    return fetch(target, { method: 'POST', headers, body: signing.sentBody ?? body });
  };

  it('knows who signed the request: the access key id is the name', async () => {
    const response = await signedPost();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      rawPath: '/holds/rm_1/approve',
      body: '{"note":"yes"}',
      requestContext: {
        accountId: '000000000000',
        authorizer: {
          iam: {
            accessKey: 'ada',
            accountId: '000000000000',
            userArn: 'arn:aws:iam::000000000000:user/ada',
            userId: 'ada',
          },
        },
      },
    });
    expect(seen.find(({ kind }) => kind === 'function-url-answered')).toMatchObject({ caller: 'ada', status: 200 });
  });

  it('understands signed paths with signs that are written in another way', async () => {
    expect((await signedPost({ path: 'holds/rm%201%2Fa' })).status).toBe(200);
  });

  it.each<[string, Signing]>([
    ['with another secret', { secretAccessKey: 'guessed' }],
    ['for another service', { service: 'execute-api' }],
    ['for another region', { region: 'us-east-1' }],
    ['long ago', { signingDate: new Date(Date.now() - 10 * 60_000) }],
    ['with another body', { sentBody: '{"note":"no"}' }],
  ])('refuses a request that was signed %s', async (_, signing) => {
    const response = await signedPost(signing);
    expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }]);
  });

  it('refuses a request without a signature, and one whose caller was exchanged', async () => {
    expect((await fetch(at('Signed'))).status).toBe(403);
    const forged = {
      Authorization:
        'AWS4-HMAC-SHA256 Credential=ada/20261121/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=0',
    };
    expect((await fetch(at('Signed'), { headers: forged })).status).toBe(403);
  });
});

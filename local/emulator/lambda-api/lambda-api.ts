import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { unguarded, type Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { nowMs } from '../server/clock';
import { urlPrefix } from '../functions/function-environment';
import { traceHeader } from '../events/trace';
import type { LambdaService } from '../functions/lambda-service';
import type { Emit } from '../events/emulator-event';
import { loopback, serve, type LoopbackServer } from '../server/loopback-server';
import type { SystemTemplate } from '../template/template';
import { isOpenToAll, type FunctionUrl } from '../template/function-urls';
import { jsonResponse, type HttpResponse } from './response';
import { allows, isPreflight, preflightAnswer, withCors } from './cors';
import { answerInvoke, invokedFunction, type FunctionsElsewhere } from './invoke-api';
import { callerOf, type SignedRequest } from './url-caller';
import { urlEvent } from './url-event';
import { urlResponse } from './url-response';

export interface LambdaApiContext {
  readonly template: SystemTemplate;
  readonly functions: Pick<LambdaService, 'invoke' | 'invokeAsync'>;
  readonly emit: Emit;
  /** Functions of the account that the template does not create. @default - there are none */
  readonly elsewhere?: FunctionsElsewhere | undefined;
  /** @default - everybody may invoke */
  readonly guard?: Guard | undefined;
}

/**
 * Lambda over HTTP: the Invoke API, and below `/url/<function>/` the function URLs. In AWS each function URL has a host
 * of its own, which this machine would not resolve.
 */
export function startLambdaApi(port: number, context: LambdaApiContext): Promise<LoopbackServer> {
  const listener: RequestListener = (request, response) => {
    void answer(request, context)
      .then((answered) => send(response, answered))
      .catch((error: unknown) => send(response, jsonResponse(500, { Message: String(error) })));
  };
  const { functionUrls } = context.template;
  return serve(port, (context.guard ?? unguarded)('lambda', listener), ({ url = '/', headers: { origin = '' } }) => {
    const [path = '/'] = splitQuery(url);
    return functionUrls.some(
      ({ functionName, cors }) => cors && path.startsWith(`${urlPrefix}${functionName}/`) && allows(cors, origin),
    );
  });
}

async function answer(request: IncomingMessage, context: LambdaApiContext): Promise<HttpResponse> {
  const body = await bodyOf(request);
  const [path = '/', rawQuery = ''] = splitQuery(request.url ?? '/');
  const invoked = invokedFunction(request.method, path);
  if (invoked !== undefined) return answerInvoke(invoked, request, body, context);
  const [, name, rest = ''] = path.startsWith(urlPrefix)
    ? (/^([^/]+)(\/.*)?$/.exec(path.slice(urlPrefix.length)) ?? [])
    : [];
  const url = context.template.functionUrls.find(({ functionName }) => functionName === name);
  if (!url) return notFound(path, context.template);
  const signed: SignedRequest = {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(rawQuery),
    headers: joinedHeaders(request),
    body,
  };
  const { answered, ...facts } = await answerUrl(url, signed, rest || '/', rawQuery, context);
  const { method } = signed;
  const { functionName } = url;
  context.emit({
    kind: 'function-url-answered',
    functionName,
    method,
    path: rest || '/',
    status: answered.status,
    ...facts,
  });
  return answered;
}

interface UrlAnswer {
  readonly answered: HttpResponse;
  readonly caller?: string;
  readonly refused?: string;
}

const forbidden = jsonResponse(403, { Message: 'Forbidden' });

/** Browsers that ask first are answered by Lambda itself. */
async function answerUrl(
  url: FunctionUrl,
  request: SignedRequest,
  rawPath: string,
  rawQuery: string,
  context: LambdaApiContext,
): Promise<UrlAnswer> {
  const { cors } = url;
  if (!cors) return runUrl(url, request, rawPath, rawQuery, context);
  if (isPreflight(request)) return { answered: preflightAnswer(cors, request) };
  const answer = await runUrl(url, request, rawPath, rawQuery, context);
  return { ...answer, answered: withCors(answer.answered, cors, request) };
}

async function runUrl(
  { functionName, authType }: FunctionUrl,
  request: SignedRequest,
  rawPath: string,
  rawQuery: string,
  { template, functions }: LambdaApiContext,
): Promise<UrlAnswer> {
  const { account, region, permissions } = template;
  const atMs = nowMs();
  const facts = { functionName, account, sourceIp: loopback, atMs };
  const trace = request.headers[traceHeader];
  const run = async (accessKeyId: string | undefined): Promise<HttpResponse> => {
    const event = urlEvent(request, rawPath, rawQuery, { ...facts, accessKeyId });
    return urlResponse(await functions.invoke(functionName, JSON.stringify(event), trace));
  };
  if (authType === 'NONE') {
    if (isOpenToAll(permissions, functionName)) return { answered: await run(undefined) };
    return {
      answered: forbidden,
      refused: 'the template does not permit all callers both to use the URL and to invoke the function through it',
    };
  }
  const caller = await callerOf(request, region, atMs);
  if (!caller.known) return { answered: forbidden, refused: caller.why };
  return { answered: await run(caller.accessKeyId), caller: caller.accessKeyId };
}

function notFound(path: string, { functionUrls }: SystemTemplate): HttpResponse {
  const known = functionUrls.map(({ functionName }) => `${urlPrefix}${functionName}/`).join(', ') || 'none';
  return jsonResponse(404, { Message: `There is nothing at ${path}. Functions with a URL: ${known}.` });
}

/** Headers of one name are joined by commas, but cookies. */
function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const joined = Object.entries(request.headersDistinct).map(
    ([name, values = []]) => [name, values.join(name === 'cookie' ? '; ' : ',')] as const,
  );
  return Object.fromEntries(joined);
}

function splitQuery(url: string): string[] {
  const index = url.indexOf('?');
  return index < 0 ? [url] : [url.slice(0, index), url.slice(index + 1)];
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const bare = status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(bare ? {} : { 'Content-Length': Buffer.byteLength(body) }) });
  response.end(bare ? undefined : body);
}

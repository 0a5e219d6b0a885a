import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { unguarded, type Guard } from '../iam/guard';
import { bodyOf } from '../server/aws-json';
import { serve, type LoopbackServer } from '../server/loopback-server';
import { ConnectError } from './connect-error';
import type { ConnectInstance } from './connect-instance';

/** What the API does with the next requests. `lost`: it does what it is asked, and hangs up. */
export type ConnectWeather = 'fine' | 'lost' | 'busy' | 'broken';

export interface ConnectApi extends LoopbackServer {
  weather: ConnectWeather;
}

/** Serves the API of an instance, as far as it is asked here. */
export async function startConnectApi(instance: ConnectInstance, guard: Guard = unguarded): Promise<ConnectApi> {
  const listener: RequestListener = (request, response) => void answer(api, instance, request, response);
  const server = await serve(0, guard('connect', listener));
  const api: ConnectApi = { ...server, weather: 'fine' };
  return api;
}

async function answer(
  { weather }: ConnectApi,
  instance: ConnectInstance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = (await bodyOf(request)).toString('utf8');
  if (weather === 'broken') return void response.writeHead(502).end('<html>');
  const { status, result, type } = resultOf(weather, instance, request, body);
  if (weather === 'lost') return void response.destroy();
  const headers = { 'content-type': 'application/json', ...(type !== undefined && { 'x-amzn-errortype': type }) };
  response.writeHead(status, headers).end(JSON.stringify(result));
}

interface Result {
  readonly status: number;
  readonly result: object;
  readonly type?: string;
}

function resultOf(weather: ConnectWeather, instance: ConnectInstance, request: IncomingMessage, body: string): Result {
  try {
    if (!/Credential=[^/]+\/\d{8}\/[\w-]+\/connect\/aws4_request/.test(request.headers.authorization ?? '')) {
      return { status: 403, result: { message: 'the request is not signed' }, type: 'MissingAuthenticationToken' };
    }
    if (weather === 'busy') throw new ConnectError('ThrottlingException', 'too many requests');
    return { status: 200, result: operate(instance, request, body) };
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    return { status: error.status, result: { Message: error.message }, type: error.type };
  }
}

function operate(instance: ConnectInstance, { method, url = '/' }: IncomingMessage, body: string): object {
  const path = url.split('?')[0] ?? '/';
  const input = (): unknown => JSON.parse(body);
  const [, ofMetrics] = /^\/metrics\/current\/([^/]+)$/.exec(path) ?? [];
  const [, ofContact, contactId] = /^\/contact\/attributes\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const known = `${method ?? ''} ${path}`;
  if (known === 'PUT /contact/task') return instance.startTask(input());
  if (known === 'PUT /contact/outbound-voice') return instance.startCall(input());
  if (known === 'POST /contact/stop') return instance.stop(input());
  if (method === 'POST' && ofMetrics !== undefined) return instance.metrics(decodeURIComponent(ofMetrics), input());
  if (method === 'GET' && ofContact !== undefined && contactId !== undefined) {
    return instance.attributesOf(decodeURIComponent(ofContact), decodeURIComponent(contactId));
  }
  throw new ConnectError('InvalidRequestException', `the local system does not know ${known}`);
}

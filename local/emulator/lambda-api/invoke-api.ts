import type { IncomingMessage } from 'node:http';
import { traceHeader } from '../events/trace';
import type { LambdaService } from '../functions/lambda-service';
import type { SystemTemplate } from '../template/template';
import { jsonResponse, type HttpResponse } from './response';

/** Functions of somebody else's in the same account. */
export interface FunctionsElsewhere {
  /** Undefined where there is none of that name. */
  answerInvoked(functionName: string, payload: string): object | undefined;
}

export interface InvokeContext {
  readonly elsewhere?: FunctionsElsewhere | undefined;
  readonly template: Pick<SystemTemplate, 'functions' | 'account' | 'region'>;
  readonly functions: Pick<LambdaService, 'invoke' | 'invokeAsync'>;
}

const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Whether a request asks to invoke a function, and which one: its name, its ARN, or a part of that. */
export function invokedFunction(method: string | undefined, path: string): string | undefined {
  const [, asked] = (method === 'POST' ? invokePath.exec(path) : undefined) ?? [];
  return asked === undefined ? undefined : decodeURIComponent(asked);
}

/** Lambda's Invoke: synchronous, asynchronous, or a dry run. */
export async function answerInvoke(
  asked: string,
  { headers }: Pick<IncomingMessage, 'headers'>,
  body: Buffer,
  { template, functions, elsewhere }: InvokeContext,
): Promise<HttpResponse> {
  const name = (asked.split('function:').at(-1) ?? asked).replace(/:\$LATEST$/, '');
  if (!template.functions.some((definition) => definition.name === name)) {
    const answered = elsewhere?.answerInvoked(name, body.toString('utf8'));
    if (answered) return jsonResponse(200, answered, { 'X-Amz-Executed-Version': '$LATEST' });
    const arn = `arn:aws:lambda:${template.region}:${template.account}:function:${name}`;
    return refusal(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
  }
  const payload = body.length === 0 ? '{}' : body.toString('utf8');
  if (!isJson(payload)) {
    return refusal(400, 'InvalidRequestContentException', 'Could not parse request body into json.');
  }
  const cause = headers[traceHeader];
  const trace = typeof cause === 'string' ? cause : undefined;
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  switch (type) {
    case 'DryRun':
      return { status: 204, headers: {}, body: '' };
    case 'Event':
      functions.invokeAsync(name, payload, trace);
      return { status: 202, headers: {}, body: '' };
    case 'RequestResponse': {
      const result = await functions.invoke(name, payload, trace);
      const executed = { 'X-Amz-Executed-Version': '$LATEST' };
      if (result.outcome === 'succeeded') return jsonResponse(200, result.value, executed);
      return jsonResponse(200, result.error, { ...executed, 'X-Amz-Function-Error': 'Unhandled' });
    }
    default:
      return refusal(400, 'InvalidParameterValueException', `There is no invocation type ${String(type)}.`);
  }
}

function refusal(status: number, code: string, message: string): HttpResponse {
  return jsonResponse(status, { Type: 'User', Message: message }, { 'X-Amzn-ErrorType': code });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

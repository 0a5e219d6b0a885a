import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** An error in the format of AWS services. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The request of an operation, besides its input. */
export interface AwsRequest {
  readonly headers: IncomingMessage['headers'];
}

type Operation = (input: unknown, request: AwsRequest) => unknown;

/** Serves operations of a service in AWS JSON 1.1: `operations` by the value of the `X-Amz-Target` header. */
export function awsJson(operations: Readonly<Record<string, Operation>>): RequestListener {
  return (request, response) => {
    void answer(request, operations)
      .then((output) => send(response, 200, output))
      .catch((error: unknown) => sendError(response, error));
  };
}

async function answer(request: IncomingMessage, operations: Readonly<Record<string, Operation>>): Promise<unknown> {
  const target = String(request.headers['x-amz-target'] ?? '');
  const operation = operations[target];
  const body = await bodyOf(request);
  if (!operation) {
    const known = Object.keys(operations).join(', ');
    throw new AwsError(
      'UnknownOperationException',
      `The local system does not know ${target || 'this request'}, only ${known}.`,
    );
  }
  return operation(parse(body.toString('utf8')), { headers: request.headers });
}

const bodies = new WeakMap<IncomingMessage, Promise<Buffer>>();

/** The whole body of a request, also for whoever asks second. */
export function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = bodies.get(request) ?? readBody(request);
  bodies.set(request, body);
  return body;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON.');
  }
}

function send(response: ServerResponse, status: number, output: unknown): void {
  const body = JSON.stringify(output);
  response.writeHead(status, {
    'Content-Type': 'application/x-amz-json-1.1',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function sendError(response: ServerResponse, error: unknown): void {
  const { code, message, status } =
    error instanceof AwsError
      ? error
      : new AwsError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
  send(response, status, { __type: code, message });
}

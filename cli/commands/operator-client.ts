import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { CommandError, RefusedError } from './command-error';
import type { CliContext } from './cli-context';

export interface OperatorAddress {
  /** The URL of the operator API: output OperatorApiUrl of the stack. */
  readonly url: string;
  /** Its region, where the URL does not contain it. */
  readonly region?: string | undefined;
}

/** A little longer than the function may take. */
const timeoutMs = 35_000;

/** Calls the operator API, with each request signed with the operator's own AWS credentials. */
export class OperatorClient {
  private readonly base: URL;
  private readonly region: string;
  private readonly service: 'lambda' | 'execute-api';

  constructor(
    { url, region }: OperatorAddress,
    private readonly context: Pick<CliContext, 'credentials'>,
  ) {
    this.base = baseOf(url);
    this.region = regionOf(this.base, region);
    this.service = restApi.test(this.base.hostname) ? 'execute-api' : 'lambda';
  }

  /** @param segments of the path, each as it stands there */
  async get(segments: readonly string[], query: Record<string, string> = {}): Promise<unknown> {
    return this.ask('GET', segments, query, undefined);
  }

  async post(segments: readonly string[], body: object): Promise<unknown> {
    return this.ask('POST', segments, {}, JSON.stringify(body));
  }

  private async ask(
    method: string,
    segments: readonly string[],
    query: Record<string, string>,
    body: string | undefined,
  ): Promise<unknown> {
    const target = new URL(segments.join('/'), this.base);
    target.search = new URLSearchParams(query).toString();
    const headers = await this.signedHeaders(method, target, query, body);
    const response = await this.send(target, { method, headers, ...(body !== undefined && { body }) });
    const answer = await answerIn(response);
    if (response.status === 200) return answer;
    throw errorFor(response.status, answer);
  }

  private async signedHeaders(
    method: string,
    target: URL,
    query: Record<string, string>,
    body: string | undefined,
  ): Promise<Record<string, string>> {
    const { credentials } = this.context;
    const signer = new SignatureV4({ credentials, region: this.region, service: this.service, sha256: Sha256 });
    try {
      const { headers } = await signer.sign({
        method,
        protocol: target.protocol,
        hostname: target.hostname,
        path: target.pathname,
        query,
        headers: { host: target.host, ...(body !== undefined && { 'content-type': 'application/json' }) },
        body,
      });
      // fetch writes it from the address, and refuses another.
      const { host: _host, ...others } = headers;
      return others;
    } catch (cause) {
      throw new CommandError(`There are no AWS credentials to sign requests with: ${messageOf(cause)}`, { cause });
    }
  }

  private async send(target: URL, request: RequestInit): Promise<Response> {
    try {
      return await fetch(target, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : messageOf(cause);
      const doubt = request.method === 'POST' ? ' It may have been done all the same: look before you try again.' : '';
      throw new CommandError(`The operator API at ${target.origin} gave no answer: ${why}.${doubt}`, { cause });
    }
  }
}

function baseOf(url: string): URL {
  if (!URL.canParse(url)) throw new CommandError(`${url} is not a URL. Use output OperatorApiUrl of the stack.`);
  const base = new URL(url);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(base.hostname);
  if (base.protocol !== 'https:' && !isLoopback) {
    throw new CommandError(`${url} has to begin with https: the responses hold personal data.`);
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

const functionUrl = /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/;

/** A private REST API: where the stage names a VPC endpoint. */
const restApi = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/;

function regionOf({ hostname }: URL, given: string | undefined): string {
  const region = (functionUrl.exec(hostname) ?? restApi.exec(hostname))?.[1] ?? given;
  if (region) return region;
  throw new CommandError(
    'The URL does not contain the region of the operator API. Give it with --region or AWS_REGION.',
  );
}

async function answerIn(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function errorFor(status: number, answer: unknown): Error {
  const why = textIn(answer, 'why') ?? textIn(answer, 'Message') ?? `it answers with ${status}`;
  if (status === 400 || status === 404 || status === 409) {
    return new RefusedError([`Refused: ${why}.`, ...problemsIn(answer).map((problem) => `  ${problem}`)].join('\n'));
  }
  if (status === 403) {
    const advice = 'Sign in with a role that may call it (grantOperate), and check region and clock.';
    return new CommandError(`The operator API does not accept these credentials (${why}). ${advice}`);
  }
  return new CommandError(`The operator API failed: ${why}. Check its log, and what was done, before you try again.`);
}

function textIn(answer: unknown, field: string): string | undefined {
  const value: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function problemsIn(answer: unknown): string[] {
  const value: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'problems') : undefined;
  return Array.isArray(value) ? value.map(String) : [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { OperatorAddress } from './operator-address';
import { OperatorApiError, type ApiRequest, type ApiResponse, type OperatorApi } from './operator-api';

export interface SignedOperatorApiProps {
  readonly address: OperatorAddress;
  /** Whose credentials sign. */
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
}

/** A little longer than the function may take. */
const timeoutMs = 35_000;

/** The operator API over HTTP, with each request signed by AWS Signature Version 4. */
export class SignedOperatorApi implements OperatorApi {
  private readonly base: URL;
  private readonly signer: SignatureV4;

  constructor({ address: { url, region, service }, credentials }: SignedOperatorApiProps) {
    this.base = url;
    this.signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  }

  /** @throws {@link OperatorApiError} */
  async send({ method, path, query, body }: ApiRequest): Promise<ApiResponse> {
    const target = new URL(path, this.base);
    target.search = new URLSearchParams(query).toString();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = await this.signedHeaders(method, target, query, text);
    const response = await answered(target, { method, headers, ...(text !== undefined && { body: text }) });
    return { status: response.status, body: await bodyOf(response) };
  }

  private async signedHeaders(
    method: string,
    target: URL,
    query: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<Record<string, string>> {
    try {
      const { headers } = await this.signer.sign({
        method,
        protocol: target.protocol,
        hostname: target.hostname,
        path: target.pathname,
        query: { ...query },
        headers: { host: target.host, ...(body !== undefined && { 'content-type': 'application/json' }) },
        body,
      });
      // fetch writes it from the address, and refuses another.
      const { host: _host, ...others } = headers;
      return others;
    } catch (cause) {
      throw new OperatorApiError(`There are no AWS credentials to sign requests with: ${messageOf(cause)}`, { cause });
    }
  }
}

async function answered(target: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(target, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : messageOf(cause);
    const doubt = request.method === 'POST' ? ' It may have been done all the same: look before you try again.' : '';
    throw new OperatorApiError(`The operator API at ${target.origin} gave no answer: ${why}.${doubt}`, { cause });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { operatorAddress, OperatorAddressError } from '../../console/asking/operator-address';
import { OperatorApiError, type ApiRequest, type ApiResponse } from '../../console/asking/operator-api';
import { SignedOperatorApi } from '../../console/asking/signed-operator-api';
import type { CliContext } from './cli-context';
import { CommandError, RefusedError } from './command-error';

export interface OperatorClientProps {
  /** The URL of the operator API: output OperatorApiUrl of the stack. */
  readonly url: string;
  /** Its region, where the URL does not contain it. */
  readonly region?: string | undefined;
}

/** Calls the operator API, with each request signed with the operator's own AWS credentials. */
export class OperatorClient {
  /** The same for whoever knows the contracts of its operations. */
  readonly api: SignedOperatorApi;

  /** @throws {@link CommandError} where that is no address of an operator API */
  constructor(props: OperatorClientProps, { credentials }: Pick<CliContext, 'credentials'>) {
    this.api = signedApi(props, credentials);
  }

  /** @param segments of the path, each as it stands there */
  async get(segments: readonly string[], query: Record<string, string> = {}): Promise<unknown> {
    return this.ask({ method: 'GET', path: segments.join('/'), query });
  }

  async post(segments: readonly string[], body: object): Promise<unknown> {
    return this.ask({ method: 'POST', path: segments.join('/'), query: {}, body });
  }

  private async ask(request: ApiRequest): Promise<unknown> {
    const { status, body } = await this.send(request);
    if (status === 200) return body;
    throw errorFor(status, body);
  }

  private async send(request: ApiRequest): Promise<ApiResponse> {
    try {
      return await this.api.send(request);
    } catch (cause) {
      throw cause instanceof OperatorApiError ? new CommandError(cause.message, { cause }) : cause;
    }
  }
}

function signedApi({ url, region }: OperatorClientProps, credentials: CliContext['credentials']): SignedOperatorApi {
  try {
    return new SignedOperatorApi({ address: operatorAddress(url, region), credentials });
  } catch (cause) {
    throw cause instanceof OperatorAddressError ? new CommandError(cause.message, { cause }) : cause;
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

import { boundedText } from '../../fulfilment/http/http-body';
import { KeyMissingError, type ProviderKey } from '../../fulfilment/keys/provider-key';
import { NotAttemptedError } from '../../fulfilment/port/refund-provider';
import { wasNeverConnected } from '../../model/connection';
import type { AnswerOutcome } from './answer';
import { jsonOf } from '../../model/written/json-of';

/** So long may a request take. The function has thirty seconds. */
const timeoutMs = 15_000;

/** What is asked of a network. The key is in it, so it is never written anywhere. */
export interface NetworkRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | URLSearchParams;
}

/** What a network answered, byte for byte but for its JSON. */
export interface NetworkAnswer {
  readonly status: number;
  readonly isOk: boolean;
  readonly headers: Headers;
  /** Undefined where it is no JSON, or too long. */
  readonly body: unknown;
}

/** What an answer of a network means. `isTokenOver`: the key is not valid, and the store may hold a newer one. */
export type NetworkReply = AnswerOutcome & { readonly isTokenOver?: true | undefined };

export interface Question {
  /** What people call the network. */
  readonly network: string;
  readonly key: ProviderKey;
  readonly request: (key: string) => NetworkRequest;
  readonly read: (answer: NetworkAnswer) => NetworkReply;
}

/** A network gave no token for the company's key. Nothing was sent, and it may give one later. */
export class NoAccessTokenError extends NotAttemptedError {
  override readonly name = 'NoAccessTokenError';
}

/**
 * Asks a network once. What was never connected was not sent; a connection that broke, or an answer that did not come,
 * leaves it in doubt. A redirect is not followed: the key is for one place only.
 *
 * @throws {@link NotAttemptedError} where the key cannot be read
 */
export async function askNetwork(question: Question): Promise<AnswerOutcome> {
  try {
    return await ask(question);
  } catch (error) {
    if (error instanceof NoAccessTokenError) return { state: 'later', why: error.message };
    throw error;
  }
}

async function ask({ network, key, request, read }: Question): Promise<AnswerOutcome> {
  const { url, headers, body } = requestWith(await key.read(), { network, key, request });
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: timeout,
    });
    const { status, ok: isOk, headers: answered } = response;
    const { isTokenOver, ...outcome } = read({
      status,
      isOk,
      headers: answered,
      body: jsonOf(await boundedText(response)),
    });
    if (isTokenOver) key.forget();
    return outcome;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (wasNeverConnected(cause)) return { state: 'later', why: `${network} could not be reached` };
    return { state: 'unknown', why: timeout.aborted ? `${network} did not answer in time` : 'the connection broke' };
  }
}

/**
 * A key of which no request can be made is read again, once a person has put it right. That is found out before
 * anything is sent, and said in words of ours: whoever refuses a header repeats it.
 */
function requestWith(
  secret: string,
  { network, key, request }: Pick<Question, 'network' | 'key' | 'request'>,
): Pick<NetworkRequest, 'url' | 'body'> & { readonly headers: Headers } {
  try {
    const asked = request(secret);
    return { ...asked, headers: headersOf(asked, network) };
  } catch (error) {
    key.forget();
    throw error;
  }
}

function headersOf({ headers }: NetworkRequest, network: string): Headers {
  try {
    return new Headers({ ...headers, connection: 'close' });
  } catch {
    throw new KeyMissingError(`The secret for ${network} has signs that no header takes: a line break, or a quote.`);
  }
}

/** The headers of a request with JSON in it. */
export const jsonHeaders = { 'content-type': 'application/json' } as const;

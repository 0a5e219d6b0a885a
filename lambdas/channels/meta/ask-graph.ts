import * as z from 'zod/mini';
import { boundedText } from '../../fulfilment/http/http-body';
import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { wasNeverConnected } from '../../model/connection';
import type { AnswerOutcome } from '../port/answer';
import { outcomeOfError } from './graph-error';

/** So long may a request take. The function has thirty seconds. */
const timeoutMs = 15_000;

const sentSchema = z.union([z.object({ message_id: z.string() }), z.object({ id: z.string() })]);

/** What is asked of the Graph API. */
export interface GraphRequest {
  readonly path: string;
  readonly body: object;
}

/** Where the Graph API of a network is, and by which key it knows the company. */
export interface GraphAccess {
  /** As people call the network. */
  readonly network: string;
  /** With its version. */
  readonly graphUrl: string;
  readonly key: ProviderKey;
}

/** Asks the Graph API once. It has no idempotency keys, so what is in doubt is not sent again. */
export async function askGraph(request: GraphRequest, access: GraphAccess): Promise<AnswerOutcome> {
  const { network, key } = access;
  const token = await key.read();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await outcomeOf(await post(request, access, token, timeout), access);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (wasNeverConnected(cause)) return { state: 'later', why: `${network} could not be reached` };
    return { state: 'unknown', why: timeout.aborted ? `${network} did not answer in time` : 'the connection broke' };
  }
}

/** A redirect is not followed: the token is for one place only. */
function post(
  { path, body }: GraphRequest,
  { graphUrl }: GraphAccess,
  token: string,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${graphUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  });
}

async function outcomeOf(response: Response, { network, key }: GraphAccess): Promise<AnswerOutcome> {
  const body = jsonOf(await boundedText(response));
  const sent = sentSchema.safeParse(body);
  if (response.ok && sent.success) {
    return { state: 'sent', reference: 'id' in sent.data ? sent.data.id : sent.data.message_id };
  }
  const { isTokenOver, ...outcome } = outcomeOfError(network, response.status, body);
  if (isTokenOver) key.forget();
  return outcome;
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

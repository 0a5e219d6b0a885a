import * as z from 'zod/mini';
import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import type { AnswerOutcome } from '../port/answer';
import { askNetwork, jsonHeaders } from '../port/ask-network';
import { outcomeOfError } from './graph-error';

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
export function askGraph(
  { path, body }: GraphRequest,
  { network, graphUrl, key }: GraphAccess,
): Promise<AnswerOutcome> {
  return askNetwork({
    network,
    key,
    request: (token) => ({
      url: `${graphUrl}/${path}`,
      headers: { ...jsonHeaders, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    }),
    read: ({ status, isOk, body: answered }) => {
      const sent = sentSchema.safeParse(answered);
      if (!isOk || !sent.success) return outcomeOfError(network, status, answered);
      return { state: 'sent', reference: 'id' in sent.data ? sent.data.id : sent.data.message_id };
    },
  });
}

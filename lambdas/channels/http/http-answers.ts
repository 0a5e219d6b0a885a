import * as z from 'zod/mini';
import { HttpEndpoint } from '../../fulfilment/http/http-endpoint';
import { answerRefusals, type AnswerOutcome, type AnswerSender, type AnswerToSend } from '../port/answer';
import type { SenderTools } from '../port/channel-definition';
import type { OwnSettings } from './own-channel';

const timeoutMs = 10_000;

const resultSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('sent'),
    key: z.string(),
    reference: z.string().check(z.minLength(1), z.maxLength(500)),
  }),
  z.object({
    status: z.literal('refused'),
    key: z.string(),
    reason: z.catch(z.enum(answerRefusals), 'rejected'),
    why: z.optional(z.string().check(z.maxLength(500))),
  }),
]);

/** Answers that a system of the company's own sends: docs/channels/http.md. It carries out each key once. */
export class HttpAnswers implements AnswerSender {
  readonly isIdempotent = true;
  private readonly endpoint: HttpEndpoint | undefined;

  constructor({ settings: { endpointUrl }, key }: SenderTools<OwnSettings>) {
    this.endpoint = endpointUrl === undefined ? undefined : new HttpEndpoint({ endpointUrl, key });
  }

  async send({ key, answer }: AnswerToSend): Promise<AnswerOutcome> {
    if (!this.endpoint) return { state: 'refused', reason: 'no-way', why: 'the channel has no endpoint for answers' };
    const post = { body: JSON.stringify({ ...answer, key }), idempotencyKey: key };
    const result = await this.endpoint.request({ path: '/answers', post, timeoutMs });
    if (result.type === 'no-response') return { state: 'unknown', why: result.why };
    if (result.type !== 'response') return { state: 'later', why: result.why };
    const parsed = resultSchema.safeParse(result.body);
    const isUsable = result.status >= 200 && result.status < 300 && parsed.success && parsed.data.key === key;
    if (!isUsable) return { state: 'unknown', why: `the endpoint gave no usable answer (${result.status})` };
    if (parsed.data.status === 'sent') return { state: 'sent', reference: parsed.data.reference };
    return { state: 'refused', reason: parsed.data.reason, why: parsed.data.why ?? 'the endpoint refused it' };
  }
}

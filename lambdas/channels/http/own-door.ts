import * as z from 'zod/mini';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import { checkSignature, checkTimestamp, ownSignatureHeaders } from '../../fulfilment/http/request-signature';
import type { WebhookRequest } from '../../fulfilment/port/webhook-event';
import { idSchema } from '../../model/business-id';
import type { Door, DoorAnswer, DoorRequest } from '../port/door';
import { customerLinkSchema, longestText, type InboundMessage } from '../port/inbound-message';
import { ownEndpoint } from './rules';
import { jsonOf } from '../../model/written/json-of';

const id = idSchema();

/** A message as a system of the company's own sends it: docs/channels/http.md. */
const bodySchema = z.object({
  schemaVersion: z.literal(1),
  /** The account of the company that was written to. */
  account: id,
  messageId: id,
  threadId: id,
  /** Where the customer wrote, as people call it. */
  channel: id,
  author: z.object({ handle: id, name: z.optional(z.string().check(z.maxLength(200))) }),
  text: z.string().check(z.maxLength(longestText)),
  isPublic: z.boolean(),
  writtenAt: z.iso.datetime({ offset: true }),
  attachments: z._default(z.int().check(z.nonnegative()), 0),
  url: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
  /** Both or none: who wrote, and about which purchase, where the sender knows it. */
  customer: z.optional(customerLinkSchema.shape.customer),
  purchase: z.optional(customerLinkSchema.shape.purchase),
});

/** Whatever else customers write on: a system of the company's own passes it on, signed. */
export class OwnDoor implements Door {
  constructor(private readonly secret: SigningSecret) {}

  isSigned({ headers }: DoorRequest): boolean {
    return headers[ownSignatureHeaders.signature] !== undefined;
  }

  async open(request: DoorRequest): Promise<DoorAnswer> {
    const signed: WebhookRequest = {
      rawBody: request.rawBody,
      signature: request.headers[ownSignatureHeaders.signature],
      timestamp: request.headers[ownSignatureHeaders.timestamp],
      now: request.now,
    };
    const refusal = checkTimestamp(signed);
    if (refusal) return refusal;
    const verified = await this.secret.verify(request.now, (secret) => checkSignature(signed, secret));
    return verified === 'signed' ? messageIn(request.rawBody) : verified;
  }
}

function messageIn(rawBody: string): DoorAnswer {
  const parsed = bodySchema.safeParse(jsonOf(rawBody));
  if (!parsed.success) return { type: 'invalid-payload', why: 'the body does not keep its contract' };
  const { account, messageId, threadId, channel, author, writtenAt, customer, purchase } = parsed.data;
  if ((customer === undefined) !== (purchase === undefined)) {
    return { type: 'invalid-payload', why: 'customer and purchase go together' };
  }
  const message: InboundMessage = {
    replyTo: {
      network: ownEndpoint.network,
      account,
      messageId,
      threadId,
      writtenAt: new Date(writtenAt).toISOString(),
    },
    place: channel,
    author,
    text: parsed.data.text,
    isPublic: parsed.data.isPublic,
    attachments: parsed.data.attachments,
    ...(parsed.data.url !== undefined && { url: parsed.data.url }),
    ...(customer && purchase && { link: { customer, purchase } }),
  };
  return { type: 'messages', messages: [message], ignored: [] };
}

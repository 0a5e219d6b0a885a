import * as z from 'zod';

/** An error of the API of AWS. */
export class WhatsAppRefusal extends Error {
  override readonly name = 'WhatsAppRefusal';
  constructor(
    readonly type: string,
    readonly status: number,
  ) {
    super(type);
  }
}

const requestSchema = z.strictObject({
  /** Base64. */
  message: z.string().min(1).max(2_048_000),
  metaApiVersion: z.string().regex(/^v\d+\.\d+$/),
  originationPhoneNumberId: z.string().regex(/^phone-number-id-[\w-]+$/),
});

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().regex(/^\+?[1-9]\d{6,14}$/),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

/** A parameter of Meta's template has no line break, no tab, and no four blanks in a row. */
const valueSchema = z
  .string()
  .min(1)
  .max(1_024)
  .refine((text) => !/[\n\t]| {4}/.test(text));

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(4_096), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/),
      language: z.strictObject({ code: z.string().regex(/^[a-z]{2}(?:_[A-Z]{2})?$/) }),
      components: z.tuple([
        z.strictObject({
          type: z.literal('body'),
          parameters: z.array(z.strictObject({ type: z.literal('text'), text: valueSchema })),
        }),
      ]),
    }),
  }),
]);

/** A message that keeps Meta's contract. */
export interface CheckedMessage {
  /** Without a plus, as Meta writes numbers. */
  readonly to: string;
  readonly text: string;
  readonly tag: string | undefined;
  readonly template:
    { readonly name: string; readonly language: string; readonly values: readonly string[] } | undefined;
}

/** @throws WhatsAppRefusal */
export function checkedMessage(body: string, phoneNumberId: string): CheckedMessage {
  const request = requestSchema.safeParse(JSON.parse(body));
  if (!request.success) throw new WhatsAppRefusal('InvalidParametersException', 400);
  if (request.data.originationPhoneNumberId !== phoneNumberId)
    throw new WhatsAppRefusal('ResourceNotFoundException', 404);
  const parsed = messageSchema.safeParse(JSON.parse(Buffer.from(request.data.message, 'base64').toString('utf8')));
  if (!parsed.success) throw new WhatsAppRefusal('InvalidParametersException', 400);
  const { to, biz_opaque_callback_data: tag } = parsed.data;
  const known = { to: to.replace('+', ''), tag };
  if (parsed.data.type === 'text') return { ...known, text: parsed.data.text.body, template: undefined };
  const { name, language, components } = parsed.data.template;
  const values = components[0].parameters.map(({ text }) => text);
  return { ...known, text: values.join(' '), template: { name, language: language.code, values } };
}

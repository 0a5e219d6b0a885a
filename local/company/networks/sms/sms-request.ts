import * as z from 'zod';

/** An error of the API: its type, and the reason where its type has one. */
export class SmsRefusal extends Error {
  override readonly name = 'SmsRefusal';
  constructor(
    readonly type: string,
    readonly reason?: string,
  ) {
    super(reason ?? type);
  }
}

/** What SendTextMessage takes, with the bounds of its reference. */
const sendSchema = z.strictObject({
  DestinationPhoneNumber: z.string().regex(/^\+?[1-9][0-9]{1,18}$/),
  OriginationIdentity: z.string().regex(/^[A-Za-z0-9_:/+-]{1,256}$/),
  MessageBody: z
    .string()
    .min(1)
    .max(1_600)
    .regex(/^(?!\s*$)[\s\S]+$/),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).optional(),
  MaxPrice: z
    .string()
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  TimeToLive: z.int().min(5).max(259_200).optional(),
  Context: z
    .record(z.string().min(1).max(100), z.string().min(1).max(800))
    .refine((context) => Object.keys(context).length <= 5)
    .optional(),
});

/** A request that keeps the contract. */
export interface CheckedSend {
  readonly to: string;
  readonly origination: string;
  readonly text: string;
  readonly maxPriceUsd: number | undefined;
  readonly context: Readonly<Record<string, string>> | undefined;
}

/** @throws SmsRefusal */
export function checkedSend(input: unknown): CheckedSend {
  const parsed = sendSchema.safeParse(input);
  if (!parsed.success) throw new SmsRefusal('ValidationException', 'FIELD_VALIDATION_FAILED');
  const { DestinationPhoneNumber: to, OriginationIdentity: origination, MessageBody: text } = parsed.data;
  const { MaxPrice, Context: context } = parsed.data;
  return {
    to: to.startsWith('+') ? to : `+${to}`,
    origination,
    text,
    maxPriceUsd: MaxPrice === undefined ? undefined : Number(MaxPrice),
    context,
  };
}

import * as z from 'zod/mini';
import { hasVisibleText, idSchema } from '../../model/business-id';
import { gestureKinds, gestureRoles } from '../../model/judging/gesture';
import { isCurrency } from '../../model/money';
import { remedyStateSchema } from '../schemas/remedy-record-schema';

const id = idSchema();

/** Of which purchase: a line of an order or all of it, as the shop says, or that of a remedy. */
const ofShape = {
  orderId: z.optional(id),
  lineId: z.optional(id),
  remedyId: z.optional(id),
};

/** Which purchase it is about. */
export const gestureQuerySchema = z.strictObject(ofShape);

/** What somebody gives. */
export const gestureBodySchema = z.strictObject({
  customerId: id,
  /** Chosen by whoever asks. The same one is one gesture, however often it is sent. */
  gestureId: z.string().check(z.regex(/^[\w-]{8,80}$/)),
  ...ofShape,
  gives: z.enum(gestureKinds),
  /** Of a refund or a credit: how much, in minor units of the currency that was paid in. */
  amountMinor: z.optional(z.int().check(z.positive())),
  /** The same currency, so that nobody takes one for another. */
  currency: z.optional(z.string().check(z.refine(isCurrency, { error: 'is no ISO 4217 currency' }))),
  /** Where somebody is to call, if the company knows no number or another one: E.164. */
  phone: z.optional(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, { error: 'is no number such as +442079460123' }))),
  /** A reason of the list. */
  code: z.string().check(z.maxLength(60)),
  /** The reason in words. It is kept with the customer's address, and goes with it. */
  why: z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(500), z.refine(hasVisibleText, { error: 'says nothing' })),
  /** When it is given: now. A copy that is sent later is refused. */
  seenAt: z.iso.datetime({ offset: true }),
});

const amountMinor = z.int();

export const gestureResponseSchemas = {
  showGesture: z.object({
    customerId: z.string(),
    orderId: z.string(),
    lineId: z.optional(z.string()),
    title: z.optional(z.string()),
    currency: z.string(),
    paidMinor: amountMinor,
    /** What of it may still go back. */
    leftMinor: amountMinor,
    /** What can be given of this purchase. */
    gives: z.array(z.enum(gestureKinds)),
    /** Whether the company knows where to call. */
    hasPhone: z.boolean(),
    codes: z.array(z.object({ code: z.string(), label: z.string() })),
    /** One gesture of more than this needs another person. Missing where any does. */
    aloneUpToMinor: z.optional(amountMinor),
    /** What the caller may still give today without asking anybody, in that currency. */
    budget: z.object({
      role: z.enum(gestureRoles),
      gesturesLeft: z.int(),
      leftMinor: amountMinor,
      mostMinor: amountMinor,
    }),
    /** How often the customer was given something like this lately. */
    ofCustomer: z.object({ gestures: z.int(), most: z.int(), windowDays: z.int() }),
  }),
  giveGesture: z.object({
    /** What comes of it is at this remedy within seconds. */
    remedyId: z.string(),
    /** True where the same gesture was there before: nothing more follows. */
    isRepeated: z.boolean(),
    /** In which state that remedy is. Missing where the gesture is new. */
    state: z.optional(remedyStateSchema),
  }),
};

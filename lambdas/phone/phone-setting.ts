import * as z from 'zod/mini';
import { quietHoursSchema } from '../channels/rules/quiet-hours';
import { hoursSchema } from '../conversation/owners/owner-rules';

const id = z.string().check(z.minLength(1), z.maxLength(500));

/** What the calls of a deployment go by, as JSON in the environment of the function. */
export const phoneSettingSchema = z.strictObject({
  instanceId: id,
  queueId: id,
  /** What a task runs through until an agent has it. */
  taskFlowId: id,
  /** What a call runs through once the customer has answered. */
  callFlowId: id,
  /** When agents are there. Missing where they always are. */
  hours: z.optional(hoursSchema),
  /** When nobody is called, by the customer's clock. */
  quietHours: quietHoursSchema,
  /** Within how many seconds after an agent accepted it a call is begun. */
  withinSeconds: z.int().check(z.gte(15), z.lte(600)),
  /** How many minutes after the next opening a call is promised that could not be made before. */
  afterOpeningMinutes: z.int().check(z.gte(5), z.lte(480)),
  /** The address of the console, for the link in a task. */
  consoleUrl: z.optional(z.url({ protocol: /^https?$/ })),
});

export type PhoneSetting = z.infer<typeof phoneSettingSchema>;

/** The hours of calls in the text of a template. */
export type PhoneSettingText = z.input<typeof phoneSettingSchema>;

import * as z from 'zod/mini';
import { phoneSettingSchema } from '../../../lambdas/phone/phone-setting';
import { Partner, type CallPartner } from '../../options/partner';
import type { ConnectCallsOptions } from '../../calls/connect-calls';
import { fromText } from './context-value';

const form =
  '{ instanceArn, queueId } and whatever differs of { taskFlowId, callFlowId, hours, quietHours, withinSeconds, afterOpeningMinutes, consoleUrl }';

const { queueId, hours, quietHours, withinSeconds, afterOpeningMinutes, consoleUrl } = phoneSettingSchema.shape;

/** Whose agents call customers: as an object, or as JSON. */
export const connectSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      instanceArn: z.string().check(
        z.regex(/^arn:[\w-]+:connect:[\w-]+:\d{12}:instance\/[\w-]{1,100}$/, {
          error: 'the ARN of an instance of Amazon Connect',
        }),
      ),
      queueId,
      taskFlowId: z.optional(queueId),
      callFlowId: z.optional(queueId),
      hours,
      quietHours: z.optional(quietHours),
      withinSeconds: z.optional(withinSeconds),
      afterOpeningMinutes: z.optional(afterOpeningMinutes),
      consoleUrl,
    },
    { error: form },
  ),
);

interface StageWithCalls {
  readonly callbacks?: 'events' | 'endpoint' | 'connect' | undefined;
  readonly connect?: ConnectCallsOptions | undefined;
}

/** Who calls customers, where that is the contact center. */
export function connectOf({ callbacks, connect }: StageWithCalls): CallPartner | undefined {
  return callbacks === 'connect' && connect ? Partner.connect(connect) : undefined;
}

/** A contact center needs its instance, and one that is named something to do. */
export function connectProblems({ callbacks, connect }: StageWithCalls): string[] {
  if (callbacks === 'connect' && !connect) return [`connect: is missing, and it makes the calls; it is ${form}`];
  if (callbacks !== 'connect' && connect) return ['connect: makes no calls; say callbacks: connect'];
  return [];
}

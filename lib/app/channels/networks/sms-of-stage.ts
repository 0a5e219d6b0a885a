import * as z from 'zod/mini';
import { smsSettingsSchema } from '../../../../lambdas/channels/sms/send/sms-settings';
import { Channel } from '../../../channels/channel';
import type { SmsChannelOptions } from '../../../channels/message-options';
import { begunSchema } from '../begun-of-stage';
import { channelOptionsShape, formed, stageChannel, type StageChannelOptions } from '../stage-channel';

/** Numbers of AWS End User Messaging SMS. They have no secrets: AWS knows the functions by their roles. */
export interface StageSmsChannel
  extends StageChannelOptions, Pick<SmsChannelOptions, 'origination' | 'optOutList' | 'begins'> {}

const { origination, optOutList } = smsSettingsSchema.shape;

export const smsOfStage = stageChannel<'sms', StageSmsChannel>({
  name: 'sms',
  title: 'SMS',
  toldBy: 'topic',
  schema: z.strictObject({
    origination: formed(
      'the ARN of your number or pool: arn:aws:sms-voice:REGION:ACCOUNT:pool/pool-…',
      (text) => origination.safeParse(text).success,
    ),
    optOutList: formed(
      'the ARN of the opt-out list of that number: arn:aws:sms-voice:REGION:ACCOUNT:opt-out-list/…',
      (text) => optOutList.safeParse(text).success,
    ),
    begins: z.optional(begunSchema),
    ...channelOptionsShape,
  }),
  secrets: () => [],
  channel: ({ origination: number, optOutList: list, begins }, common) =>
    Channel.sms({ origination: number, optOutList: list, begins, ...common }),
  nextStep: 'Turn two-way messaging of the number on, with this topic as its destination and without a role.',
});

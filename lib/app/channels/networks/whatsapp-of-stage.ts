import * as z from 'zod/mini';
import { whatsappSettingsSchema } from '../../../../lambdas/channels/whatsapp/send/whatsapp-settings';
import { Channel } from '../../../channels/channel';
import { phoneNumberIdOf, type WhatsAppChannelOptions } from '../../../channels/message-options';
import { begunSchema } from '../begun-of-stage';
import { channelOptionsShape, formed, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A number of AWS End User Messaging Social. It has no secrets: AWS knows the functions by their roles. */
export interface StageWhatsAppChannel
  extends
    StageChannelOptions,
    Pick<WhatsAppChannelOptions, 'phoneNumber' | 'approvedTemplates' | 'metaApiVersion' | 'begins'> {}

const { approvedTemplates, metaApiVersion } = whatsappSettingsSchema.shape;

const templatesForm = "Meta's ids of our templates, by the tags of their languages: { en: '8412…', de: '8413…' }";

export const whatsappOfStage = stageChannel<'whatsapp', StageWhatsAppChannel>({
  name: 'whatsapp',
  title: 'WhatsApp',
  toldBy: 'topic',
  schema: z.strictObject({
    phoneNumber: formed(
      'the ARN of your number: arn:aws:social-messaging:REGION:ACCOUNT:phone-number-id/…',
      (text) => phoneNumberIdOf(text) !== undefined,
    ),
    approvedTemplates: z.optional(
      z
        .record(z.string(), z.string({ error: templatesForm }), { error: templatesForm })
        .check(z.refine((ids) => approvedTemplates.safeParse(ids).success, { error: templatesForm })),
    ),
    metaApiVersion: z.optional(
      formed("a version of Meta's API: 'v20.0'", (text) => metaApiVersion.safeParse(text).success),
    ),
    begins: z.optional(begunSchema),
    ...channelOptionsShape,
  }),
  secrets: () => [],
  channel: ({ phoneNumber, approvedTemplates: templates, metaApiVersion: version, begins }, common) =>
    Channel.whatsapp({ phoneNumber, approvedTemplates: templates, metaApiVersion: version, begins, ...common }),
  nextStep: 'Make this topic the event destination of your WhatsApp Business Account, without a role.',
});

import * as z from 'zod/mini';
import { chatwootSettingsSchema } from '../../../../lambdas/channels/chatwoot/chatwoot-settings';
import { Channel } from '../../../channels/channel';
import type { ChatwootChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** An account at Chatwoot, with the names of its secrets. */
export interface StageChatwootChannel
  extends StageChannelOptions, Pick<ChatwootChannelOptions, 'url' | 'account' | 'inboxes'> {
  /**
   * The name of the secret with the secret of the webhook, with which Chatwoot signs.
   *
   * @default `amends/STAGE/chatwoot-webhook`
   */
  readonly webhookSecretName?: string | undefined;
  /**
   * The name of the secret with the access token of a user.
   *
   * @default `amends/STAGE/chatwoot-token`
   */
  readonly accessTokenName?: string | undefined;
}

const { url, account } = chatwootSettingsSchema.shape;

const inboxesForm = "the numbers of inboxes, as texts: ['7', '12']";

export const chatwootOfStage = stageChannel<'chatwoot', StageChatwootChannel>({
  name: 'chatwoot',
  title: 'Chatwoot',
  schema: z.strictObject({
    url: formed('the https URL of your Chatwoot', (text) => url.safeParse(text).success),
    account: formed('the number of the account, as a text', (text) => account.safeParse(text).success),
    inboxes: z.optional(
      z
        .array(
          formed(inboxesForm, (text) => account.safeParse(text).success),
          { error: inboxesForm },
        )
        .check(z.minLength(1, { error: inboxesForm })),
    ),
    webhookSecretName: z.optional(secretName),
    accessTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ webhookSecretName, accessTokenName }, stage) => [
    {
      setting: 'webhookSecretName',
      name: webhookSecretName ?? `amends/${stage}/chatwoot-webhook`,
      holds: 'the secret of the webhook at Chatwoot',
    },
    {
      setting: 'accessTokenName',
      name: accessTokenName ?? `amends/${stage}/chatwoot-token`,
      holds: 'the access token of a user who may answer in these inboxes',
    },
  ],
  channel: (given, common, secret) =>
    Channel.chatwoot({
      url: given.url,
      account: given.account,
      inboxes: given.inboxes,
      webhookSecret: secret('webhookSecretName'),
      accessToken: secret('accessTokenName'),
      ...common,
    }),
  nextStep: 'Enter it at Chatwoot as a webhook for message_created, or as the callback URL of an API inbox.',
});

import * as z from 'zod/mini';
import { vkSettingsSchema } from '../../../../lambdas/channels/vk/vk-settings';
import { Channel } from '../../../channels/channel';
import type { VkChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A community on VKontakte, with the names of its secrets. */
export interface StageVkChannel
  extends StageChannelOptions, Pick<VkChannelOptions, 'group' | 'confirmation' | 'apiUrl'> {
  /**
   * The name of the secret with the secret key of the Callback API.
   *
   * @default `amends/STAGE/vk-callback`
   */
  readonly secretName?: string | undefined;
  /**
   * The name of the secret with a key of the community.
   *
   * @default `amends/STAGE/vk-group`
   */
  readonly groupTokenName?: string | undefined;
}

const { group, confirmation, apiUrl } = vkSettingsSchema.shape;

export const vkOfStage = stageChannel<'vk', StageVkChannel>({
  name: 'vk',
  title: 'VKontakte',
  schema: z.strictObject({
    group: formed('the digits of the id of your community', (text) => group.safeParse(text).success),
    confirmation: formed('the string that VK shows in the settings', (text) => confirmation.safeParse(text).success),
    apiUrl: z.optional(formed('the URL of the methods', (text) => apiUrl.safeParse(text).success)),
    secretName: z.optional(secretName),
    groupTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ secretName: callback, groupTokenName }, stage) => [
    {
      setting: 'secretName',
      name: callback ?? `amends/${stage}/vk-callback`,
      holds: 'the secret key of the Callback API',
    },
    {
      setting: 'groupTokenName',
      name: groupTokenName ?? `amends/${stage}/vk-group`,
      holds: 'a key of the community with the rights to messages and to the wall',
    },
  ],
  channel: (given, common, secret) =>
    Channel.vk({
      group: given.group,
      confirmation: given.confirmation,
      apiUrl: given.apiUrl,
      secret: secret('secretName'),
      groupToken: secret('groupTokenName'),
      ...common,
    }),
  nextStep: 'Enter it in the community under Callback API, confirm it, and choose message_new and wall_reply_new.',
});

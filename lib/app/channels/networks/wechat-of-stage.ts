import * as z from 'zod/mini';
import {
  serviceTemplatesSchema,
  type ServiceTemplates,
} from '../../../../lambdas/channels/wechat/send/service-templates';
import { wechatSettingsSchema } from '../../../../lambdas/channels/wechat/send/wechat-settings';
import { Channel } from '../../../channels/channel';
import type { WechatChannelOptions } from '../../../channels/network-options';
import { begunSchema } from '../begun-of-stage';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A service account on WeChat, with the names of its secrets. */
export interface StageWechatChannel
  extends StageChannelOptions, Pick<WechatChannelOptions, 'appId' | 'apiUrl' | 'serviceTemplates' | 'begins'> {
  /**
   * The name of the secret with the token and the key of pushes.
   *
   * @default `amends/STAGE/wechat-push`
   */
  readonly pushKeysName?: string | undefined;
  /**
   * The name of the secret with the AppSecret.
   *
   * @default `amends/STAGE/wechat-app`
   */
  readonly appSecretName?: string | undefined;
}

const { appId, apiUrl } = wechatSettingsSchema.shape;

const templatesForm =
  "templates by language: { 'zh-CN': { id: '…', company: 'thing1', gist: 'thing2', reference: 'character_string3' } }";

export const wechatOfStage = stageChannel<'wechat', StageWechatChannel>({
  name: 'wechat',
  title: 'WeChat',
  schema: z.strictObject({
    appId: formed('the AppID of your service account, wx and 16 digits', (text) => appId.safeParse(text).success),
    apiUrl: z.optional(formed('the URL of the interfaces', (text) => apiUrl.safeParse(text).success)),
    serviceTemplates: z.optional(
      z.custom<ServiceTemplates>((given) => serviceTemplatesSchema.safeParse(given).success, { error: templatesForm }),
    ),
    begins: z.optional(begunSchema),
    pushKeysName: z.optional(secretName),
    appSecretName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ pushKeysName, appSecretName }, stage) => [
    {
      setting: 'pushKeysName',
      name: pushKeysName ?? `amends/${stage}/wechat-push`,
      holds: 'the token and the encodingAesKey of pushes as JSON',
    },
    {
      setting: 'appSecretName',
      name: appSecretName ?? `amends/${stage}/wechat-app`,
      holds: 'the AppSecret of the account',
    },
  ],
  channel: (given, common, secret) =>
    Channel.wechat({
      appId: given.appId,
      apiUrl: given.apiUrl,
      serviceTemplates: given.serviceTemplates,
      begins: given.begins,
      pushKeys: secret('pushKeysName'),
      appSecret: secret('appSecretName'),
      ...common,
    }),
  nextStep: 'Enter it as the URL of pushes of the account, in the safe mode.',
});

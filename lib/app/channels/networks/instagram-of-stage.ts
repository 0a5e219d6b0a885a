import * as z from 'zod/mini';
import { instagramSettingsSchema } from '../../../../lambdas/channels/instagram/instagram-settings';
import { Channel } from '../../../channels/channel';
import type { InstagramChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A professional account on Instagram, with the names of its secrets. */
export interface StageInstagramChannel
  extends StageChannelOptions, Pick<InstagramChannelOptions, 'account' | 'verifyToken' | 'graphUrl'> {
  /**
   * The name of the secret with the secret of the app, with which Meta signs.
   *
   * @default `amends/STAGE/instagram-app`
   */
  readonly appSecretName?: string | undefined;
  /**
   * The name of the secret with an access token of the account.
   *
   * @default `amends/STAGE/instagram-token`
   */
  readonly accessTokenName?: string | undefined;
}

const { account, verifyToken, graphUrl } = instagramSettingsSchema.shape;

export const instagramOfStage = stageChannel<'instagram', StageInstagramChannel>({
  name: 'instagram',
  title: 'Instagram',
  schema: z.strictObject({
    account: formed('the digits of the id of your professional account', (text) => account.safeParse(text).success),
    verifyToken: formed(
      'a text of 16 characters or more, which you make up',
      (text) => verifyToken.safeParse(text).success,
    ),
    graphUrl: z.optional(formed('a URL with the version of the Graph API', (text) => graphUrl.safeParse(text).success)),
    appSecretName: z.optional(secretName),
    accessTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ appSecretName, accessTokenName }, stage) => [
    {
      setting: 'appSecretName',
      name: appSecretName ?? `amends/${stage}/instagram-app`,
      holds: 'the secret of the app at Meta',
    },
    {
      setting: 'accessTokenName',
      name: accessTokenName ?? `amends/${stage}/instagram-token`,
      holds: 'an access token of the account',
    },
  ],
  channel: (given, common, secret) =>
    Channel.instagram({
      account: given.account,
      verifyToken: given.verifyToken,
      graphUrl: given.graphUrl,
      appSecret: secret('appSecretName'),
      accessToken: secret('accessTokenName'),
      ...common,
    }),
  nextStep: 'Enter it at Meta as the callback URL of the object Instagram, and subscribe to comments and messages.',
});

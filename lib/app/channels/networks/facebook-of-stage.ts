import * as z from 'zod/mini';
import { Channel } from '../../../channels/channel';
import type { FacebookChannelOptions } from '../../../channels/network-options';
import { facebookSettingsSchema } from '../../../../lambdas/channels/facebook/facebook-settings';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A page on Facebook, with the names of its secrets. */
export interface StageFacebookChannel
  extends StageChannelOptions, Pick<FacebookChannelOptions, 'page' | 'verifyToken' | 'graphUrl'> {
  /**
   * The name of the secret with the secret of the app, with which Meta signs.
   *
   * @default `amends/STAGE/facebook-app`
   */
  readonly appSecretName?: string | undefined;
  /**
   * The name of the secret with a token of the page that does not end.
   *
   * @default `amends/STAGE/facebook-page`
   */
  readonly pageTokenName?: string | undefined;
}

const { page, verifyToken, graphUrl } = facebookSettingsSchema.shape;

export const facebookOfStage = stageChannel<'facebook', StageFacebookChannel>({
  name: 'facebook',
  title: 'Facebook',
  schema: z.strictObject({
    page: formed('the digits of the id of your page', (text) => page.safeParse(text).success),
    verifyToken: formed(
      'a text of 16 characters or more, which you make up',
      (text) => verifyToken.safeParse(text).success,
    ),
    graphUrl: z.optional(formed('a URL with the version of the Graph API', (text) => graphUrl.safeParse(text).success)),
    appSecretName: z.optional(secretName),
    pageTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ appSecretName, pageTokenName }, stage) => [
    {
      setting: 'appSecretName',
      name: appSecretName ?? `amends/${stage}/facebook-app`,
      holds: 'the secret of the app at Meta',
    },
    {
      setting: 'pageTokenName',
      name: pageTokenName ?? `amends/${stage}/facebook-page`,
      holds: 'a token of the page that does not end',
    },
  ],
  channel: (given, common, secret) =>
    Channel.facebook({
      page: given.page,
      verifyToken: given.verifyToken,
      graphUrl: given.graphUrl,
      appSecret: secret('appSecretName'),
      pageToken: secret('pageTokenName'),
      ...common,
    }),
  nextStep: 'Enter it at Meta as the callback URL of the object Page, and subscribe to feed and messages.',
});

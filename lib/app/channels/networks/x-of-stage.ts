import * as z from 'zod/mini';
import { xSettingsSchema } from '../../../../lambdas/channels/x/send/x-settings';
import { Channel } from '../../../channels/channel';
import type { XChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** An account on X, with the names of its secrets. */
export interface StageXChannel extends StageChannelOptions, Pick<XChannelOptions, 'user' | 'apiUrl'> {
  /**
   * The name of the secret with the consumer secret of the app, with which X signs.
   *
   * @default `amends/STAGE/x-consumer`
   */
  readonly consumerSecretName?: string | undefined;
  /**
   * The name of the secret with the keys by which the app writes for the account.
   *
   * @default `amends/STAGE/x-account`
   */
  readonly accountKeysName?: string | undefined;
}

const { user, apiUrl } = xSettingsSchema.shape;

export const xOfStage = stageChannel<'x', StageXChannel>({
  name: 'x',
  title: 'X',
  schema: z.strictObject({
    user: formed('the digits of the id of your account', (text) => user.safeParse(text).success),
    apiUrl: z.optional(formed('the URL of the API, with its version', (text) => apiUrl.safeParse(text).success)),
    consumerSecretName: z.optional(secretName),
    accountKeysName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ consumerSecretName, accountKeysName }, stage) => [
    {
      setting: 'consumerSecretName',
      name: consumerSecretName ?? `amends/${stage}/x-consumer`,
      holds: 'the consumer secret of the app at X',
    },
    {
      setting: 'accountKeysName',
      name: accountKeysName ?? `amends/${stage}/x-account`,
      holds: 'consumerKey, consumerSecret, accessToken and accessTokenSecret as JSON',
    },
  ],
  channel: (given, common, secret) =>
    Channel.x({
      user: given.user,
      apiUrl: given.apiUrl,
      consumerSecret: secret('consumerSecretName'),
      accountKeys: secret('accountKeysName'),
      ...common,
    }),
  nextStep: 'Register it with POST /2/webhooks, and subscribe the account to the events of docs/channels/x.md.',
});

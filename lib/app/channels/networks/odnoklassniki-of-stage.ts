import * as z from 'zod/mini';
import { odnoklassnikiSettingsSchema } from '../../../../lambdas/channels/odnoklassniki/odnoklassniki-settings';
import { Channel } from '../../../channels/channel';
import type { OdnoklassnikiChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A group on Odnoklassniki, with the names of its secrets. */
export interface StageOdnoklassnikiChannel
  extends StageChannelOptions, Pick<OdnoklassnikiChannelOptions, 'group' | 'apiUrl'> {
  /**
   * The name of the secret with the key that stands in the address entered at OK.
   *
   * @default `amends/STAGE/odnoklassniki-key`
   */
  readonly addressKeyName?: string | undefined;
  /**
   * The name of the secret with the token of the group.
   *
   * @default `amends/STAGE/odnoklassniki-group`
   */
  readonly groupTokenName?: string | undefined;
}

const { group, apiUrl } = odnoklassnikiSettingsSchema.shape;

export const odnoklassnikiOfStage = stageChannel<'odnoklassniki', StageOdnoklassnikiChannel>({
  name: 'odnoklassniki',
  title: 'Odnoklassniki',
  schema: z.strictObject({
    group: formed('the digits of the id of your group', (text) => group.safeParse(text).success),
    apiUrl: z.optional(formed('the URL of the Graph API', (text) => apiUrl.safeParse(text).success)),
    addressKeyName: z.optional(secretName),
    groupTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ addressKeyName, groupTokenName }, stage) => [
    {
      setting: 'addressKeyName',
      name: addressKeyName ?? `amends/${stage}/odnoklassniki-key`,
      holds: 'a key of 24 characters or more, which you make up',
    },
    {
      setting: 'groupTokenName',
      name: groupTokenName ?? `amends/${stage}/odnoklassniki-group`,
      holds: 'the access key of the group',
    },
  ],
  channel: (given, common, secret) =>
    Channel.odnoklassniki({
      group: given.group,
      apiUrl: given.apiUrl,
      addressKey: secret('addressKeyName'),
      groupToken: secret('groupTokenName'),
      ...common,
    }),
  nextStep: 'Subscribe it with graph/me/subscribe, with ?key= and your key behind it.',
});

import * as z from 'zod/mini';
import { linkedinSettingsSchema } from '../../../../lambdas/channels/linkedin/send/linkedin-settings';
import { Channel } from '../../../channels/channel';
import type { LinkedinChannelOptions } from '../../../channels/network-options';
import { channelOptionsShape, formed, secretName, stageChannel, type StageChannelOptions } from '../stage-channel';

/** A page on LinkedIn, with the names of its secrets. */
export interface StageLinkedinChannel
  extends StageChannelOptions, Pick<LinkedinChannelOptions, 'organization' | 'version' | 'apiUrl'> {
  /**
   * The name of the secret with the secret of the app, with which LinkedIn signs.
   *
   * @default `amends/STAGE/linkedin-client`
   */
  readonly clientSecretName?: string | undefined;
  /**
   * The name of the secret with what writes for the page.
   *
   * @default `amends/STAGE/linkedin-page`
   */
  readonly pageTokenName?: string | undefined;
}

const { organization, version, apiUrl } = linkedinSettingsSchema.shape;

export const linkedinOfStage = stageChannel<'linkedin', StageLinkedinChannel>({
  name: 'linkedin',
  title: 'LinkedIn',
  schema: z.strictObject({
    organization: formed('the digits of the id of your page', (text) => organization.safeParse(text).success),
    version: z.optional(formed('the version of the API, such as 202607', (text) => version.safeParse(text).success)),
    apiUrl: z.optional(formed('the URL of the API', (text) => apiUrl.safeParse(text).success)),
    clientSecretName: z.optional(secretName),
    pageTokenName: z.optional(secretName),
    ...channelOptionsShape,
  }),
  secrets: ({ clientSecretName, pageTokenName }, stage) => [
    {
      setting: 'clientSecretName',
      name: clientSecretName ?? `amends/${stage}/linkedin-client`,
      holds: 'the client secret of the app at LinkedIn',
    },
    {
      setting: 'pageTokenName',
      name: pageTokenName ?? `amends/${stage}/linkedin-page`,
      holds: 'clientId, clientSecret and refreshToken as JSON, or an access token',
    },
  ],
  channel: (given, common, secret) =>
    Channel.linkedin({
      organization: given.organization,
      version: given.version,
      apiUrl: given.apiUrl,
      clientSecret: secret('clientSecretName'),
      pageToken: secret('pageTokenName'),
      ...common,
    }),
  nextStep: 'Register it as a webhook of the app, and subscribe to the notifications of the page.',
});

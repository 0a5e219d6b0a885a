import type { ChannelDefinition } from '../port/channel-definition';
import { odnoklassnikiSettingsSchema, type OdnoklassnikiSettings } from './odnoklassniki-settings';
import { OkDoor } from './ok-door';
import { odnoklassniki } from './rules';

/** A group on Odnoklassniki: messages to it. OK tells no server of comments. */
export const okGroup: ChannelDefinition<OdnoklassnikiSettings> = {
  name: 'odnoklassniki',
  rules: [odnoklassniki],
  settings: odnoklassnikiSettingsSchema,
  door: ({ settings, secret }) => new OkDoor(settings, secret),
  wayTo: ({ network }, to) =>
    network === odnoklassniki.network && to === 'author' ? { rules: odnoklassniki, longestText: 4_000 } : undefined,
};

import type { ChannelDefinition } from '../port/channel-definition';
import { LinkedinDoor } from './linkedin-door';
import { linkedinSettingsSchema, type LinkedinSettings } from './send/linkedin-settings';
import { linkedin } from './send/rules';

/** A page on LinkedIn: comments on its posts, and posts that mention it. Nobody is answered in private there. */
export const linkedinPage: ChannelDefinition<LinkedinSettings> = {
  name: 'linkedin',
  rules: [linkedin],
  settings: linkedinSettingsSchema,
  door: ({ settings, secret }) => new LinkedinDoor(settings, secret),
  wayTo: ({ network }, to) =>
    network === linkedin.network && to === 'public' ? { rules: linkedin, longestText: 1_250 } : undefined,
};

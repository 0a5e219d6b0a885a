import * as z from 'zod/mini';
import type { ChannelDefinition } from '../port/channel-definition';
import { longestText } from '../port/inbound-message';
import { OwnDoor } from './own-door';
import { ownEndpoint } from './rules';

const ownSettingsSchema = z.object({
  /** Where answers go. Missing where the company sends them itself. */
  endpointUrl: z.optional(z.url({ protocol: /^https?$/ })),
});

export type OwnSettings = z.infer<typeof ownSettingsSchema>;

/** A signed endpoint for whatever else customers write on. */
export const ownChannel: ChannelDefinition<OwnSettings> = {
  name: 'http',
  rules: [ownEndpoint],
  settings: ownSettingsSchema,
  door: ({ secret }) => new OwnDoor(secret),
  // What the company's own system takes is its own matter.
  wayTo: () => ({ rules: ownEndpoint, longestText }),
};

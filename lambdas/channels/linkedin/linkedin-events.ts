import * as z from 'zod/mini';
import { checkedMessage, instantOf, sortedOut, type ReadMessage } from '../port/checked-message';
import { linkedin } from './send/rules';
import { postOf, wholeUrn } from './send/linkedin-urns';
import { urnOf, type LinkedinSettings } from './send/linkedin-settings';

/**
 * What is read of the notifications of an organization.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications.
 * Everything else is let through.
 */
export const notificationsSchema = z.object({
  type: z.literal('ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS'),
  notifications: z.array(z.unknown()),
});

const writtenSchema = z.object({
  owner: z.optional(z.string()),
  text: z.optional(z.string()),
  entity: z.optional(z.string()),
});

const notificationSchema = z.object({
  organizationalEntity: z.string(),
  action: z.string(),
  generatedActivity: z.string(),
  lastModifiedAt: z.number(),
  decoratedGeneratedActivity: z.optional(
    z.object({ comment: z.optional(writtenSchema), share: z.optional(writtenSchema) }),
  ),
});

/** What people write: a comment under a post of the page, or a post of their own that names it. */
const written: ReadonlySet<string> = new Set(['COMMENT', 'SHARE_MENTION']);

/** The messages of some notifications, and why the rest are none. Pure. */
export function messagesIn(
  { notifications }: z.infer<typeof notificationsSchema>,
  settings: Pick<LinkedinSettings, 'organization'>,
): ReturnType<typeof sortedOut> {
  return sortedOut(notifications.map((each) => ofNotification(each, settings)));
}

function ofNotification(given: unknown, settings: Pick<LinkedinSettings, 'organization'>): ReadMessage {
  const parsed = notificationSchema.safeParse(given);
  if (!parsed.success) return 'a notification that cannot be read';
  const { organizationalEntity: page, action, lastModifiedAt, decoratedGeneratedActivity: shown } = parsed.data;
  if (page !== urnOf(settings)) return 'a notification of another page';
  if (!written.has(action)) return `an action "${action.slice(0, 40)}", which is not read`;
  const { owner, text, entity } = shown?.comment ?? shown?.share ?? {};
  if (owner === page) return 'words of the page itself';
  const id = wholeUrn(entity ?? parsed.data.generatedActivity);
  if (id === undefined) return 'a comment or post whose id cannot be read';
  return checkedMessage({
    replyTo: {
      network: linkedin.network,
      account: settings.organization,
      messageId: id,
      threadId: id,
      writtenAt: instantOf(lastModifiedAt),
    },
    place: linkedin.network,
    // Without the permission to read it LinkedIn leaves the author out. Somebody has to read the words all the same.
    author: owner === undefined ? {} : { handle: owner },
    text: text ?? '',
    isPublic: true,
    attachments: 0,
    url: `https://www.linkedin.com/feed/update/${postOf(id)}/`,
  });
}

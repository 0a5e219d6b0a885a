import type { SNSEvent } from 'aws-lambda';
import type { Door, DoorAnswer } from '../../lambdas/channels/port/door';
import type { MessageReport, TopicChannel } from '../../lambdas/channels/port/topic-channel';

/** Reads what a topic tells as a door reads what a network sends, for the contract of channels. */
export function topicDoor<Settings>(channel: TopicChannel<Settings>, settings: Settings): Door {
  return {
    isSigned: () => true,
    open: async ({ rawBody }): Promise<DoorAnswer> => {
      const payloads = toldIn(rawBody).map(({ Message, Timestamp }) =>
        channel.hear(JSON.parse(Message), settings, Timestamp),
      );
      return {
        type: 'messages',
        messages: payloads.flatMap(({ items }) =>
          items.flatMap((one) => (one.type === 'message' ? [one.message] : [])),
        ),
        ignored: payloads.flatMap(({ ignored }) => ignored),
      };
    },
  };
}

export function toldIn(notification: string): { readonly Message: string; readonly Timestamp: string }[] {
  return (JSON.parse(notification) as SNSEvent).Records.map(({ Sns }) => Sns);
}

/** What a topic tells of messages that were sent. */
export function reportsOf<Settings>(
  channel: TopicChannel<Settings>,
  settings: Settings,
  notifications: readonly object[],
): MessageReport[] {
  return notifications.flatMap((notification) =>
    toldIn(JSON.stringify(notification)).flatMap(({ Message, Timestamp }) =>
      channel
        .hear(JSON.parse(Message), settings, Timestamp)
        .items.flatMap((one) => (one.type === 'report' ? [one] : [])),
    ),
  );
}

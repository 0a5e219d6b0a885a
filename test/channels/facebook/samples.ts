/** Bodies as Meta's reference shows them, with ids and words of our own. */

export const page = '103871';

export const comment = {
  object: 'page',
  entry: [
    {
      id: page,
      time: 1_796_000_000,
      changes: [
        {
          field: 'feed',
          value: {
            from: { id: '7001', name: 'Aylin Demir' },
            post: {
              status_type: 'added_photos',
              permalink_url: 'https://social.example.com/permalink/1',
              id: '103871_55',
            },
            message: 'Seit zwei Wochen keine Antwort. <b>Nie wieder!</b>',
            item: 'comment',
            verb: 'add',
            comment_id: '55_9001',
            parent_id: '103871_55',
            post_id: '103871_55',
            created_time: 1_796_000_000,
          },
        },
      ],
    },
  ],
};

export const privateMessage = {
  object: 'page',
  entry: [
    {
      id: page,
      time: 1_796_000_000_123,
      messaging: [
        {
          sender: { id: '88231' },
          recipient: { id: page },
          timestamp: 1_796_000_000_000,
          message: { mid: 'm_AbC-1', text: 'My order never came, no answer either' },
        },
      ],
    },
  ],
};

/** The same comment with other fields. */
export function commentWith(change: object): object {
  const [entry] = comment.entry;
  const [first] = entry?.changes ?? [];
  return { ...comment, entry: [{ ...entry, changes: [{ field: 'feed', value: { ...first?.value, ...change } }] }] };
}

/** The same message with other fields. */
export function messageWith(change: object): object {
  const [entry] = privateMessage.entry;
  return { ...privateMessage, entry: [{ ...entry, messaging: [{ ...entry?.messaging[0], ...change }] }] };
}

import { accountEventSchema, messagesIn } from '../../../lambdas/channels/instagram/instagram-events';

/** Bodies as Meta's reference shows them, with ids and words of our own. */
const account = '17841';
const comment = { id: '17919', from: { id: '54001', username: 'chiara' }, text: 'No answer' };
const message = {
  sender: { id: '54002' },
  recipient: { id: account },
  timestamp: 1_796_000_000_000,
  message: { mid: 'aWdf_1', text: 'No answer' },
};

function read(entry: object) {
  return messagesIn(
    accountEventSchema.parse({ object: 'instagram', entry: [{ id: account, time: 1_796_000_000, ...entry }] }),
    account,
  );
}

const commented = (change: object = {}, field = 'comments') =>
  read({ changes: [{ field, value: { ...comment, ...change } }] });
const written = (change: object = {}) => read({ messaging: [{ ...message, ...change }] });

it('a comment and a message are read with their times, which Meta gives in seconds and in milliseconds', () => {
  const at = new Date(1_796_000_000_000).toISOString();
  expect(commented().messages).toMatchObject([{ isPublic: true, replyTo: { writtenAt: at, messageId: '17919' } }]);
  expect(written().messages).toMatchObject([{ isPublic: false, replyTo: { writtenAt: at, threadId: '54002' } }]);
});

it('a picture without words is one that a person looks at', () => {
  const { messages } = written({ message: { mid: 'aWdf_1', attachments: [{ type: 'image' }] } });
  expect(messages).toMatchObject([{ text: '', attachments: 1 }]);
});

it('somebody whom Meta does not show has words all the same', () => {
  expect(commented({ from: undefined }).messages).toMatchObject([{ author: {}, text: 'No answer' }]);
});

it.each([
  ['what the account itself commented', commented({ from: { id: account } }), /itself/],
  ['what the account itself wrote', written({ message: { ...message.message, is_echo: true } }), /itself/],
  ['what its author took back', written({ message: { ...message.message, is_deleted: true } }), /took back/],
  ['a receipt', written({ message: undefined, read: { mid: 'aWdf_1' } }), /no message/],
  ['another field', commented({}, 'story_insights'), /story_insights/],
  ['another account', read({ id: '1', changes: [{ field: 'comments', value: comment }] }), /another account/],
  ['a comment without a time', read({ time: undefined, changes: [{ field: 'comments', value: comment }] }), /time/],
  ['an id with signs that nobody sees', commented({ id: '1\u202e2' }), /cannot be read/],
])('%s is no message, and it is said why, without what was written', (_, { messages, ignored }, why) => {
  expect(messages).toEqual([]);
  expect(ignored).toEqual([expect.stringMatching(why)]);
  expect(ignored.join()).not.toContain('No answer');
});

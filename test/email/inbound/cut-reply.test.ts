import { cutReply } from '../../../lambdas/email/inbound/cut-reply';
import { ownLines } from '../../../lambdas/email/inbound/own-lines';

const paragraphs = [
  'We have refunded £3.99 to the card that you paid with, because your film stopped twice in the first half.',
  'It arrives within ten business days.',
  'You have to do nothing, and you keep the film until it ends.',
];
const mail = {
  lines: ownLines({ text: paragraphs.join('\n\n'), html: '' }),
  addresses: ['care@example.com', '@replies.example.com'],
};
const introduction = 'On Mon, 3 Nov 2025 at 22:15, Example Films <care@example.com> wrote:';
const [refund = '', arrival = '', nothing = ''] = paragraphs.map((line) => `> ${line}`);

it('who greets first and answers line by line is heard to the end', () => {
  const text = [
    'Hello Maya,',
    '',
    introduction,
    refund,
    'No, nothing is there.',
    '>',
    arrival,
    '',
    'It has been twelve.',
  ];
  expect(cutReply([...text, '', nothing].join('\n'), mail)).toBe(
    'Hello Maya,\n\nNo, nothing is there.\n\nIt has been twelve.',
  );
});

it('an answer right below a short line of ours is no rest of it', () => {
  const text = [introduction, arrival, 'It has been twelve.', nothing, '', 'I know.'];
  expect(cutReply(text.join('\n'), mail)).toBe('It has been twelve.\n\nI know.');
});

it('what a program has broken off a marked line of ours is nobody’s answer', () => {
  const torn = [refund.slice(0, 70), refund.slice(70).trim(), '>', arrival, '>', nothing];
  expect(cutReply(['Thank you.', '', introduction, ...torn].join('\n'), mail)).toBe('Thank you.');
  expect(cutReply([introduction, ...torn, '', 'Thank you.'].join('\n'), mail)).toBe('Thank you.');
});

it('what stands below a whole quotation, such as a footer, is not taken where the answer stands above', () => {
  const text = ['Thank you.', '', introduction, refund, '>', arrival, '>', nothing, '', 'Sent from a telephone'];
  expect(cutReply(text.join('\n'), mail)).toBe('Thank you.');
});

it('an answer to an answer of ours has the introductions of both, and neither is taken', () => {
  const text = ['Thank you.', '', introduction, refund, '', introduction, `> ${arrival}`, `> ${nothing}`];
  expect(cutReply(text.join('\n'), mail)).toBe('Thank you.');
});

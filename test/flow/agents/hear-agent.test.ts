import {
  closeConversation,
  answerConversation,
  handOverConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import { sendAnswer } from '../../../lambdas/flow/converse/send-answer';
import { forwardedText } from '../../../lambdas/email/owners/mail-forwarder';
import type { HearingWorld } from '../converse/hearing-world';
import { ada, opened, seen, write } from '../converse/opened-conversation';
import { answerCopy, copied, copyIn, quoted, type Answering } from './answering-agent';

const words = 'Dear Ada,\n\nit arrives on Friday.';

/** Ann answers the copy as her mail program does. */
function annWrites(copy: { readonly to: string; readonly text: string }, change: Partial<Answering> = {}): Answering {
  return { to: copy.to, text: `${words}\n\n${quoted(copy.text)}`, ...change };
}

async function stateIn(world: HearingWorld) {
  return world.conversations.read(ada);
}

/** What the customer has got since the mail that they answered. */
function answersTo(world: HearingWorld) {
  return world.mails.mails.filter(({ template }) => template.startsWith('answer-'));
}

/** Nothing of it leaves, and the mailbox says why. */
async function expectReturned(world: HearingWorld, answering: Answering, why: RegExp): Promise<void> {
  const before = await stateIn(world);
  await expect(answerCopy(world, answering)).resolves.toMatchObject({
    result: 'handed-on',
    why: expect.stringMatching(why),
  });
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)).toHaveLength(before?.lines.filter(({ by }) => by === 'company').length ?? 0);
  expect(await stateIn(world)).toEqual(before);
  const returned = world.forwarded.at(-1);
  expect(returned?.mailbox).toBe('help@example.com');
  expect(returned?.answersTo).toBeUndefined();
  expect(returned && forwardedText(returned)).toContain('NOT SENT');
  // What may do harm is not sent on, and lies where it came.
  expect(world.rawMails.size).toBe(returned?.place === undefined ? 0 : 1);
}

it('an answer to the copy in the mailbox goes to the customer from the company, by the name of who wrote it, in the thread', async () => {
  const { world, copy } = await copied();
  await expect(answerCopy(world, annWrites(copy))).resolves.toMatchObject({ result: 'answered' });
  expect(await stateIn(world)).toMatchObject({ state: 'taken', holder: 'mail:ann@example.com' });
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened', 'answered']);
  await sendAnswer(ada, world.sending);
  const [answer] = answersTo(world);
  expect(answer?.text).toBe(`${words}\n\nAnn Lee\nExample Films`);
  expect(answer).toMatchObject({
    sender: { name: 'Ann Lee, Example Films', email: 'care@example.com' },
    to: { email: 'ada@example.com' },
  });
  expect(answer?.thread?.answers).toMatch(/^<.+>$/);
  expect((await stateIn(world))?.state).toBe('answered');
  expect(world.rawMails.size).toBe(0);
});

it('who answered by mail is in the audit trail, asked and done, without what was written', async () => {
  const { world, copy } = await copied();
  await answerCopy(world, annWrites(copy));
  const who = {
    actor: 'mail:ann@example.com',
    person: 'ann',
    operation: 'answerConversation',
    withheld: ['message', 'signedBy'],
  };
  const about = { ...ada, by: 'mail' };
  expect(world.audited).toMatchObject([
    { ...who, about, answer: 'asked' },
    { ...who, about, answer: 'done', status: 200 },
  ]);
  expect(JSON.stringify(world.audited)).not.toMatch(/Friday|Ann Lee/);
});

it('the same mail that comes twice, by whichever way, is one answer', async () => {
  const { world, copy } = await copied();
  const answering = annWrites(copy, { messageId: '<one@mail.example.com>' });
  await answerCopy(world, { ...answering, id: 'first' });
  await answerCopy(world, { ...answering, id: 'first' });
  await answerCopy(world, { ...answering, id: 'second' });
  await sendAnswer(ada, world.sending);
  await answerCopy(world, { ...answering, id: 'second' });
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)).toHaveLength(1);
});

it('an answer of which the bus did not hear leaves when its mail comes again', async () => {
  const { world, copy } = await copied();
  world.events.refuseNext();
  const answering = annWrites(copy, { id: 'one', messageId: '<one@mail.example.com>' });
  await expect(answerCopy(world, answering)).rejects.toThrow('throttled');
  await answerCopy(world, answering);
  expect(world.events.published.map(({ what }) => what)).toEqual(['opened', 'answered']);
});

it.each([
  ['below dashes', `${words}\n\n-- \nAnn\nExtension 4711`],
  ['below a rule of underscores', `${words}\n\n________________________________\nnot for customers`],
  ['below her name, as most programs write it', `${words}\n\nAnn Lee\nExample Films · direct 4711`],
])('what stands %s is a signature, and does not go to the customer', async (_, text) => {
  const { world, copy } = await copied();
  await answerCopy(world, annWrites(copy, { text: `${text}\n\n${quoted(copy.text)}` }));
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)[0]?.text).toBe(`${words}\n\nAnn Lee\nExample Films`);
});

it('a signature that begins otherwise is one where the option says how', async () => {
  const { world, copy } = await copied();
  const text = `${words}\n\nKind regards from the desk\nExtension 4711\n\n${quoted(copy.text)}`;
  await answerCopy(world, annWrites(copy, { from: 'bob@example.com', text }));
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)[0]?.text).toBe(`${words}\n\nBob Roy\nExample Films`);
});

it.each([
  [
    'with the head that Outlook puts above',
    (text: string) =>
      `Von: Example Films <care@example.com>\nGesendet: Dienstag, 4. November 2025 10:00\nAn: help@example.com\nBetreff: Re: Sorry\n\n${text}`,
  ],
  ['without any mark', (text: string) => `\n\n${text}`],
])('a copy that is quoted %s is cut off whole', async (_, quote) => {
  const { world, copy } = await copied();
  await answerCopy(world, annWrites(copy, { text: `${words}\n\n${quote(copy.text)}` }));
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)[0]?.text).toBe(`${words}\n\nAnn Lee\nExample Films`);
});

it('what is attached does not go to the customer, and the mailbox is told by name', async () => {
  const { world, copy } = await copied();
  await answerCopy(world, annWrites(copy, { attachments: [{ filename: 'notes.pdf', content: 'x' }] }));
  const notice = world.forwarded.at(-1);
  expect(notice?.answer).toEqual({ by: 'Ann Lee', leftOut: ['notes.pdf'] });
  expect(notice && forwardedText(notice)).toContain('notes.pdf');
  await sendAnswer(ada, world.sending);
  expect(answersTo(world)).toHaveLength(1);
});

describe('nothing leaves, and the mailbox has it with the reason,', () => {
  it.each<[string, (copy: { readonly to: string; readonly text: string }) => Partial<Answering>, RegExp]>([
    [
      'where the sender is forged',
      () => ({ verdicts: { dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL' } }),
      /SES cannot tell/,
    ],
    [
      'where another domain signed it',
      () => ({ verdicts: { dmarc: 'GRAY', spf: 'PASS', dkim: 'FAIL' }, envelopeSender: 'eve@other.example' }),
      /SES cannot tell/,
    ],
    ['where it has a virus', () => ({ verdicts: { virus: 'FAIL' } }), /virus/],
    [
      'where the customer answers a copy that leaked',
      () => ({ from: 'ada@example.com' }),
      /not from one of the addresses/,
    ],
    [
      'where two senders are named',
      () => ({ from: 'ann@example.com, eve@example.com' }),
      /not from one of the addresses/,
    ],
    [
      'where the name of the sender is an address of an agent',
      () => ({ from: '"ann@example.com" <eve@example.com>' }),
      /not from one of the addresses/,
    ],
    ['where a machine may have written it', () => ({ headers: { Precedence: 'bulk' } }), /a machine/],
    ['where the copy was taken away', () => ({ text: words }), /no line of the copy/],
    [
      'where somebody wrote below the copy',
      ({ text }) => ({ text: `${quoted(text)}\n\n${words}` }),
      /nothing stands above/,
    ],
    [
      'where an id of ours was copied into it',
      ({ text }) => ({ text: `See ${ada.customerId}.\n\n${quoted(text)}` }),
      /id or an address/,
    ],
    ['where there are no words', ({ text }) => ({ text: `…\n\n${quoted(text)}` }), /nothing stands above/],
    [
      'where it is longer than an answer may be',
      ({ text }) => ({ text: `${'word '.repeat(900)}\n\n${quoted(text)}` }),
      /more than 4000/,
    ],
  ])('%s', async (_, change, why) => {
    const { world, copy } = await copied();
    await expectReturned(world, annWrites(copy, change(copy)), why);
  });

  it('where nobody knows the copy, and it opens no letter', async () => {
    const { world, copy } = await copied();
    const to = `agent+${'a'.repeat(26)}@replies.example.com`;
    await expectReturned(world, annWrites(copy, { to }), /no copy that is known/);
    expect(world.conversations.kept.size).toBe(1);
  });

  it('where the token of the customer stands in the address of a copy, and the other way round', async () => {
    const { world, replyTo, copy } = await copied();
    await expectReturned(world, annWrites(copy, { to: replyTo.replace('reply+', 'agent+') }), /no copy that is known/);
    const asCustomer = copy.to.replace('agent+', 'reply+');
    await expect(write(world, { to: asCustomer })).resolves.toMatchObject({ result: 'handed-on' });
    expect((await stateIn(world))?.lines).toHaveLength(1);
  });

  it('where the copy is older than what was said is kept', async () => {
    const { world, copy } = await copied();
    world.now = new Date(world.now.getTime() + 91 * 86_400_000);
    await expectReturned(world, annWrites(copy), /no copy that is known/);
  });

  it('where somebody else has it, by name', async () => {
    const { world, copy } = await copied();
    await takeConversation(await seen(world, 'arn:aws:sts::123456789012:assumed-role/Desk/bob'), {}, world.sending);
    await expectReturned(world, annWrites(copy), /assumed-role\/Desk\/bob has it/);
  });

  it('where somebody else has answered that mail before', async () => {
    const { world, copy } = await copied();
    await answerCopy(world, annWrites(copy, { from: 'bob@example.com' }));
    await sendAnswer(ada, world.sending);
    await expectReturned(world, annWrites(copy), /mail:bob@example\.com has answered it/);
  });

  it('where the customer has written since', async () => {
    const { world, replyTo, copy } = await copied();
    await write(world, { to: replyTo, text: 'It has arrived, thank you.' });
    await expectReturned(world, annWrites(copy), /has written since/);
  });

  it('where the same mail was answered five times: a machine would have no end', async () => {
    const { world, copy } = await copied();
    for (let times = 1; times <= 5; times++) {
      const text = `Answer ${times}.\n\n${quoted(copy.text)}`;
      await expect(answerCopy(world, annWrites(copy, { text }))).resolves.toMatchObject({ result: 'answered' });
      await sendAnswer(ada, world.sending);
    }
    await expectReturned(world, annWrites(copy), /answered 5 times/);
  });

  it('where it was closed', async () => {
    const { world, copy } = await copied();
    await closeConversation(await seen(world), { why: 'it has arrived' }, world.sending);
    await expectReturned(world, annWrites(copy), /closed/);
  });

  it('where others look after it', async () => {
    const { world, copy } = await copied();
    await handOverConversation(await seen(world), { to: 'contact-center', why: 'it is a bill' }, world.sending);
    await handOverConversation(await seen(world), { to: 'marketing', why: 'it is a film' }, world.sending);
    await handOverConversation(await seen(world), { to: 'contact-center', why: 'a bill' }, world.sending);
    await expectReturned(world, annWrites(copy, { from: 'cleo@example.com' }), /contact-center looks after it/);
  });

  it('where the customer was erased, and nothing of it is kept', async () => {
    const { world, copy } = await copied();
    const at = world.now.toISOString();
    await world.ledger.eraseEnvelopes('cus_ada', { until: at, at });
    await expectReturned(world, annWrites(copy), /address is not kept/);
    expect(JSON.stringify([...world.conversations.spoken.values()])).not.toContain('Friday');
  });

  it('where whoever answers is the customer', async () => {
    const { world, copy } = await copied();
    const view = await world.ledger.readMails(ada, ['apology']);
    if (!view.envelope) throw new Error('there is no envelope');
    const failure = { customer: { id: 'cus_ada', email: 'ann@example.com' } };
    await world.ledger.replaceEnvelope({ ...view.envelope, failure });
    await expectReturned(world, annWrites(copy), /is the customer/);
  });
});

it('where nobody answers copies any more an old one opens no letter', async () => {
  const { world, copy } = await copied();
  world.hearing.agents = undefined;
  world.hearing.hearsLetters = true;
  await expect(answerCopy(world, annWrites(copy))).resolves.toMatchObject({ result: 'handed-on' });
  expect(world.conversations.kept.size).toBe(1);
});

it('an absence note of an agent is in a line of the log', async () => {
  const { world, copy } = await copied();
  const forwarded = world.forwarded.length;
  const away = annWrites(copy, { text: 'I am away.', headers: { 'Auto-Submitted': 'auto-replied' } });
  await expect(answerCopy(world, away)).resolves.toMatchObject({ result: 'automatic' });
  expect(world.forwarded).toHaveLength(forwarded);
  expect((await stateIn(world))?.lines).toHaveLength(1);
});

it('who has it in the console answers it from their mail', async () => {
  const { world, copy } = await copied();
  await takeConversation(await seen(world, 'arn:aws:sts::123456789012:assumed-role/Desk/ann'), {}, world.sending);
  await expect(answerCopy(world, annWrites(copy))).resolves.toMatchObject({ result: 'answered' });
});

it('while another answer is just leaving the mail comes again, and leaves after it', async () => {
  const { world, copy } = await copied();
  await answerCopy(world, annWrites(copy, { id: 'one' }));
  const more = annWrites(copy, { id: 'two', text: `One thing more.\n\n${quoted(copy.text)}` });
  await expect(answerCopy(world, more)).rejects.toThrow('just leaving');
  await sendAnswer(ada, world.sending);
  await answerCopy(world, more);
  await sendAnswer(ada, world.sending);
  expect(answersTo(world).map(({ text }) => text.split('\n')[0])).toEqual(['Dear Ada,', 'One thing more.']);
});

it('what an agent wrote right before a crash is gone where the customer was erased before their mail came again', async () => {
  const { world, copy } = await copied();
  const read = jest.spyOn(world.ledger, 'readEnvelope').mockRejectedValue(new Error('killed'));
  await expect(answerCopy(world, annWrites(copy, { id: 'one', messageId: '<one@mail.example.com>' }))).rejects.toThrow(
    'killed',
  );
  read.mockRestore();
  const at = world.now.toISOString();
  await world.ledger.eraseEnvelopes('cus_ada', { until: at, at });
  await answerCopy(world, annWrites(copy, { id: 'one', messageId: '<one@mail.example.com>' }));
  expect(JSON.stringify([...world.conversations.spoken.values()])).not.toContain('Friday');
});

it('what comes from elsewhere cannot be answered so: an answer would go to the customer, and not to who wrote it', async () => {
  const { world, replyTo } = await copied();
  await write(world, { to: replyTo, from: 'eve@example.com' });
  expect(world.forwarded.at(-1)).toMatchObject({ from: 'eve@example.com', disbelieved: 'it is from another address' });
  expect(copyIn(world).to).toBe('');
});

it('without agents a copy is answered to whoever wrote it, as before', async () => {
  const { world } = await opened();
  expect(copyIn(world).to).toBe('');
  expect(copyIn(world).text).not.toContain('Write above');
});

it('an answer in the console is no other person’s where both are one', async () => {
  const { world, replyTo, copy } = await copied();
  const who = await seen(world, 'arn:aws:sts::123456789012:assumed-role/Desk/Ann');
  await takeConversation(who, {}, world.sending);
  await answerConversation(await seen(world, who.actor), { text: 'Hello.', signedBy: 'Ann Lee' }, world.sending);
  await sendAnswer(ada, world.sending);
  await expect(answerCopy(world, annWrites(copy))).resolves.toMatchObject({ result: 'answered' });
  expect(replyTo).not.toBe(copy.to);
});

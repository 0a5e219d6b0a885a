import { complaintRemedyId } from '../../../lambdas/channels/complaints/complaint-of';
import { contactKey } from '../../../lambdas/channels/consent/contact';
import { complaintRaised } from '../../../lambdas/failures/complaint-raised/complaint-raised';
import { noteContact } from '../../../lambdas/channels/consent/contact';
import type { Answering } from '../../../lambdas/flow/converse/operate-conversation';
import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { hearAnswerOutcome, hearWrittenAnswer, NotHeardYetError } from '../../../lambdas/flow/thread/hear-answer';
import { linkConversation } from '../../../lambdas/flow/thread/operate-link';
import { sendThere } from '../../../lambdas/flow/thread/send-there';
import { remedyIdOf } from '../../../lambdas/model/remedy-id';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { ruth, ruthAsCustomer, ThreadWorld } from './thread-world';

// What customers write on networks, in the conversations of the console: heard, answered where they wrote, erased.

let world: ThreadWorld;
beforeEach(async () => {
  world = await ThreadWorld.open();
});
afterEach(() => world.close());

const states = async (): Promise<string[]> => {
  const { lines } = await world.only();
  return lines.flatMap(({ answer }) => (answer ? [answer.state] : []));
};

describe('what somebody writes', () => {
  it('waits for a person, with all that they wrote in its order, however it is delivered', async () => {
    const earlier = new Date(world.now.getTime() - minuteMs);
    await world.writes({ id: 'post_2', text: 'Hello?' });
    await world.writes({ id: 'post_1', text: 'My film stopped.', at: earlier });
    await world.writes({ id: 'post_2', text: 'Hello?' });
    const conversation = await world.only();
    expect(await world.linesOf(conversation)).toEqual(['customer: My film stopped.', 'customer: Hello?']);
    expect(conversation).toMatchObject({ state: 'new', type: 'Message', place: { network: 'facebook' } });
    // Told at least once: the last delivery tells of it again.
    expect(new Set(world.events.published.map(({ what, channel }) => `${what} ${channel ?? ''}`))).toEqual(
      new Set(['opened facebook']),
    );
    expect(world.events.published[0]).not.toHaveProperty('linkedCustomerId');
  });

  it('is of one conversation on one network, and what is written in private is not beside what all read', async () => {
    await world.writes({ id: 'post_1' });
    await world.writes({ id: 'm_1', network: 'messenger' });
    const kept = await world.conversations.waiting(10);
    const places = await Promise.all(kept.map(async (of) => (await world.at(of)).place?.network));
    expect(places.toSorted()).toEqual(['facebook', 'messenger']);
  });

  it('is linked by a handle that they gave, with the remedy that their complaint is', async () => {
    world.known.set(ruth, ruthAsCustomer);
    const message = await world.received({ text: 'Never again!' });
    await world.writes({ text: 'Never again!' });
    const { link, type } = await world.only();
    const failure = { complaint: { channel: 'facebook', postId: 'post_1', handle: ruth, text: 'x' } };
    const subject = complaintRaised.subject({ ...ruthAsCustomer, ...failure } as Parameters<
      typeof complaintRaised.subject
    >[0]);
    const remedyId = remedyIdOf({ customerId: 'cus_ruth', type: 'ComplaintRaised', subject, occurrence: 'post' });
    expect([link, type]).toMatchObject([{ customerId: 'cus_ruth', remedyId, by: 'handle' }, 'ComplaintRaised']);
    expect(message.remedyId).toBe(remedyId);
    const place = { place: 'facebook', replyTo: message.replyTo };
    expect(complaintRemedyId(place, ruthAsCustomer)).toBe(remedyId);
  });

  it('says so when somebody knows later whose it is', async () => {
    await world.writes({ id: 'post_1' });
    world.known.set(ruth, ruthAsCustomer);
    await world.later(minuteMs).writes({ id: 'post_2' });
    const { link, history } = await world.only();
    expect(link?.customerId).toBe('cus_ruth');
    expect(history.at(-1)?.why).toBe('linked to the customer cus_ruth: they gave the company this handle');
  });
});

describe('an answer', () => {
  it('goes out where they wrote, once, with the name of whoever wrote it, and the conversation says that it was sent', async () => {
    await world.writes({});
    const of = await world.only();
    expect(await world.answer(of)).toMatchObject({ answer: 'done' });
    await world.deliver(of);
    expect(world.seen).toEqual([{ to: 'post_1', text: 'We are here, and sorry.\n– Amir' }]);
    const { state, lines } = await world.at(of);
    expect([state, lines.at(-1)?.answer]).toMatchObject([
      'answered',
      { state: 'sent', messageId: 'ref_1', to: 'public' },
    ]);
    await world.deliver(of);
    expect(world.seen).toHaveLength(1);
  });

  it('that was handed over and not heard of is handed over again, and leaves once', async () => {
    await world.writes({});
    const of = await world.only();
    await world.answer(of);
    await sendThere(of, world.context);
    await sendThere(of, world.context);
    expect(world.written.map(({ answerId }) => answerId)).toEqual([
      world.written[0]?.answerId,
      world.written[0]?.answerId,
    ]);
    for (const answer of world.written.splice(0)) {
      for (const event of await world.send(answer)) await hearAnswerOutcome(event, world.context);
    }
    expect(world.seen).toHaveLength(1);
    expect((await world.at(of)).state).toBe('answered');
  });

  it('in doubt stays in doubt, is a person’s, and does not leave again', async () => {
    await world.writes({});
    const of = await world.only();
    await world.answer(of);
    world.outcomes.push({ state: 'unknown', why: 'the reply was lost' });
    await world.deliver(of);
    expect(await states()).toEqual(['unknown']);
    await world.deliver(of);
    await lookAfterConversations(world.later(hourMs).context);
    expect(world.seen).toHaveLength(1);
    expect((await world.only()).lines.at(-1)?.answer?.why).toBe('the reply was lost');
  });

  it('that the network refuses is told with its reason, and the conversation waits for a person', async () => {
    await world.writes({});
    const of = await world.only();
    await world.answer(of);
    world.outcomes.push({ state: 'refused', reason: 'gone', why: 'the comment was removed' });
    await world.deliver(of);
    const { state, lines } = await world.only();
    expect([state, lines.at(-1)?.answer]).toMatchObject(['taken', { state: 'none', why: 'the comment was removed' }]);
  });

  it.each<[string, Partial<Answering> & { readonly days?: number }, string]>([
    ['says an amount where everybody reads it', { text: 'You get 29 GBP back.' }, 'everybody would read an amount'],
    ['is long where everybody reads it', { text: 'sorry '.repeat(80) }, 'at most 400 characters'],
    [
      'is to somebody in private whom the network does not reach so',
      { to: 'author', days: 8 },
      'took answers to this until',
    ],
  ])('that %s is refused before it leaves', async (_, { days = 0, ...answering }, why) => {
    await world.writes({});
    world.later(days * dayMs);
    const result = await world.answer(await world.only(), answering);
    expect(result).toEqual({ answer: 'refused', why: expect.stringContaining(why) });
    expect(world.written).toEqual([]);
  });

  it('says nothing in public to whoever wrote in private', async () => {
    await world.writes({ network: 'messenger', id: 'm_1' });
    const result = await world.answer(await world.only(), { to: 'public' });
    expect(result).toMatchObject({ answer: 'refused', why: expect.stringContaining('they wrote in private') });
  });

  it('is refused with the true reason to whoever said STOP', async () => {
    await world.writes({ network: 'sms', handle: '+442079460123', id: 'sms_1' });
    await noteContact('sms', '+442079460123', { choice: 'stop', at: world.now.toISOString() }, world.contacts);
    expect(await world.contacts.find(contactKey('sms', '+442079460123'))).toBeDefined();
    const result = await world.answer(await world.only());
    expect(result).toMatchObject({ answer: 'refused', why: expect.stringContaining('has said STOP') });
  });

  it('opens again once they write again, and reaches what they wrote last', async () => {
    await world.writes({});
    const of = await world.only();
    await world.answer(of);
    await world.deliver(of);
    await world.later(hourMs).writes({ id: 'post_2', text: 'And now?' });
    expect((await world.only()).state).toBe('reopened');
    await world.answer(of, { text: 'Soon.' });
    await world.deliver(of);
    expect(world.seen.map(({ to }) => to)).toEqual(['post_1', 'post_2']);
  });
});

describe('an answer from another desk', () => {
  const answered = (replyTo: Awaited<ReturnType<ThreadWorld['received']>>['replyTo']) => ({
    schemaVersion: 1 as const,
    answerId: 'case_1/1',
    replyTo,
    to: 'public' as const,
    text: 'We are on it.',
    by: 'person' as const,
  });

  it('is a line of the conversation, which then waits for nobody', async () => {
    const { replyTo } = await world.received();
    await world.writes();
    const of = await world.only();
    await world.later(minuteMs).answersElsewhere(answered(replyTo));
    expect(await world.linesOf(of)).toEqual(['customer: Is anybody there?', 'company: We are on it.']);
    expect(await world.at(of)).toMatchObject({ state: 'answered', lines: [{}, { answer: { state: 'sent' } }] });
  });

  it('that is heard of before its message comes again, and of an unknown message of long ago nothing is kept', async () => {
    const { replyTo } = await world.received();
    const at = world.now.toISOString();
    await expect(hearWrittenAnswer(answered(replyTo), at, world.context)).rejects.toThrow(NotHeardYetError);
    world.later(hourMs);
    expect(await hearWrittenAnswer(answered(replyTo), at, world.context)).toEqual({ result: 'not-ours' });
  });
});

describe('before a network takes no answer any more', () => {
  it('its owner is told once, and it counts as overdue', async () => {
    await world.writes({ network: 'messenger', id: 'm_1' });
    await lookAfterConversations(world.later(6 * dayMs).context);
    expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
    const looked = await lookAfterConversations(world.later(13 * hourMs).context);
    await lookAfterConversations(world.later(10 * minuteMs).context);
    expect(looked).toEqual({ waiting: 1, overdue: 1 });
    expect(world.events.published.filter(({ what }) => what === 'window-ending')).toMatchObject([
      { channel: 'messenger', windowEndsAt: '2026-12-07T10:00:00.000Z' },
    ]);
  });
});

describe('whoever is linked by a person', () => {
  const whoseIt = async (quoted: string) =>
    quoted === 'ord_551023'
      ? { customerId: 'cus_ruth', remedyId: 'rem_1' }
      : { why: `nothing here is about ${quoted}` };

  const link = async (quoted: string) => {
    const { version, customerId, remedyId } = await world.only();
    const who = { customerId, remedyId, actor: 'amir', expectedVersion: version };
    return linkConversation(who, { quoted, why: 'they said so', whoseIt }, world.context);
  };

  it('has written the order in private, in this conversation', async () => {
    await world.writes({ network: 'messenger', id: 'm_1', text: 'It is ORD 551023… I mean ord_551023.' });
    expect(await link('ord_999999')).toMatchObject({
      answer: 'refused',
      why: expect.stringContaining('have not written'),
    });
    expect(await link('ord_551023')).toMatchObject({ answer: 'done' });
    const { link: linked, history } = await world.only();
    expect(linked).toMatchObject({ customerId: 'cus_ruth', remedyId: 'rem_1', by: 'person' });
    expect(history.at(-1)?.why).toBe('linked to the customer cus_ruth: amir has asked them: they said so');
  });

  it('is not linked by what everybody could read', async () => {
    await world.writes({ text: 'My order is ord_551023.' });
    expect(await link('ord_551023')).toMatchObject({ answer: 'refused', why: expect.stringContaining('in private') });
  });
});

describe('an erasure', () => {
  const erase = (customerId: string) =>
    eraseCustomer({ customerId, seenAt: world.now.toISOString(), actor: 'erin', why: 'they asked' }, world.context);

  it('of a customer empties what they wrote on networks, and lets an answer go nowhere', async () => {
    world.known.set(ruth, ruthAsCustomer);
    await world.writes({ network: 'messenger', id: 'm_1', text: 'I am Ruth.' });
    const of = await world.only();
    await world.answer(of);
    await erase('cus_ruth');
    expect(await world.linesOf(of)).toEqual(['customer: (not kept)', 'company: (not kept)']);
    expect(await world.ledger.readEnvelope(of.customerId, of.remedyId)).toBeUndefined();
    await world.deliver(of);
    expect([world.seen, await states()]).toEqual([[], ['none']]);
  });

  it('keeps away what comes late, and hears anew whoever writes anew', async () => {
    world.known.set(ruth, ruthAsCustomer);
    const before = world.now;
    await world.writes({ network: 'messenger', id: 'm_1', text: 'I am Ruth.' });
    await erase('cus_ruth');
    expect(
      await world.later(minuteMs).writes({ network: 'messenger', id: 'm_2', text: 'late', at: before }),
    ).toMatchObject({
      result: 'erased',
    });
    await world.writes({ network: 'messenger', id: 'm_3', text: 'Me again.' });
    const kept = await world.conversations.waiting(10);
    const lines = await Promise.all(kept.map((of) => world.linesOf(of)));
    expect(lines.flat().toSorted()).toEqual(['customer: (not kept)', 'customer: Me again.']);
  });

  it('reaches somebody whom nobody knows by the id that their conversation shows', async () => {
    await world.writes({ text: 'Nobody knows me.' });
    const of = await world.only();
    await erase(of.customerId);
    expect(await world.linesOf(of)).toEqual(['customer: (not kept)']);
  });
});

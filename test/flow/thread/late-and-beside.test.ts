import { lookAfterConversations } from '../../../lambdas/flow/converse/look-after';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { hearAnswerOutcome, hearWrittenAnswer } from '../../../lambdas/flow/thread/hear-answer';
import { hearMessage } from '../../../lambdas/flow/thread/hear-message';
import { linkThread } from '../../../lambdas/flow/thread/link-thread';
import { linkConversation } from '../../../lambdas/flow/thread/operate-link';
import { sendThere } from '../../../lambdas/flow/thread/send-there';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { referenceOf } from '../../../lambdas/model/remedy-id';
import { Interrupted } from '../../fakes/interrupted';
import { ThreadWorld } from './thread-world';

// What comes late, what others do at the same moment, and what strangers and other desks could bring about.

let world: ThreadWorld;
beforeEach(async () => {
  world = await ThreadWorld.open();
});
afterEach(() => world.close());

type ReplyTo = Awaited<ReturnType<ThreadWorld['received']>>['replyTo'];

const fromAnotherDesk = (replyTo: ReplyTo) => ({
  schemaVersion: 1 as const,
  answerId: 'case_1/1',
  replyTo,
  to: 'public' as const,
  text: 'We are on it.',
  by: 'person' as const,
});

async function deliverWritten(): Promise<void> {
  for (const answer of world.written.splice(0)) {
    for (const event of await world.send(answer)) await hearAnswerOutcome(event, world.context);
  }
}

describe('what somebody writes', () => {
  it('and what comes late while an answer leaves, waits for a person, who has not read it', async () => {
    await world.writes({ id: 'post_1' });
    const late = await world.later(1_000).received({ id: 'post_2', text: 'And my card was charged twice.' });
    const of = await world.only();
    await world.later(minuteMs).answer(of);
    await sendThere(of, world.context);
    await hearMessage(late, world.context);
    await deliverWritten();
    expect(world.seen).toHaveLength(1);
    expect((await world.only()).state).toBe('taken');
  });

  it('goes on in another conversation where somebody else took the last room at the same moment', async () => {
    await world.writes({ id: 'post_1' });
    const stored = await world.only();
    const [line] = stored.lines;
    const at = new Date(world.now.getTime() - 2 * dayMs).toISOString();
    const before = Array.from({ length: 198 }, (_, number) => ({ ...line, id: `line_${number}`, at }) as typeof line);
    const lines = [...before, line].flatMap((one) => one ?? []);
    await world.conversations.save({ ...stored, lines, version: stored.version + 1 });
    const messages = await Promise.all(['a', 'b'].map((id) => world.received({ id, text: `It is ${id}` })));
    const results = await Promise.all(messages.map((message) => hearMessage(message, world.context)));
    expect(results.map(({ result }) => result)).toEqual(['heard', 'heard']);
    // What leads to a message leads to where it stands.
    for (const [at, { replyTo }] of messages.entries()) {
      await hearWrittenAnswer(
        { ...fromAnotherDesk(replyTo), answerId: `case_${at}` },
        replyTo.writtenAt,
        world.context,
      );
    }
    const kept = await Promise.all((await world.conversations.waiting(10)).map((of) => world.at(of)));
    expect(kept.map(({ lines: { length } }) => length).toSorted()).toEqual([2, 201]);
  });

  it('right after their erasure was decided is heard, whenever that comes in between', async () => {
    for (let call = 1; ; call++) {
      await world.close();
      world = await ThreadWorld.open();
      await world.writes({ network: 'messenger', id: 'm_1', text: 'before' });
      const of = await world.only();
      const seenAt = world.later(1_000).now.toISOString();
      const message = await world.later(1_000).received({ network: 'messenger', id: 'm_2', text: 'after' });
      const erase = () =>
        eraseCustomer({ customerId: of.customerId, seenAt, actor: 'erin', why: 'they asked' }, world.context);
      const life = new Interrupted(call, erase);
      const { ledger, conversations } = world.context;
      const kept = life.lead(conversations);
      const led = { ...world.context, ledger: life.lead(ledger), conversations: kept, marks: kept };
      expect([call, await hearMessage(message, led)]).toMatchObject([call, { result: 'heard' }]);
      if (!life.wasInterrupted) break;
    }
  });

  it('in the same second stands in the order in which it came to us, however the bus delivers it', async () => {
    const at = world.now;
    const messages = [];
    for (const text of ['one', 'two', 'three']) {
      messages.push(await world.later(200).received({ network: 'messenger', id: `m_${text}`, text, at }));
    }
    const [one, two, three] = messages;
    for (const message of [three, one, two]) if (message) await hearMessage(message, world.context);
    expect(await world.linesOf(await world.only())).toEqual(['one', 'two', 'three'].map((text) => `customer: ${text}`));
  });

  it('opens its conversation once, however much is written in the same second', async () => {
    for (const id of ['post_1', 'post_2', 'post_3']) await world.writes({ id });
    expect(world.events.published.map(({ what }) => what)).toEqual(['opened']);
  });
});

describe('an answer from another desk', () => {
  it('is not handed over once more beside one of the console, which leaves', async () => {
    const { replyTo } = await world.received();
    await world.writes();
    const of = await world.only();
    await world.answer(of);
    await hearWrittenAnswer(fromAnotherDesk(replyTo), world.later(1_000).now.toISOString(), world.context);
    await sendThere(of, world.context);
    await sendThere(of, world.context);
    expect(new Set(world.written.map(({ text }) => text))).toEqual(new Set(['We are here, and sorry.\n– Amir']));
  });

  it('stands after what it answers, also where the bus counts in seconds, and then nobody is awaited', async () => {
    world.now = new Date('2026-11-30T10:00:00.400Z');
    const { replyTo } = await world.received();
    await world.writes();
    const of = await world.only();
    await hearWrittenAnswer(fromAnotherDesk(replyTo), '2026-11-30T10:00:00Z', world.context);
    for (const event of await world.send(fromAnotherDesk(replyTo))) await hearAnswerOutcome(event, world.context);
    expect(await world.linesOf(of)).toEqual(['customer: Is anybody there?', 'company: We are on it.']);
    expect((await world.at(of)).state).toBe('answered');
  });
});

it('an answer that no channel takes, because it was removed, is not on its way for ever', async () => {
  await world.writes();
  const of = await world.only();
  await world.answer(of);
  await lookAfterConversations(world.later(dayMs - hourMs).context);
  expect((await world.at(of)).lines.at(-1)?.answer?.state).toBe('wanted');
  await lookAfterConversations(world.later(2 * hourMs).context);
  const { state, lines } = await world.only();
  const answer = { state: 'none', why: 'no channel has taken it within a day' };
  expect([state, lines.at(-1)?.answer]).toMatchObject(['taken', answer]);
  // Whatever the bus still has of it, it does not leave any more.
  expect(await sendThere(of, world.context)).toMatchObject({ result: 'repeated' });
});

describe('whoever is linked by a person', () => {
  const link = async (quoted: string) => {
    const { version, customerId, remedyId } = await world.only();
    const who = { customerId, remedyId, actor: 'amir', expectedVersion: version };
    const whoseIt = async () => ({ customerId: 'cus_ruth', remedyId: 'rem_1' });
    return linkConversation(who, { quoted, why: 'they said so', whoseIt }, world.context);
  };

  it.each(['5510', 'ord_55102', '551023', '-'])(
    'has written all of the number, and %s is another one',
    async (part) => {
      await world.writes({ network: 'messenger', id: 'm_1', text: 'It is ord_551023.' });
      expect(await link(part)).toMatchObject({ answer: 'refused', why: expect.stringContaining('have not written') });
    },
  );

  it.each([
    ['R7K4-M2QX', 'it says r7k4 m2qx, I think'],
    ['551023', '订单５５１０２３号'],
    ['ord-77', 'Ord\u2013\u206077!'],
    ['a+b(c', 'my account a+b(c'],
  ])('may write %s as people do: %s', async (quoted, text) => {
    await world.writes({ network: 'messenger', id: 'm_1', text });
    expect(await link(quoted)).toMatchObject({ answer: 'done' });
  });

  it('and erased at the same moment stays unlinked, and nothing of their handle is kept below them', async () => {
    await world.writes({ network: 'messenger', id: 'm_1', text: 'It is ord_551023.' });
    const { ledger } = world.context;
    const keep = ledger.keepEnvelope.bind(ledger);
    ledger.keepEnvelope = async (envelope) => {
      const seenAt = world.later(1_000).now.toISOString();
      await eraseCustomer({ customerId: 'cus_ruth', seenAt, actor: 'erin', why: 'they asked' }, world.context);
      return keep(envelope);
    };
    const { remedyId } = await world.only();
    expect(await link('ord_551023')).toMatchObject({ answer: 'refused', why: 'this customer was erased since' });
    const envelope = await ledger.readEnvelope('cus_ruth', remedyId);
    expect(JSON.stringify(envelope ?? {})).not.toContain('4711');
    expect((await world.only()).link).toBeUndefined();
  });
});

it('nobody says in public by which reference a stranger would be taken for the customer', async () => {
  await world.writes();
  const of = await world.only();
  const remedyId = 'rem_0123456789abcdef0123456789abcdef';
  const link = { customerId: 'cus_ruth', remedyId, at: world.now.toISOString(), by: 'handle' } as const;
  await linkThread(of, link, 'they gave this handle', world.context);
  for (const id of [referenceOf(remedyId), 'cus_ruth']) {
    const result = await world.answer(of, { text: `Look for ${id.toLowerCase()}.` });
    expect(result).toMatchObject({ answer: 'refused', why: expect.stringContaining('what is the customer’s') });
  }
  expect(await world.answer(of, { text: `Look for ${referenceOf(remedyId)}.`, to: 'author' })).toMatchObject({
    answer: 'done',
  });
});

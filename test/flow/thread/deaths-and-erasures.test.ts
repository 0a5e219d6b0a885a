import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { eraseCustomer } from '../../../lambdas/flow/operate/erase-customer';
import { hearAnswerOutcome } from '../../../lambdas/flow/thread/hear-answer';
import { hearMessage } from '../../../lambdas/flow/thread/hear-message';
import { sendThere } from '../../../lambdas/flow/thread/send-there';
import { minuteMs } from '../../../lambdas/model/durations';
import { Interrupted } from '../../fakes/interrupted';
import { Death, Life } from '../../fakes/mortal';
import { tableName } from '../../ledger/ledger-table';
import { ruth, ruthAsCustomer, ThreadWorld } from './thread-world';

// Functions that die at any of their calls, events that come twice and at once, and an erasure in between.

let world: ThreadWorld;
beforeEach(async () => {
  world = await ThreadWorld.open();
  world.known.set(ruth, ruthAsCustomer);
});
afterEach(() => world.close());

const theirs = { network: 'messenger', id: 'm_1', text: 'I am Ruth, and it stopped.' } as const;

/** The same ports, led by one life. */
function led(life: Life) {
  const { ledger, conversations, contacts, amplified, events, answers, ...others } = world.context;
  const kept = life.lead(conversations);
  return {
    ...others,
    ledger: life.lead(ledger),
    conversations: kept,
    marks: kept,
    contacts: life.lead(contacts),
    amplified: life.lead(amplified),
    events: life.lead(events),
    answers: life.lead(answers),
  };
}

/** Lets it die once at each of its calls, before and after it, each time in a life of its own. */
async function dyingEverywhere(work: (life: Life) => Promise<unknown>): Promise<number> {
  for (let call = 1; ; call++) {
    for (const when of ['before', 'after'] as const) {
      const life = new Life({ call, when });
      const died = await work(life).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Death) return true;
          throw error;
        },
      );
      if (!died && when === 'before') return call - 1;
    }
  }
}

it('what somebody writes has one line and all of its words, wherever the function dies that hears it', async () => {
  const message = await world.received(theirs);
  const calls = await dyingEverywhere((life) => hearMessage(message, led(life)));
  expect(calls).toBeGreaterThan(8);
  const of = await world.only();
  expect(await world.linesOf(of)).toEqual(['customer: I am Ruth, and it stopped.']);
  expect(of).toMatchObject({ state: 'new', link: { customerId: 'cus_ruth' } });
  expect(world.events.published.length).toBeGreaterThan(0);
});

it('what comes twice at once, and beside others, has each line once', async () => {
  const messages = await Promise.all(
    [1, 2, 3].map((number) => world.received({ ...theirs, id: `m_${number}`, text: `line ${number}` })),
  );
  const twice = [...messages, ...messages];
  let left = twice;
  // Whoever lost the race is delivered again.
  for (let round = 0; left.length > 0 && round < 9; round++) {
    const results = await Promise.allSettled(left.map((message) => hearMessage(message, world.context)));
    left = left.filter((_, at) => results[at]?.status === 'rejected');
  }
  expect((await world.linesOf(await world.only())).toSorted()).toEqual([1, 2, 3].map((n) => `customer: line ${n}`));
});

it('an answer leaves once, and the conversation says so, wherever functions die on its way', async () => {
  await world.writes(theirs);
  const of = await world.only();
  await world.answer(of);
  await dyingEverywhere((life) => sendThere(of, led(life)));
  const outcomes = [];
  for (const answer of world.written.splice(0)) outcomes.push(...(await world.send(answer)));
  expect(world.seen).toHaveLength(1);
  for (const event of outcomes) await dyingEverywhere((life) => hearAnswerOutcome(event, led(life)));
  expect(await world.at(of)).toMatchObject({ state: 'answered', lines: [{}, { answer: { state: 'sent' } }] });
});

describe('an erasure', () => {
  const erase = (customerId: string) =>
    eraseCustomer({ customerId, seenAt: world.now.toISOString(), actor: 'erin', why: 'they asked' }, world.context);

  /** All that is in the table, as one text. */
  async function everything(): Promise<string> {
    const { Items = [] } = await world.client.send(new ScanCommand({ TableName: tableName }));
    return JSON.stringify(Items);
  }

  it('leaves nothing of what they write, of their handle and of their name, whenever it comes in between', async () => {
    for (let call = 1; ; call++) {
      await world.close();
      world = await ThreadWorld.open();
      world.known.set(ruth, ruthAsCustomer);
      const message = await world.received(theirs);
      const life = new Interrupted(call, () => erase('cus_ruth'));
      await hearMessage(message, led(life));
      const personal = ['it stopped', 'Ruth M.', `"${ruth}"`, `\\"${ruth}\\"`];
      if (!life.wasInterrupted) {
        const all = await everything();
        expect(personal.filter((text) => !all.includes(text))).toEqual([]);
        break;
      }
      // Whatever is delivered once more.
      await hearMessage(message, world.context);
      const kept = await everything();
      expect([call, personal.filter((text) => kept.includes(text))]).toEqual([call, []]);
    }
  });

  it('that comes while an answer is written lets nothing leave, and keeps no word of it', async () => {
    await world.writes(theirs);
    const of = await world.only();
    await world.answer(of, { text: 'Dear Ruth, we know.' });
    await erase('cus_ruth');
    await world.later(minuteMs).deliver(of);
    expect(world.seen).toEqual([]);
    expect(await everything()).not.toContain('Dear Ruth');
  });
});

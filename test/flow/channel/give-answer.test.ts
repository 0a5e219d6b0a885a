import fc from 'fast-check';
import type { AnswerEvent } from '../../../lambdas/channels/events/answer-events';
import { facebook } from '../../../lambdas/channels/facebook/facebook';
import type { AnswerOutcome, WrittenAnswer } from '../../../lambdas/channels/port/answer';
import { AnswerInProgressError, AnswerWaitsError, giveAnswer } from '../../../lambdas/flow/channel/give-answer';
import { KeyMissingError } from '../../../lambdas/fulfilment/keys/provider-key';
import { hourMs, minuteMs } from '../../../lambdas/model/durations';
import { MemoryAnswers } from '../../fakes/memory-answers';
import { RecordingObserver } from '../../fakes/recording-observer';

const wroteAt = new Date('2026-11-29T10:00:00Z');
const replyTo = {
  network: 'messenger',
  account: '103871',
  messageId: 'm_1',
  threadId: '88231',
  writtenAt: wroteAt.toISOString(),
};
const answer: WrittenAnswer = {
  schemaVersion: 1,
  answerId: 'ans_1',
  replyTo,
  to: 'author',
  text: 'We are sorry. Order 551023 goes back to you in full.',
  by: 'person',
};
const toComment = { ...replyTo, network: 'facebook' };
const inPublic: WrittenAnswer = {
  ...answer,
  replyTo: toComment,
  to: 'public',
  text: 'We are sorry, and wrote to you.',
};

class Scene {
  readonly store = new MemoryAnswers();
  readonly observer = new RecordingObserver();
  readonly published: AnswerEvent[] = [];
  readonly seen: string[] = [];
  readonly asPeople: boolean[] = [];
  isIdempotent = false;
  now = new Date(wroteAt.getTime() + hourMs);
  /** What each attempt comes to: an outcome, or what is thrown; then everything is sent. */
  outcomes: (AnswerOutcome | Error)[] = [];
  diesBeforePublishing = 0;

  give(written: WrittenAnswer = answer) {
    return giveAnswer(written, {
      store: this.store,
      sender: {
        isIdempotent: this.isIdempotent,
        send: async ({ key, answer: { text }, isForPeople }) => {
          const outcome = this.outcomes.shift() ?? { state: 'sent', reference: 'mid.1' };
          this.asPeople.push(isForPeople);
          const reaches = outcome instanceof Error || outcome.state === 'unknown' || outcome.state === 'sent';
          if (reaches && !(outcome instanceof KeyMissingError) && !(this.isIdempotent && this.keys.has(key))) {
            this.keys.add(key);
            this.seen.push(text);
          }
          if (outcome instanceof Error) throw outcome;
          return outcome;
        },
      },
      wayTo: facebook.wayTo,
      publisher: {
        publish: async (event) => {
          if (this.diesBeforePublishing-- > 0) throw new Error('killed');
          this.published.push(event);
        },
      },
      observer: this.observer,
      clock: () => this.now,
    });
  }

  private readonly keys = new Set<string>();
}

describe('an answer', () => {
  it('is sent, and its sending is told with the id that the network gave it', async () => {
    const scene = new Scene();
    await expect(scene.give()).resolves.toMatchObject({ state: 'sent', reference: 'mid.1', attempts: 1 });
    expect(scene.seen).toEqual([answer.text]);
    expect(scene.published).toMatchObject([{ answerId: 'ans_1', replyTo, state: 'sent', reference: 'mid.1' }]);
  });

  it('is sent once, however often it is handed over, and told each time', async () => {
    const scene = new Scene();
    for (let n = 0; n < 3; n++) await scene.give();
    expect(scene.seen).toHaveLength(1);
    expect(scene.published).toHaveLength(3);
    expect(new Set(scene.published.map((event) => JSON.stringify(event))).size).toBe(1);
  });

  it('is sent once where two attempts begin together', async () => {
    const scene = new Scene();
    const attempts = await Promise.allSettled([scene.give(), scene.give()]);
    expect(scene.seen).toHaveLength(1);
    const lost = attempts.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject([{ reason: expect.any(AnswerInProgressError) }]);
  });

  it('is told after all where the attempt died before it was', async () => {
    const scene = new Scene();
    scene.diesBeforePublishing = 1;
    await expect(scene.give()).rejects.toThrow('killed');
    await scene.give();
    expect(scene.seen).toHaveLength(1);
    expect(scene.published).toMatchObject([{ state: 'sent' }]);
  });

  it('keeps its id: another one with the same id is refused, and not sent', async () => {
    const scene = new Scene();
    await scene.give();
    scene.now = new Date(scene.now.getTime() + minuteMs);
    await scene.give({ ...answer, text: 'Something else' });
    expect(scene.seen).toEqual([answer.text]);
    const refusal = scene.published.at(-1);
    expect(refusal).toMatchObject({ state: 'refused', reason: 'id-used', at: scene.now.toISOString() });
    expect(refusal?.reference).toBeUndefined();
    await expect(scene.give()).resolves.toMatchObject({ state: 'sent' });
  });

  it('leaves nothing of itself and of the customer in what is remembered', async () => {
    const scene = new Scene();
    await scene.give();
    expect(JSON.stringify([...scene.store.records])).not.toMatch(/sorry|88231|m_1|551023/);
  });
});

describe('where the reply of the network is lost', () => {
  it('it is in doubt and never sent again, where the network knows no keys', async () => {
    const scene = new Scene();
    scene.outcomes = [{ state: 'unknown', why: 'the connection broke' }];
    await expect(scene.give()).resolves.toMatchObject({ state: 'unknown' });
    scene.now = new Date(scene.now.getTime() + hourMs);
    await scene.give();
    expect(scene.seen).toHaveLength(1);
    expect(scene.published).toMatchObject([{ state: 'unknown' }, { state: 'unknown' }]);
  });

  it('it is asked for again with the same key, where the network sends each key once', async () => {
    const scene = new Scene();
    scene.isIdempotent = true;
    scene.outcomes = [{ state: 'unknown', why: 'the connection broke' }];
    await expect(scene.give()).rejects.toThrow(AnswerWaitsError);
    await expect(scene.give()).resolves.toMatchObject({ state: 'sent', attempts: 2 });
    expect(scene.seen).toHaveLength(1);
  });

  it('it stays in doubt where the window has closed before it could be asked again', async () => {
    const scene = new Scene();
    scene.isIdempotent = true;
    scene.outcomes = [{ state: 'unknown', why: 'the connection broke' }];
    await expect(scene.give()).rejects.toThrow(AnswerWaitsError);
    scene.now = new Date(wroteAt.getTime() + 7 * 24 * hourMs);
    await expect(scene.give()).resolves.toMatchObject({ state: 'unknown' });
    expect(scene.published).toMatchObject([{ state: 'unknown' }]);
  });

  it.each([false, true])('a death while sending ends in the same way (knows keys: %j)', async (isIdempotent) => {
    const scene = new Scene();
    scene.isIdempotent = isIdempotent;
    const { store } = scene;
    const save = store.save.bind(store);
    let saves = 0;
    store.save = async (record) => {
      if (++saves === 2) throw new Error('killed');
      return save(record);
    };
    await expect(scene.give()).rejects.toThrow('killed');
    await expect(scene.give()).rejects.toThrow(AnswerInProgressError);
    scene.now = new Date(scene.now.getTime() + 2 * minuteMs);
    await expect(scene.give()).resolves.toMatchObject({ state: isIdempotent ? 'sent' : 'unknown' });
    expect(scene.seen).toHaveLength(1);
  });
});

describe('where nothing was sent for certain', () => {
  it.each<[string, AnswerOutcome | Error]>([
    ['the network asks for fewer requests', { state: 'later', why: 'too many' }],
    ['the token cannot be read', new KeyMissingError('there is no secret')],
  ])('it waits and is sent later: %s', async (_, outcome) => {
    const scene = new Scene();
    scene.outcomes = [outcome];
    await expect(scene.give()).rejects.toThrow(AnswerWaitsError);
    expect(scene.seen).toEqual([]);
    expect(scene.published).toEqual([]);
    await expect(scene.give()).resolves.toMatchObject({ state: 'sent', attempts: 2 });
    expect(scene.seen).toHaveLength(1);
  });

  it('it is refused once the window has closed while it waited', async () => {
    const scene = new Scene();
    scene.outcomes = [{ state: 'later', why: 'too many' }];
    await expect(scene.give()).rejects.toThrow(AnswerWaitsError);
    scene.now = new Date(wroteAt.getTime() + 7 * 24 * hourMs);
    await expect(scene.give()).resolves.toMatchObject({ state: 'refused', reason: 'window-over' });
    expect(scene.seen).toEqual([]);
  });
});

describe('what is refused before the network is asked', () => {
  const euros = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

  it.each([
    ['a mail address', 'Write to aylin@example.com, please', 'personal-in-public'],
    ['the number of an order', 'Your order 77140-2 is on its way', 'personal-in-public'],
    ['an amount', 'You get 89.90 € back', 'personal-in-public'],
    ['an amount with a code', 'You get EUR 89 back', 'personal-in-public'],
    ['an amount as browsers write it', `You get ${euros.format(89.9)} back`, 'personal-in-public'],
    ['an amount as price tags have it', 'You get 50,– € back', 'personal-in-public'],
    ['an amount in words', 'You get 89 Euros back', 'personal-in-public'],
    ['an amount in roubles', 'Мы вернули 500 рублей', 'personal-in-public'],
    ['an amount in yuan', '已退款100元', 'personal-in-public'],
    ['an amount in wide digits', '￥１００を返金しました', 'personal-in-public'],
    ['an order in wide digits', 'ご注文７７１４０', 'personal-in-public'],
    ['an order in groups that do not break', 'Your order 77\u00a0140\u202f200', 'personal-in-public'],
    ['an order with signs that nobody sees', 'Your order 771\u200b40', 'personal-in-public'],
    ['a phone number', 'We call +49 30 1234567', 'personal-in-public'],
    ['more than the network takes', 'very sorry '.repeat(800), 'too-long'],
  ])('%s, where everybody reads it', async (_, text, reason) => {
    const scene = new Scene();
    await expect(scene.give({ ...inPublic, text })).resolves.toMatchObject({ state: 'refused', reason });
    expect(scene.seen).toEqual([]);
    expect(JSON.stringify(scene.published)).not.toContain(text.trim());
  });

  it('nothing of what is usual in public', async () => {
    const texts = [
      'We are sorry, and wrote to you.',
      'By 18:30 today, or by 2 December 2026',
      'Wir melden uns in 24 h',
      'Two of us are on it, 24/7, since 9:30',
      'Мы ответим за 24 часа',
      '我们会在24小时内回复您',
    ];
    for (const text of texts) {
      const scene = new Scene();
      await expect(scene.give({ ...inPublic, text })).resolves.toMatchObject({ state: 'sent' });
    }
  });

  it('an answer in public to what was written in private', async () => {
    const scene = new Scene();
    await expect(scene.give({ ...answer, to: 'public' })).resolves.toMatchObject({ reason: 'no-way' });
    expect(scene.seen).toEqual([]);
  });

  it('an answer of a machine after a day, and of anybody after a week; a person says that they are one', async () => {
    const scene = new Scene();
    scene.now = new Date(wroteAt.getTime() + 24 * hourMs);
    await expect(scene.give({ ...answer, answerId: 'a', by: 'machine' })).resolves.toMatchObject({
      reason: 'window-over',
    });
    await expect(scene.give({ ...answer, answerId: 'b' })).resolves.toMatchObject({ state: 'sent' });
    scene.now = new Date(wroteAt.getTime() + 7 * 24 * hourMs);
    await expect(scene.give({ ...answer, answerId: 'c' })).resolves.toMatchObject({ reason: 'window-over' });
    expect(scene.asPeople).toEqual([true]);
  });
});

it('whatever happens to attempts, a customer reads an answer once at most, and an end stays what it is', async () => {
  const outcome = fc.constantFrom<AnswerOutcome | Error>(
    { state: 'sent', reference: 'mid.1' },
    { state: 'later', why: 'busy' },
    { state: 'unknown', why: 'broken' },
    { state: 'refused', reason: 'not-reachable', why: 'blocked' },
    new KeyMissingError('none'),
    new Error('anything'),
  );
  const step = fc.record({ waitMinutes: fc.nat(300), together: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(outcome),
      fc.array(step, { maxLength: 8 }),
      async (keyed, outcomes, steps) => {
        const scene = new Scene();
        scene.isIdempotent = keyed;
        scene.outcomes = [...outcomes];
        const ends = new Set<string>();
        for (const { waitMinutes, together } of steps) {
          scene.now = new Date(scene.now.getTime() + waitMinutes * minuteMs);
          const given = await Promise.allSettled(together ? [scene.give(), scene.give()] : [scene.give()]);
          for (const each of given) if (each.status === 'fulfilled') ends.add(each.value.state);
        }
        expect(scene.seen.length).toBeLessThanOrEqual(1);
        expect(ends.size).toBeLessThanOrEqual(1);
        if (ends.has('sent')) expect(scene.seen).toHaveLength(1);
        if (ends.has('refused') && !keyed) expect(scene.seen).toHaveLength(0);
      },
    ),
  );
});

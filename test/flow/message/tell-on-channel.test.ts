import { noteContact } from '../../../lambdas/channels/consent/contact';
import { taggedIn } from '../../../lambdas/channels/port/message-tag';
import { sms } from '../../../lambdas/channels/sms/send/rules';
import { whatsapp } from '../../../lambdas/channels/whatsapp/send/rules';
import { dayMs } from '../../../lambdas/model/durations';
import { applyEmailEvent } from '../../../lambdas/flow/inbound/apply-email-event';
import { ApologyInProgressError } from '../../../lambdas/flow/notify/apology-delivery';
import { MessageWaitsError } from '../../../lambdas/flow/message/message-channel';
import { resendNotice } from '../../../lambdas/flow/notify/resend-notice';
import { filmFailure } from '../../fakes/film-failure';
import { MessageWorld, phone } from './message-world';

const both = [
  { channel: 'sms', handle: phone },
  { channel: 'whatsapp', handle: '+44 20 7946 0123' },
];

async function report(world: MessageWorld, by: string, state: 'delivered' | 'bounced') {
  const { customerId, remedyId } = world.onlyRecord();
  return applyEmailEvent({ customerId, remedyId, template: 'apology', state, by }, world.emailPorts());
}

describe('a mail that came back', () => {
  it('is said on the channel that the customer named, once, however often that is heard', async () => {
    const world = await MessageWorld.withBouncedMail();
    await world.hear(3);
    expect(world.sms.begun).toHaveLength(1);
    const [message] = world.sms.begun;
    expect(message).toMatchObject({ handle: phone });
    expect(message?.text).toMatch(/^A message from Example Films: we're sorry\. We've refunded £3\.99\..*STOP/);
    expect(message?.text).not.toMatch(/Zoë|Park/);
    expect(world.notices().apology).toMatchObject({ state: 'sent', by: 'sms', messageId: 'msg-1', trouble: undefined });
  });

  it('names whose message it is, so that what becomes of it is known', async () => {
    const world = await MessageWorld.withBouncedMail();
    await world.hear();
    const { customerId, remedyId } = world.onlyRecord();
    expect(taggedIn(world.sms.begun[0]?.tag ?? '')).toEqual({ customerId, remedyId, template: 'apology' });
    await report(world, 'sms', 'delivered');
    expect(world.notices().apology).toMatchObject({ state: 'delivered', by: 'sms' });
  });

  it('is not said by SMS where a mail arrived, was called spam, or may have left', async () => {
    for (const state of ['delivered', 'complained'] as const) {
      const world = new MessageWorld();
      await world.publishFailure(filmFailure({ customer: { channels: both } }));
      await world.applyEmailEvent('apology', state);
      await world.hear();
      expect(world.sms.begun).toEqual([]);
    }
    const world = new MessageWorld();
    world.mailer.failNext(new Error('socket hang up'), { taken: true });
    await world.publishFailure(filmFailure({ customer: { channels: both } }));
    await world.hear();
    expect([world.sms.begun, world.notices().apology?.state]).toEqual([[], 'unknown']);
  });

  it('and whose message is in doubt is known to its owner, also where whoever noted that died before they told', async () => {
    const world = await MessageWorld.withBouncedMail();
    const [unread] = world.undelivered.published;
    if (!unread) throw new Error('no owner was told that the mail came back');
    world.sms.next.push({ state: 'unknown', why: 'no answer in time' });
    world.undelivered.refuseNext();
    await expect(world.message(unread)).rejects.toThrow('the bus is throttled');
    await expect(world.message(unread)).resolves.toMatchObject({ result: 'settled' });
    expect(world.undelivered.published.at(-1)).toMatchObject({ state: 'unknown', trouble: 'no-answer' });
    expect(world.sms.begun).toHaveLength(1);
  });

  it('and that a network takes it never is known to its owner, also where whoever noted that died before they told', async () => {
    const world = await MessageWorld.withBouncedMail(both);
    const [unread] = world.undelivered.published;
    if (!unread) throw new Error('no owner was told that the mail came back');
    world.sms.next.push({ state: 'refused', reason: 'rejected', why: 'no such number' });
    world.undelivered.refuseNext();
    await expect(world.message(unread)).rejects.toThrow('the bus is throttled');
    await expect(world.message(unread)).resolves.toMatchObject({ result: 'refused' });
    const refusal = world.undelivered.published.at(-1);
    expect(refusal).toMatchObject({
      state: 'suppressed',
      trouble: 'address-refused',
      why: expect.stringMatching(/^sms/),
    });
    if (refusal) await expect(world.message(refusal)).resolves.toMatchObject({ result: 'no-way' });
    expect([world.sms.begun.length, world.undelivered.published.length]).toEqual([1, 2]);
  });

  it('is said to whoever gave no address at all', async () => {
    const world = new MessageWorld();
    await world.publishFailure(filmFailure({ customer: { email: undefined, channels: both } }));
    await world.hear();
    expect(world.sms.begun).toHaveLength(1);
    expect(world.notices().apology).toMatchObject({ state: 'sent', by: 'sms' });
  });

  it('waits for a person with all reasons where the customer allowed nothing that takes it', async () => {
    const world = await MessageWorld.withBouncedMail([{ channel: 'pigeon', handle: 'x' }]);
    await expect(world.hear()).resolves.toMatchObject([{ result: 'no-way' }]);
    const { trouble, history = [] } = world.notices().apology ?? {};
    expect(trouble).toBe('bounced');
    expect(history.at(-1)?.why).toBe('there is no other way: mail: a mail to this address came back');
    const version = world.notices().apology?.version;
    const [unread] = world.undelivered.published;
    if (unread) await world.message(unread);
    expect(world.notices().apology?.version).toBe(version);
  });
});

describe('a mail that nobody waits for and that came back', () => {
  it.each(['refund-there', 'feedback'] as const)(
    'is said on no channel and not sent once more, and people see it but for a question: %s',
    async (template) => {
      const world = new MessageWorld();
      world.followUpOptions = { refund: template === 'refund-there' };
      world.daysAfterArrival = template === 'feedback' ? 2 : undefined;
      world.asking = {
        ...{ store: world.hindrances, turns: world.turns, links: { sign: () => Promise.resolve('signed') } },
        pageUrl: 'https://example.com/answer',
      };
      await world.publishFailure(filmFailure({ customer: { channels: both } }));
      await world.applyEmailEvent('apology', 'delivered');
      await world.sweepEvery(dayMs, 25);
      expect(world.notices()[template]?.state).toBe('sent');
      await world.applyEmailEvent(template, 'bounced');
      const { customerId, remedyId } = world.onlyRecord();
      const of = { customerId, remedyId, template, state: 'bounced', noticeVersion: 4 } as const;
      await world.message(of);
      await world.sweepEvery(dayMs, 3);
      await world.hear();
      expect([world.sms.begun, world.whatsapp.begun]).toEqual([[], []]);
      const trouble = template === 'feedback' ? undefined : 'bounced';
      expect(world.notices()[template]).toMatchObject({ state: 'bounced', trouble, dueAt: undefined });
      expect(world.undelivered.published).toHaveLength(trouble ? 1 : 0);
      const again = await resendNotice({ ...of, actor: 'ann' }, { why: 'they may have missed it' }, world.retryPorts());
      expect(again).toMatchObject({ answer: 'refused' });
    },
  );

  it('does not leave by mail where a message took the place of the mail before it', async () => {
    const world = new MessageWorld();
    world.followUpOptions = { refund: true };
    await world.publishFailure(filmFailure({ customer: { channels: both } }));
    await world.applyEmailEvent('apology', 'bounced');
    await world.hear();
    await report(world, 'sms', 'delivered');
    await world.sweepEvery(dayMs, 25);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
    expect(world.notices()['refund-there']?.history.at(-1)?.why).toContain('a message took its place');
  });
});

describe('what it says is true at that moment', () => {
  it('says nothing of a refund that has failed since the mail came back', async () => {
    const world = await MessageWorld.withBouncedMail();
    await world.failLate('card-unreachable');
    const [unread] = world.undelivered.published;
    if (unread) await expect(world.message(unread)).resolves.toMatchObject({ result: 'not-true' });
    expect(world.sms.begun.filter(({ text }) => text.includes('refunded'))).toEqual([]);
  });

  it('corrects what a message said, where its money fails later', async () => {
    const world = await MessageWorld.withBouncedMail();
    await world.hear();
    await world.failLate('card-unreachable');
    await world.write();
    await world.applyEmailEvent('correction', 'bounced');
    await world.hear();
    expect(world.sms.begun.map(({ text }) => text)).toEqual([
      expect.stringMatching(/We've refunded £3\.99/),
      expect.stringMatching(/Your £3\.99 did not arrive after all/),
    ]);
  });

  it('says nothing to somebody who was erased', async () => {
    const world = await MessageWorld.withBouncedMail();
    const { customerId, remedyId } = world.onlyRecord();
    const at = world.clock().toISOString();
    await world.ledger.eraseEnvelopes(customerId, { until: at, at }, [remedyId]);
    await world.hear();
    expect(world.sms.begun).toEqual([]);
  });

  it('leaves a mail that a person sends once more to that person', async () => {
    const world = await MessageWorld.withBouncedMail();
    const { customerId, remedyId } = world.onlyRecord();
    const which = { customerId, remedyId, template: 'apology' as const, actor: 'ann' };
    const wish = { why: 'it was a typo', email: 'zoe.park@example.com' };
    await resendNotice(which, wish, { ...world.emailPorts(), outcomes: world.outcomes, budgets: world.budgets });
    await world.hear();
    expect(world.sms.begun).toEqual([]);
    await world.write();
    expect(world.notices().apology).toMatchObject({ state: 'sent', by: undefined });
    expect(world.mailer.mails).toHaveLength(2);
  });
});

describe('one channel after the other', () => {
  it('goes on to the next where a network refuses, and tries none twice', async () => {
    const world = await MessageWorld.withBouncedMail([...both].reverse());
    world.channels = world.channels.map((one) => ({
      ...one,
      templateFor: () => ({ name: 'amends_apology', language: 'en', values: [] }),
    }));
    world.whatsapp.next.push({ state: 'refused', reason: 'rejected', why: 'no WhatsApp there' });
    await world.hear(2);
    await world.hear(2);
    expect([world.whatsapp.begun.length, world.sms.begun.length]).toEqual([1, 1]);
    await report(world, 'sms', 'bounced');
    await world.hear();
    expect([world.whatsapp.begun.length, world.sms.begun.length]).toEqual([1, 1]);
    expect(world.notices().apology).toMatchObject({ state: 'bounced', trouble: 'bounced', tried: ['whatsapp', 'sms'] });
  });

  it('takes what becomes of an earlier message for no news of a later one', async () => {
    const world = await MessageWorld.withBouncedMail(both);
    world.channels = world.channels.map((one) => ({
      ...one,
      templateFor: () => ({ name: 'amends_apology', language: 'en', values: [] }),
    }));
    await world.hear();
    await report(world, 'sms', 'bounced');
    await world.hear();
    expect(world.notices().apology).toMatchObject({ state: 'sent', by: 'whatsapp' });
    await expect(report(world, 'sms', 'bounced')).resolves.toEqual({ result: 'known' });
    await expect(world.applyEmailEvent('apology', 'bounced')).resolves.toEqual({ result: 'known' });
    expect(world.notices().apology?.state).toBe('sent');
  });

  it('begins nothing on WhatsApp without words that Meta approved, unless the customer wrote within a day', async () => {
    const silent = await MessageWorld.withBouncedMail([{ channel: 'whatsapp', handle: phone }]);
    await expect(silent.hear()).resolves.toMatchObject([{ result: 'no-way' }]);
    expect(silent.notices().apology?.history.at(-1)?.why).toMatch(/WhatsApp has not approved these words/);

    const wrote = await MessageWorld.withBouncedMail([{ channel: 'whatsapp', handle: phone }]);
    const at = new Date(wrote.now - 23 * 3_600_000).toISOString();
    await noteContact('whatsapp', phone.slice(1), { at }, wrote.contacts);
    await wrote.hear();
    expect(wrote.whatsapp.begun).toMatchObject([{ template: undefined, text: expect.stringMatching(/£3\.99/) }]);
  });
});

describe('in doubt it is never sent twice', () => {
  it('a lost answer ends it: no other channel, and a person looks', async () => {
    const world = await MessageWorld.withBouncedMail(both);
    world.sms.next.push({ state: 'unknown', why: 'AWS did not answer' });
    await world.hear(3);
    await world.hear(3);
    expect([world.sms.begun.length, world.whatsapp.begun.length]).toEqual([1, 0]);
    expect(world.notices().apology).toMatchObject({ state: 'unknown', trouble: 'no-answer' });
  });

  it('so does an attempt that died, and until that is known nobody else begins', async () => {
    const world = await MessageWorld.withBouncedMail(both);
    const save = world.ledger.saveNotice.bind(world.ledger);
    world.ledger.saveNotice = async (next) => {
      if (next.state === 'sent') throw new Error('the function died');
      return save(next);
    };
    await expect(world.hear()).rejects.toThrow('the function died');
    world.ledger.saveNotice = save;
    const [unread] = world.undelivered.published;
    if (!unread) throw new Error('nobody was told');
    await expect(world.message(unread)).rejects.toThrow(ApologyInProgressError);
    world.now += 60_000;
    await expect(world.message(unread)).resolves.toMatchObject({ result: 'unknown' });
    await world.message(unread);
    expect([world.sms.begun.length, world.whatsapp.begun.length]).toEqual([1, 0]);
  });

  it('what was certainly not taken is tried there once more, and waits on the list of a person until then', async () => {
    const world = await MessageWorld.withBouncedMail();
    world.sms.next.push({ state: 'later', why: 'AWS: ThrottlingException' });
    const [unread] = world.undelivered.published;
    if (!unread) throw new Error('nobody was told');
    await expect(world.message(unread)).rejects.toThrow(MessageWaitsError);
    expect(world.notices().apology).toMatchObject({ state: 'suppressed', trouble: 'bounced', by: undefined });
    await expect(world.message(unread)).resolves.toMatchObject({ result: 'sent', network: 'sms' });
    expect(world.sms.begun).toHaveLength(2);
  });
});

describe('STOP', () => {
  it('holds for whatever would be begun there, and leaves other channels', async () => {
    const world = await MessageWorld.withBouncedMail(both);
    await noteContact('sms', phone, { choice: 'stop', at: '2026-11-20T10:00:00.000Z' }, world.contacts);
    await expect(world.hear()).resolves.toMatchObject([{ result: 'no-way' }]);
    expect(world.sms.begun).toEqual([]);
    expect(world.notices().apology?.history.at(-1)?.why).toMatch(/wants to hear nothing more on SMS/);
  });

  it('is known from then on where the network says it', async () => {
    const world = await MessageWorld.withBouncedMail();
    world.sms.next.push({ state: 'refused', reason: 'not-reachable', why: 'AWS: ConflictException', hasStopped: true });
    await world.hear();
    expect([...world.contacts.records.values()]).toMatchObject([{ network: 'sms', choice: { made: 'stop' } }]);
    expect(JSON.stringify([...world.contacts.records])).not.toContain('7946');
  });
});

describe('at night', () => {
  const quiet = { from: 21, until: 8, timeZone: 'Europe/Berlin' };
  const nightly = (world: MessageWorld) =>
    void (world.channels = world.channels.map((channel) => ({ ...channel, quiet })));

  it('nobody is woken: it waits for the customer’s own morning, and is true then', async () => {
    const world = await MessageWorld.withBouncedMail();
    nightly(world);
    world.now = Date.parse('2026-11-20T22:30:00Z');
    await expect(world.hear(2)).resolves.toMatchObject([{ result: 'waiting' }, { result: 'settled' }]);
    expect(world.sms.begun).toEqual([]);
    expect(world.notices().apology).toMatchObject({ waitsUntil: '2026-11-21T08:00:00.000Z', trouble: 'bounced' });
    world.now = Date.parse('2026-11-21T07:59:00Z');
    await world.sweep();
    await world.hear();
    expect(world.sms.begun).toEqual([]);
    world.now = Date.parse('2026-11-21T08:01:00Z');
    await world.sweep();
    await world.hear();
    expect(world.sms.begun).toHaveLength(1);
  });

  it('whoever hears that it is day before the sweep has written it begins all the same, once', async () => {
    const world = await MessageWorld.withBouncedMail();
    nightly(world);
    world.now = Date.parse('2026-11-20T22:30:00Z');
    await world.hear();
    world.now = Date.parse('2026-11-21T08:01:00Z');
    const { customerId, remedyId } = world.onlyRecord();
    const waiting = { customerId, remedyId, template: 'apology', state: 'bounced', noticeVersion: 3 } as const;
    await expect(world.message(waiting)).resolves.toMatchObject({
      result: 'sent',
    });
    await world.sweep();
    await world.hear();
    expect(world.sms.begun).toHaveLength(1);
    expect(world.notices().apology).toMatchObject({ state: 'sent', by: 'sms', waitsUntil: undefined });
  });

  it('a refund that fails overnight is not announced in the morning', async () => {
    const world = await MessageWorld.withBouncedMail();
    nightly(world);
    world.now = Date.parse('2026-11-20T22:30:00Z');
    await world.hear();
    await world.failLate('card-unreachable');
    world.now = Date.parse('2026-11-21T09:00:00Z');
    await world.sweep();
    await world.hear();
    expect(world.sms.begun.filter(({ text }) => text.includes('refunded'))).toEqual([]);
  });
});

describe('the budget of a day', () => {
  it('is never passed: then it is the next channel, and else a person, and somebody is told', async () => {
    const world = await MessageWorld.withBouncedMail();
    world.channels = world.channels.map((channel) => ({ ...channel, dayBudgetUsdMicros: 399_999 }));
    await expect(world.hear()).resolves.toMatchObject([{ result: 'no-way' }]);
    expect(world.sms.begun).toEqual([]);
    expect(world.observer.steps).toContainEqual(
      expect.objectContaining({ step: 'message-over-budget', network: 'sms' }),
    );
    expect(world.notices().apology?.history.at(-1)?.why).toMatch(/sms: the budget of the day is used up/);
  });

  it('counts each message with the most that it may cost', async () => {
    const world = await MessageWorld.withBouncedMail();
    await world.hear();
    expect([...world.spend.days.values()]).toMatchObject([
      { network: 'sms', day: '2026-11-20', usdMicros: 400_000, messages: 1 },
    ]);
    for (const { cost } of [sms, whatsapp]) {
      expect(cost).toMatchObject({ kind: 'by-country', boundUsdMicros: expect.any(Number) });
    }
  });
});

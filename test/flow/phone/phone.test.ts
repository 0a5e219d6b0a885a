import { NobodyFreeError } from '../../../lambdas/flow/phone/begin-call';
import { TaskNotNotedError } from '../../../lambdas/flow/phone/hear-contact';
import { takeRequest } from '../../../lambdas/flow/phone/take-request';
import { monday, PhoneWorld, setting } from './phone-world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let world: PhoneWorld;
beforeEach(async () => {
  world = await PhoneWorld.start();
});
afterEach(() => world.stop());

const at = (ms: number): string => new Date(monday.getTime() + ms).toISOString();

async function acceptTask(): Promise<void> {
  world.instance.accept(world.task.contactId);
  await world.hear();
}

async function speak(): Promise<void> {
  const { contactId } = world.call;
  world.instance.answer(contactId);
  world.instance.accept(contactId);
  world.instance.finish(contactId);
}

describe('a request for a call', () => {
  it('is one task, however often it comes, and promises nothing', async () => {
    await expect(world.take()).resolves.toEqual({ result: 'asked' });
    await expect(world.take()).resolves.toEqual({ result: 'known' });
    expect(world.of('TASK')).toHaveLength(1);
    await world.hear();
    expect(world.published).toEqual([]);
  });

  it('whose answer was lost is still one task', async () => {
    world.api.weather = 'lost';
    await expect(world.take()).rejects.toThrow();
    world.api.weather = 'fine';
    await world.take();
    expect(world.of('TASK')).toHaveLength(1);
  });

  it('that finds the contact center busy or broken begins nothing, and is tried again', async () => {
    for (const weather of ['busy', 'broken'] as const) {
      world.api.weather = weather;
      await expect(world.take()).rejects.toThrow();
    }
    expect(world.of('TASK')).toEqual([]);
    world.api.weather = 'fine';
    await expect(world.take()).resolves.toEqual({ result: 'asked' });
  });

  it('without a number is missed at once', async () => {
    world.phone = undefined;
    await expect(world.take()).resolves.toEqual({ result: 'ended' });
    expect(world.published).toEqual([{ type: 'CallbackMissed', reason: 'address-gone' }]);
    expect(world.of('TASK')).toEqual([]);
  });

  it('that was withdrawn before it came begins nothing', async () => {
    await world.withdraw();
    await expect(world.take()).resolves.toEqual({ result: 'withdrawn' });
    expect(world.of('TASK')).toEqual([]);
  });

  it('that comes when whoever asked has given up on it is missed, and bothers no agent and no customer', async () => {
    const request = { ...world.request(), answerBy: at(2 * hourMs) };
    world.pass(3 * hourMs + minuteMs);
    await expect(takeRequest(request, world.ports)).resolves.toEqual({ result: 'ended' });
    expect(world.of('TASK')).toEqual([]);
    expect(world.published).toEqual([{ type: 'CallbackMissed', reason: 'too-late' }]);
  });

  it('that is withdrawn ends its task, and nobody is said to have missed it', async () => {
    await world.take();
    await world.withdraw();
    expect(world.task.state).toBe('ended');
    await world.hear();
    expect(world.published).toEqual([]);
  });
});

it('a request that is withdrawn while its task begins leaves no task for an agent', async () => {
  const begin = world.ports.center.beginTask.bind(world.ports.center);
  world.ports.center.beginTask = async (task) => {
    const contactId = await begin(task);
    await world.withdraw();
    return contactId;
  };
  await expect(world.take()).resolves.toEqual({ result: 'withdrawn' });
  expect(world.task.state).toBe('ended');
});

it('a request that is withdrawn while the customer is being dialled lets no phone ring on', async () => {
  await world.take();
  const dial = world.ports.center.beginCall.bind(world.ports.center);
  world.ports.center.beginCall = async (call) => {
    await world.withdraw();
    return dial(call);
  };
  await acceptTask();
  expect(world.call.state).toBe('ended');
});

describe('an agent who accepts', () => {
  beforeEach(() => world.take());

  it('has the customer dialled, who is promised it within the minute from then', async () => {
    world.pass(20 * minuteMs);
    world.instance.accept(world.task.contactId);
    world.pass(2_000);
    await world.hear();
    expect(world.published).toEqual([{ type: 'CallbackAccepted', callBy: at(21 * minuteMs) }]);
    expect(world.call).toMatchObject({ to: '+4721930000', state: 'dialling', relatedContactId: world.task.contactId });
    expect(world.call.attributes).toEqual({ amendsAgent: world.instance.agentArn });
    expect(world.steps).toContainEqual({ step: 'call-begun', remedyId: 'rem_1', waitedMs: 2_000, isLate: false });
  });

  it('dials once, though the event comes twice and the answer is lost', async () => {
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    const dial = world.ports.center.beginCall.bind(world.ports.center);
    world.ports.center.beginCall = async (call) => {
      await dial(call);
      throw new Error('the answer was lost');
    };
    await expect(world.hear()).rejects.toThrow('lost');
    world.ports.center.beginCall = dial;
    for (const _ of ['again', 'and again']) for (const event of events) await world.hearOne(event);
    expect(world.of('VOICE')).toHaveLength(1);
  });

  it('is not made to promise what nobody could keep', async () => {
    world.instance.hasRoomForCall = false;
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    await expect(world.hear()).rejects.toThrow(NobodyFreeError);
    expect(world.published).toEqual([]);
    expect(world.of('VOICE')).toEqual([]);
    world.instance.hasRoomForCall = true;
    world.pass(3 * minuteMs);
    for (const event of events) await world.hearOne(event);
    expect(world.published).toEqual([{ type: 'CallbackAccepted', callBy: at(4 * minuteMs) }]);
    expect(world.steps).toContainEqual(expect.objectContaining({ step: 'call-begun', isLate: true }));
  });

  it('is not waited for where that is long ago: anybody of the queue takes the call', async () => {
    world.instance.hasRoomForCall = false;
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    await expect(world.hear()).rejects.toThrow(NobodyFreeError);
    world.instance.hasRoomForCall = true;
    world.pass(20 * minuteMs);
    for (const event of events) await world.hearOne(event);
    expect(world.call.attributes).not.toHaveProperty('amendsAgent');
    expect(world.call.state).toBe('dialling');
  });

  it('calls nobody any more to whom it counts as missed', async () => {
    world.instance.hasRoomForCall = false;
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    await expect(world.hear()).rejects.toThrow(NobodyFreeError);
    world.pass(4 * hourMs);
    for (const event of events) await world.hearOne(event);
    expect(world.of('VOICE')).toEqual([]);
    expect(new Set(world.published.map(({ reason }) => reason))).toEqual(new Set(['no-answer']));
  });

  it('calls nobody who was erased', async () => {
    world.phone = undefined;
    await acceptTask();
    expect(world.of('VOICE')).toEqual([]);
    expect(world.published).toEqual([{ type: 'CallbackMissed', reason: 'address-gone' }]);
  });

  it('calls no number that the instance may not dial, and it is missed', async () => {
    world.phone = '+447700900123';
    await acceptTask();
    expect(world.published.at(-1)).toEqual({ type: 'CallbackMissed', reason: 'other' });
  });
});

describe('a task that was accepted late', () => {
  it('does not wake anybody: where it is night by then, the next morning is promised', async () => {
    await world.take({ deadlineSeconds: 10 * 3_600 });
    world.pass(9 * hourMs);
    await acceptTask();
    expect(world.of('VOICE')).toEqual([]);
    const [again, before] = world.of('TASK');
    expect([again?.state, before?.state]).toEqual(['scheduled', 'ended']);
    expect(world.published).toEqual([{ type: 'CallbackAccepted', callBy: '2026-12-01T10:00:00.000Z' }]);
    await world.hear();
    expect(world.published).toHaveLength(1);
    world.pass(13 * hourMs);
    await acceptTask();
    expect(world.call.state).toBe('dialling');
  });
});

describe('a task that is accepted at night', () => {
  it('is missed, and nothing is promised, where no agent comes again as long as a task can wait', async () => {
    await world.take({ deadlineSeconds: 10 * 3_600 });
    const hours = { timeZone: 'UTC', open: { mon: '09:00-13:00' } };
    world.ports = { ...world.ports, setting: { ...setting, hours } };
    world.pass(9 * hourMs);
    await acceptTask();
    expect(world.published).toEqual([{ type: 'CallbackMissed', reason: 'too-late' }]);
    expect(world.of('TASK')).toHaveLength(1);
  });

  describe('after the contact center was too busy to dial by day', () => {
    beforeEach(async () => {
      await world.take({ deadlineSeconds: 10 * 3_600 });
      world.pass(6 * hourMs + 50 * minuteMs);
      world.instance.accept(world.task.contactId);
      const events = [...world.events];
      const dial = world.ports.center.beginCall.bind(world.ports.center);
      world.ports.center.beginCall = async () => {
        throw new Error('too many requests');
      };
      await expect(world.hear()).rejects.toThrow('too many');
      world.ports.center.beginCall = dial;
      world.pass(20 * minuteMs);
      for (const event of events) await world.hearOne(event);
      await world.hear();
      world.published.splice(0);
    });

    it('is dialled in the morning for the agent who accepts it then, and in time', async () => {
      world.pass(14 * hourMs);
      const acceptedAt = world.now.getTime();
      await acceptTask();
      const callBy = new Date(acceptedAt + minuteMs).toISOString();
      expect(world.published).toEqual([{ type: 'CallbackAccepted', callBy }]);
      expect(world.call.attributes).toEqual({ amendsAgent: world.instance.agentArn });
      expect(world.steps).toContainEqual(expect.objectContaining({ step: 'call-begun', isLate: false }));
    });

    it('is missed where nobody accepts it in the morning', async () => {
      world.pass(40 * hourMs);
      world.instance.tick();
      await world.hear();
      expect(world.published).toContainEqual({ type: 'CallbackMissed', reason: 'no-answer' });
    });
  });

  it('is no task any more once it turns out that the customer was called by day', async () => {
    await world.take({ deadlineSeconds: 10 * 3_600 });
    world.pass(6 * hourMs + 59.8 * minuteMs);
    world.instance.accept(world.task.contactId);
    const [event] = world.events.filter(({ eventType }) => eventType === 'CONNECTED_TO_AGENT');
    const dial = world.ports.center.beginCall.bind(world.ports.center);
    world.ports.center.beginCall = async (call) => {
      await dial(call);
      throw new Error('the answer was lost');
    };
    await expect(world.hear()).rejects.toThrow('lost');
    world.ports.center.beginCall = dial;
    world.pass(minuteMs / 2);
    const { call } = world;
    if (event) await world.hearOne(event);
    expect(world.task.state).toBe('scheduled');
    world.instance.answer(call.contactId);
    world.instance.accept(call.contactId);
    world.instance.finish(call.contactId);
    await world.hear();
    expect(world.task.state).toBe('ended');
    expect(world.published.at(-1)).toEqual({ type: 'CallbackCompleted' });
  });
});

describe('an attempt that dies', () => {
  /** The function stops after so many more writes. */
  const dieAfter = (writes: number): void => {
    const save = world.calls.save.bind(world.calls);
    let left = writes;
    world.calls.save = async (record) => {
      if (left-- <= 0) throw new Error('the function died');
      return save(record);
    };
    revive = () => void (world.calls.save = save);
  };
  let revive = (): void => undefined;

  it.each([0, 1, 2])('while it begins a task, after %i writes, leaves one task and no promise', async (writes) => {
    dieAfter(writes);
    await world.take().catch(() => undefined);
    revive();
    await world.take();
    expect(world.of('TASK')).toHaveLength(1);
    await acceptTask();
    expect(world.of('VOICE')).toHaveLength(1);
  });

  it('before it could note whose task it is loses no agent who accepts it meanwhile', async () => {
    world.api.weather = 'lost';
    await expect(world.take()).rejects.toThrow();
    world.api.weather = 'fine';
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    await expect(world.hear()).rejects.toThrow(TaskNotNotedError);
    await world.take();
    for (const event of events) await world.hearOne(event);
    expect(world.call.state).toBe('dialling');
  });

  it.each([0, 1, 2, 3])('while it dials, after %i writes, dials once and says once what came of it', async (writes) => {
    await world.take();
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    dieAfter(writes);
    await world.hear().catch(() => undefined);
    revive();
    for (const event of events) await world.hearOne(event);
    expect(world.of('VOICE')).toHaveLength(1);
    await speak();
    await world.hear();
    expect(new Set(world.published.map(({ type }) => type))).toEqual(
      new Set(['CallbackAccepted', 'CallbackCompleted']),
    );
  });

  it.each([0, 1, 2])('while it puts off a call, after %i writes, promises the morning all the same', async (writes) => {
    await world.take({ deadlineSeconds: 10 * 3_600 });
    world.pass(9 * hourMs);
    world.instance.accept(world.task.contactId);
    const events = [...world.events];
    dieAfter(writes);
    await world.hear().catch(() => undefined);
    revive();
    for (const event of events) await world.hearOne(event);
    expect(new Set(world.published.map(({ callBy }) => callBy))).toEqual(new Set(['2026-12-01T10:00:00.000Z']));
    expect(world.of('TASK').map(({ state }) => state)).toEqual(['scheduled', 'ended']);
    expect(world.of('VOICE')).toEqual([]);
  });
});

describe('a call', () => {
  beforeEach(async () => {
    await world.take();
    await acceptTask();
    world.published.splice(0);
  });

  const backwards = (all: readonly Readonly<Record<string, unknown>>[]) => all.toReversed();
  const twice = (all: readonly Readonly<Record<string, unknown>>[]) => [...all, ...all];

  it.each([
    ['as it was', (all: readonly Readonly<Record<string, unknown>>[]) => [...all]],
    ['backwards', backwards],
    ['twice', twice],
  ])('in which somebody spoke to the customer is completed, told %s', async (_, order) => {
    await speak();
    await world.hear(order);
    expect(new Set(world.published.map(({ type }) => type))).toEqual(new Set(['CallbackCompleted']));
  });

  it('that nobody answers within the minute is missed', async () => {
    world.pass(minuteMs);
    world.instance.tick();
    await world.hear(twice);
    expect(world.published).toContainEqual({ type: 'CallbackMissed', reason: 'customer-not-reached' });
    expect(world.published.map(({ type }) => type)).not.toContain('CallbackCompleted');
  });

  it('that is answered, and that no agent joins, is not said to have missed the customer', async () => {
    world.instance.answer(world.call.contactId);
    world.pass(minuteMs);
    world.instance.finish(world.call.contactId);
    await world.hear(twice);
    expect(new Set(world.published.map(({ reason }) => reason))).toEqual(new Set(['no-answer']));
  });

  it('that the customer ends as soon as they have answered has not reached them', async () => {
    world.instance.answer(world.call.contactId);
    world.pass(3_000);
    world.instance.finish(world.call.contactId);
    await world.hear();
    expect(new Set(world.published.map(({ reason }) => reason))).toEqual(new Set(['customer-not-reached']));
  });

  it.each([
    ['another call for the same task', { contactId: 'another' }],
    ['what it was passed on to', { contactId: 'passed-on', initiationMethod: 'TRANSFER' }],
  ])('is not ended by the end of %s', async (_, change) => {
    const { contactId } = world.call;
    world.instance.answer(contactId);
    world.instance.accept(contactId);
    const [begun] = world.events.filter(({ eventType }) => eventType === 'CONNECTED_TO_SYSTEM');
    await world.hear();
    const initial = change.contactId === 'another' ? {} : { initialContactId: contactId };
    await world.hearOne({ ...begun, eventType: 'DISCONNECTED', ...initial, ...change });
    expect(world.published).toEqual([]);
    world.instance.finish(contactId);
    await world.hear();
    expect(new Set(world.published.map(({ type }) => type))).toEqual(new Set(['CallbackCompleted']));
  });

  it('that a machine answers is missed, if the agent says so', async () => {
    const { contactId } = world.call;
    world.instance.setAttribute(contactId, 'amendsReached', 'no');
    await speak();
    await world.hear();
    expect(world.published).toContainEqual({ type: 'CallbackMissed', reason: 'customer-not-reached' });
  });

  it('is heard of though nobody could note that it had begun', async () => {
    world.calls.contacts.delete(world.call.contactId);
    await speak();
    await world.hear();
    expect(world.published).toContainEqual({ type: 'CallbackCompleted' });
  });

  it('that is withdrawn while it ends stays withdrawn', async () => {
    world.ports.center.reachedNobody = async () => {
      await world.withdraw();
      return false;
    };
    await speak();
    await world.hear();
    expect(world.published).toEqual([]);
  });

  it('keeps its end, whatever is told later', async () => {
    world.instance.finish(world.call.contactId);
    await world.hear();
    await world.withdraw();
    world.instance.finish(world.task.contactId);
    await world.hear();
    expect(new Set(world.published.map(({ type }) => type))).toEqual(new Set(['CallbackMissed']));
  });
});

describe('what is not ours', () => {
  it('is left alone: another instance, another contact, another kind of event', async () => {
    await world.take();
    world.instance.accept(world.task.contactId);
    const [event] = world.events.filter(({ eventType }) => eventType === 'CONNECTED_TO_AGENT');
    if (!event) throw new Error('There is no such event.');
    world.events = [];
    const elsewhere = { ...event, instanceArn: 'arn:aws:connect:eu-west-1:111122223333:instance/in-2' };
    const stranger = { ...event, contactId: 'another', initialContactId: 'another' };
    const updated = { ...event, eventType: 'CONTACT_DATA_UPDATED' };
    for (const other of [elsewhere, stranger, updated]) await expect(world.hearOne(other)).resolves.toBe('not-ours');
    expect(world.published).toEqual([]);
  });
});

describe('out of hours', () => {
  it('the next opening is promised, once however often it is asked', async () => {
    world.now = new Date('2026-11-30T18:00:00Z');
    await expect(world.take()).resolves.toEqual({ result: 'put-off' });
    await world.take();
    expect(new Set(world.published.map(({ callBy }) => callBy))).toEqual(new Set(['2026-12-01T10:00:00.000Z']));
    expect(world.of('TASK')).toHaveLength(1);
    world.pass(15 * hourMs);
    expect(world.task.state).toBe('queued');
  });

  it('nobody is left waiting for an opening that comes too late for a task', async () => {
    world.now = new Date('2026-12-01T18:00:00Z');
    world.ports = { ...world.ports, setting: { ...setting, hours: { timeZone: 'UTC', open: { tue: '09:00-17:00' } } } };
    await expect(world.take()).resolves.toEqual({ result: 'ended' });
    expect(world.published).toEqual([{ type: 'CallbackMissed', reason: 'too-late' }]);
  });
});

describe('an answer on a channel', () => {
  it('that was put off is not promised for a time that is over', async () => {
    world.now = new Date('2026-11-30T18:00:00Z');
    await world.take({ channel: 'facebook' });
    world.pass(15.5 * hourMs);
    await acceptTask();
    expect(new Set(world.published.map(({ callBy }) => callBy))).toEqual(new Set(['2026-12-01T10:00:00.000Z']));
  });

  it('is a task that nobody is dialled for, done when its agent is', async () => {
    await world.take({ channel: 'facebook' });
    await acceptTask();
    expect(world.published).toEqual([{ type: 'CallbackAccepted', callBy: at(2 * hourMs) }]);
    world.instance.finish(world.task.contactId);
    await world.hear();
    expect(world.published.at(-1)).toEqual({ type: 'CallbackCompleted' });
    expect(world.of('VOICE')).toEqual([]);
  });
});

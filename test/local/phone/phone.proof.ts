import * as z from 'zod';
import { callRequestedStories } from '../../../lambdas/failures/call-requested/stories';
import type { PublishedEntry } from '../../../local/demo/script/published-entry';
import type { Contact } from '../../../local/emulator/connect/contact';
import { synthesize } from '../../../local/system/synthesize';
import type { AccessChecked } from '../../../local/emulator/events/emulator-event';
import type { SystemEvent } from '../../../local/system/system-event';
import { publish } from '../../../local/demo/publish';
import { TestSystem, type Failed } from '../test-system';

// What agents of a contact center see and do, and what customers hear and read of it: through the real functions, an
// emulated instance of Amazon Connect, and the inbox.

const instanceArn = 'arn:aws:connect:eu-west-1:000000000000:instance/7d1f0c52-9f2a-4a51-8a59-3f6f1b0e5c11';
const context = {
  callbacks: 'connect',
  reports: '{"calls":true}',
  connect: JSON.stringify({
    instanceArn,
    queueId: '2c6b8a3e-0f6d-4c0e-9d55-1f6a2f7f3b10',
    consoleUrl: 'https://console.example.com/',
  }),
  policies: JSON.stringify({ CallRequested: { hours: { from: 0, to: 24, days: [1, 2, 3, 4, 5, 6, 7] } } }),
};

let system: TestSystem;
const checked: AccessChecked[] = [];
const requested: object[] = [];
let synthesized: Awaited<ReturnType<typeof synthesize>>;
beforeAll(async () => {
  // It has a function that the plain app has not.
  synthesized = await synthesize({ context });
  const listener = (event: SystemEvent): void => {
    if (event.kind === 'access-checked') checked.push(event);
    if (event.kind === 'event-accepted' && event.detailType === 'CallbackRequested') requested.push(detailOf(event));
  };
  system = await TestSystem.open({ assembly: synthesized.folder, listener });
});
afterAll(async () => {
  await system.local.stop();
  await synthesized.stop();
});

/** A zone in which the clock shows that hour now, give or take one. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

const noon = zoneAt(13);
const night = zoneAt(23);

const [wouldRatherTalk] = callRequestedStories;

/** Somebody asks to be called, as the page on which they do publishes it. */
function asksToBeCalled(customerId: string, timeZone = noon): PublishedEntry {
  const { detail } = wouldRatherTalk;
  const { paymentId: _, ...purchase } = detail.purchase;
  return {
    Source: 'amends.reports',
    DetailType: 'CallRequested',
    Detail: {
      ...detail,
      occurredAt: new Date().toISOString(),
      customer: { ...detail.customer, id: customerId, email: `${customerId}@example.com`, timeZone },
      purchase: { ...purchase, orderId: `ord_${customerId}` },
      call: { requestId: `call_${customerId}` },
    },
  };
}

const phone = () => {
  const { phone: known } = system.local;
  if (!known) throw new Error('The template has no contact center.');
  return known;
};

function contactsOf({ remedyId }: Failed): readonly Contact[] {
  const { all } = phone().instance;
  const tasks = all.filter(({ attributes }) => attributes['amendsRemedy'] === remedyId);
  const ids = tasks.map(({ contactId }) => contactId);
  return [...tasks, ...all.filter(({ relatedContactId = '' }) => ids.includes(relatedContactId))];
}

function one(contacts: readonly Contact[]): Contact {
  const [contact, ...others] = contacts;
  if (!contact || others.length > 0) throw new Error(`There are ${contacts.length} contacts, and not one.`);
  return contact;
}

const taskOf = (failed: Failed): Contact =>
  one(contactsOf(failed).filter(({ channel, state }) => channel === 'TASK' && state !== 'ended'));
const callOf = (failed: Failed): Contact => one(contactsOf(failed).filter(({ channel }) => channel === 'VOICE'));

const detailOf = (event: { readonly detail: unknown }): object => z.looseObject({}).parse(event.detail);

async function after(step: () => void): Promise<void> {
  step();
  await system.local.idle();
}

async function accepted(failed: Failed): Promise<void> {
  await after(() => phone().instance.accept(taskOf(failed).contactId));
}

async function subjectsTo(failed: Failed): Promise<string[]> {
  return (await system.mailsTo(failed)).map(({ subject }) => subject);
}

const textOf = ({ body }: { readonly body: { readonly text: string } }) => body.text.replace(/[\u2066-\u2069]/gu, '');

async function stateOf(failed: Failed): Promise<string> {
  return (await system.getRemedy(failed)).record.state;
}

describe('somebody who would rather talk', () => {
  let failed: Failed;
  let typesBefore: number;

  it('is a task for an agent, with the story and nobody’s name', async () => {
    failed = await system.publishFailure(asksToBeCalled('cus_talks'));
    const { name, description, references } = taskOf(failed);
    expect(name).toBe('Call: CallRequested, ord_cus_talks');
    expect(description).toContain('Who says so: the customer.');
    expect(description).toContain('Order: ord_cus_talks, for which 549.00 NOK was paid.');
    expect(description).toContain(`Their time zone: ${noon}.`);
    const url = `https://console.example.com/remedies/cus_talks/${failed.remedyId}`;
    expect(references).toEqual({ 'The whole story': { Type: 'URL', Value: url } });
    expect(JSON.stringify(taskOf(failed))).not.toMatch(/Ingrid|Halvorsen|@example|\+47/);
  });

  it('is promised nothing before an agent has accepted it', async () => {
    expect(contactsOf(failed)).toHaveLength(1);
    expect(system.publishedTypes.filter((type) => type === 'CallbackAccepted')).toEqual([]);
    const mails = await system.mailsTo(failed);
    expect(mails).toHaveLength(1);
    expect(mails.map(textOf).join()).not.toMatch(/calls you by/);
  });

  it('is dialled within the minute once an agent accepts, and once only', async () => {
    typesBefore = system.publishedTypes.length;
    await accepted(failed);
    expect(callOf(failed)).toMatchObject({ state: 'dialling', to: '+4721930000' });
    expect(system.publishedTypes.slice(typesBefore)).toContain('CallbackAccepted');
  });

  it('hears the agent who knows the story, and it is done', async () => {
    const { contactId } = callOf(failed);
    await after(() => phone().instance.answer(contactId));
    expect(callOf(failed).forAgent).toBe(phone().instance.agentArn);
    await after(() => phone().instance.accept(contactId));
    expect(system.publishedTypes.slice(typesBefore)).not.toContain('CallbackCompleted');
    await after(() => phone().instance.finish(contactId));
    expect(system.publishedTypes.slice(typesBefore)).toContain('CallbackCompleted');
    expect(await stateOf(failed)).toBe('issued');
    expect(await subjectsTo(failed)).toHaveLength(1);
  });
});

describe('a call that nobody answers', () => {
  it('is missed, and an agent who reaches a machine says so too', async () => {
    for (const [customerId, course] of [
      ['cus_rings', (contactId: string) => phone().instance.finish(contactId)],
      [
        'cus_machine',
        (contactId: string) => {
          const { instance } = phone();
          instance.answer(contactId);
          instance.accept(contactId);
          phone().noteNobody(contactId);
          instance.finish(contactId);
        },
      ],
    ] as const) {
      const failed = await system.publishFailure(asksToBeCalled(customerId));
      await accepted(failed);
      const before = system.publishedTypes.length;
      await after(() => course(callOf(failed).contactId));
      expect(system.publishedTypes.slice(before)).toContain('CallbackMissed');
      expect(system.publishedTypes.slice(before)).not.toContain('CallbackCompleted');
      expect(await stateOf(failed)).not.toBe('pending');
    }
  });

  it('is missed where no agent takes the task', async () => {
    const failed = await system.publishFailure(asksToBeCalled('cus_ignored'));
    const before = system.publishedTypes.length;
    await after(() => phone().instance.finish(taskOf(failed).contactId));
    expect(system.publishedTypes.slice(before)).toContain('CallbackMissed');
  });
});

describe('at night, by the clock of the customer', () => {
  let failed: Failed;

  it('the next morning is promised instead, in the one mail that they get', async () => {
    failed = await system.publishFailure(asksToBeCalled('cus_sleeps', night));
    expect(taskOf(failed).state).toBe('scheduled');
    const mails = await system.mailsTo(failed);
    expect(mails.map(textOf).join('\n')).toMatch(/calls? you by[^.]*10:00/);
  });

  it('they are called then, and not before', async () => {
    system.local.passTime(10.5 * 3_600_000);
    expect(taskOf(failed).state).toBe('queued');
    await accepted(failed);
    expect(callOf(failed).state).toBe('dialling');
    await after(() => phone().instance.finish(callOf(failed).contactId));
  });

  it('and are told that nobody reached them, because they were promised it', async () => {
    await system.runSweep();
    await system.runSweep();
    const subjects = await subjectsTo(failed);
    expect(subjects.at(-1)).toMatch(/did not reach you/);
  });
});

it('what is not wanted any more is no task any more', async () => {
  const failed = await system.publishFailure(asksToBeCalled('cus_withdrawn'));
  const request = requested.find((detail) => 'remedyId' in detail && detail.remedyId === failed.remedyId);
  const before = system.publishedTypes.length;
  await publish([{ Source: 'amends', DetailType: 'CallbackWithdrawn', Detail: { ...request } }], system.local);
  await system.local.idle();
  expect(contactsOf(failed).map(({ state }) => state)).toEqual(['ended']);
  expect(system.publishedTypes.slice(before)).toEqual([]);
});

it('the function that does all this used every right that it has, and was refused nothing', () => {
  const functionName = system.functionOf('phone-calls');
  const own = checked.filter((access) => access.functionName === functionName);
  expect(own.filter(({ isGranted }) => !isGranted)).toEqual([]);
  const role = system.local.template.functionRoles.find((known) => known.functionName === functionName);
  const granted = role?.statements.flatMap(({ Action }) => Action) ?? [];
  // Lambda itself writes traces and logs and sends on what failed, and nobody is asked for a key here.
  const ofItself = granted.filter((action) => !/^(xray|logs|kms|sqs):/.test(action));
  expect([...new Set(own.map(({ action }) => action))].sort()).toEqual([...new Set(ofItself)].sort());
});

it('nothing of the customer is kept but where it can be erased', async () => {
  const items = await system.storedItems();
  const ofCalls = items.filter(({ pk }) => /^CALL(CONTACT)?#/.test(pk?.S ?? ''));
  expect(ofCalls.length).toBeGreaterThan(0);
  expect(JSON.stringify(ofCalls)).not.toMatch(/Ingrid|Halvorsen|@example|21930000/);
});

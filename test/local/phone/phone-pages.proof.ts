import { startWithPages } from '../../../local/beside/start-with-pages';
import { callRequestedStories } from '../../../lambdas/failures/call-requested/stories';
import { contextOf } from '../../../local/run/start-options';
import { synthesize } from '../../../local/system/synthesize';
import { TestSystem, type Failed } from '../test-system';
import { PageVisitor } from '../trouble/page-visitor';

// The page of the contact center under npm start, as somebody uses it without a script.

const [{ detail }] = callRequestedStories;
const hours = { from: 0, to: 24, days: [1, 2, 3, 4, 5, 6, 7] };

let system: TestSystem;
let synthesized: Awaited<ReturnType<typeof synthesize>>;
let visitor: PageVisitor;
let failed: Failed;
beforeAll(async () => {
  const context = { reports: '{"calls":true}', policies: JSON.stringify({ CallRequested: { hours } }) };
  synthesized = await synthesize({ context: contextOf({ phone: true, context }) });
  system = await TestSystem.open({ assembly: synthesized.folder }, (options) => startWithPages(options, {}));
  visitor = await PageVisitor.signIn(system.local.endpoints.console ?? '', '');
  const { paymentId: _, ...purchase } = detail.purchase;
  failed = await system.publishFailure({
    Source: 'amends.reports',
    DetailType: 'CallRequested',
    Detail: { ...detail, purchase, occurredAt: new Date().toISOString() },
  });
});
afterAll(async () => {
  await system.local.stop();
  await synthesized.stop();
});

async function act(id: string): Promise<string> {
  await visitor.get('/phone');
  const { all = [] } = system.local.phone?.instance ?? {};
  const contact =
    all.find(({ state }) => state !== 'ended' && state !== 'connected') ??
    all.find(({ channel, state }) => channel === 'VOICE' && state === 'connected');
  expect(await visitor.post(`/phone/${contact?.contactId ?? ''}/${id}`)).toMatchObject({ status: 303 });
  await system.local.idle();
  return (await visitor.get('/phone')).text;
}

it('is one click from the first page, and shows the task with its story', async () => {
  expect((await visitor.get('/')).links).toContain('/phone');
  const { text, links } = await visitor.get('/phone');
  expect(text).toContain('Call: CallRequested, ord_91502');
  expect(text).toContain('Who says so: the customer.');
  expect(links).toContain(`/remedies/cus_1803/${failed.remedyId}`);
  expect(await visitor.get(`/remedies/cus_1803/${failed.remedyId}`)).toMatchObject({ status: 200 });
});

it('lets a visitor accept, answer as the customer, speak, and be done', async () => {
  expect(await act('accept')).toContain('The call to +4721930000 The phone rings');
  expect(await act('answer')).toContain('The customer has answered, and waits for the agent');
  expect(await act('take')).toContain('You speak to the customer');
  expect(await act('spoken')).toContain('You have spoken');
  expect(system.publishedTypes).toContain('CallbackCompleted');
});

it('does nothing that is over already, for a contact that is not there, or for another page', async () => {
  await visitor.get('/phone');
  const call = system.local.phone?.instance.all.find(({ channel }) => channel === 'VOICE');
  expect(await visitor.post(`/phone/${call?.contactId ?? ''}/answer`)).toMatchObject({ status: 303 });
  expect((await visitor.get('/phone')).text).toContain('You have spoken');
  expect(await visitor.post('/phone/nobody/answer')).toMatchObject({ status: 404 });
  const elsewhere = await visitor.post('/phone/room', {}, 'http://elsewhere.example.com');
  expect(elsewhere.status).toBe(403);
});

it('shows an agent who has no room for a call', async () => {
  await visitor.get('/phone');
  expect(await visitor.post('/phone/room')).toMatchObject({ status: 303 });
  expect((await visitor.get('/phone')).text).toContain('You have no room for a call');
  await visitor.get('/phone');
  await visitor.post('/phone/room');
});

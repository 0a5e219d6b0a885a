import { startWithPages } from '../../../local/beside/start-with-pages';
import { networkKinds } from '../../../local/company/networks/network-kinds';
import { TestSystem } from '../test-system';
import { PageVisitor } from '../trouble/page-visitor';

// The pages of the networks under npm start, as somebody uses them without a script.

let system: TestSystem;
let visitor: PageVisitor;
beforeAll(async () => {
  system = await TestSystem.open({}, (options) => startWithPages(options, {}));
  visitor = await PageVisitor.signIn(system.local.endpoints.console ?? '', '');
});
afterAll(() => system.local.stop());

const written = { who: 'aylin', way: 'comment', hours: '0', text: 'No answer for <b>weeks</b>' };

it('are one click from the first page, which lists every network that there is', async () => {
  expect((await visitor.get('/')).links).toContain('/channels');
  const list = await visitor.get('/channels');
  for (const { channel, title } of networkKinds) {
    expect(list.links).toContain(`/channels/${channel}`);
    expect(list.text).toContain(title);
    expect(await visitor.get(`/channels/${channel}`)).toMatchObject({ status: 200 });
  }
  expect(await visitor.get('/channels/qzone')).toMatchObject({ status: 404 });
});

it('show what somebody wrote there, what is heard of it, and an answer that is sent', async () => {
  await visitor.get('/channels/facebook');
  expect(await visitor.post('/channels/facebook/write', written)).toMatchObject({ status: 303 });
  await system.local.idle();
  const before = await visitor.get('/channels/facebook?status=200');
  expect(before.text).toContain('the channel’s URL took it');
  expect(before.text).toContain('Aylin D., a comment');
  expect(before.text).toContain('No answer for <b>weeks</b>');
  expect(before.text).toContain('a complaint it has a listed phrase. It is cus_facebook_aylin.');
  const [link = ''] = before.links.filter((href) => href.includes('answer='));
  const received = /answer=(\d+)/.exec(link)?.[1] ?? '';
  const answer = { received, to: 'public', by: 'person', text: 'We are sorry. Write to us in private.' };
  expect(await visitor.post('/channels/facebook/answer', answer)).toMatchObject({ status: 303 });
  await system.local.idle();
  const after = await visitor.get('/channels/facebook');
  expect(after.text).toContain('sent To everybody: “We are sorry. Write to us in private.”');
  expect(after.text).toContain('Example Films (the company), under the comment');
  expect(await visitor.get('/customers/cus_facebook_aylin')).toMatchObject({ status: 200 });
});

it('show why an answer is refused, and which one is in doubt', async () => {
  await visitor.get('/channels/facebook');
  await visitor.post('/channels/facebook/write', { ...written, way: 'message', hours: String(8 * 24) });
  await visitor.post('/channels/facebook/write', { ...written, way: 'message', who: 'tomas' });
  await system.local.idle();
  const { links } = await visitor.get('/channels/facebook');
  const [newest = '', late = ''] = links.flatMap((href) => /answer=(\d+)/.exec(href)?.[1] ?? []);
  await visitor.post('/channels/facebook/answer', { received: late, to: 'author', by: 'person', text: 'Too late?' });
  await visitor.post('/channels/facebook/weather', { weather: 'lost' });
  await visitor.post('/channels/facebook/answer', { received: newest, to: 'author', by: 'person', text: 'In time?' });
  await system.local.idle();
  const { text } = await visitor.get('/channels/facebook');
  expect(text).toContain('refused: window-over To whoever wrote: “Too late?”');
  expect(text).toContain('in doubt To whoever wrote: “In time?”');
});

it('show a message in the place of a mail that came back, and who has ended the channel', async () => {
  await visitor.get('/channels/sms');
  const unreached = { who: 'nadia', there: 'day', locale: 'de-DE', then: 'whatsapp' };
  expect(await visitor.post('/channels/sms/fail', unreached)).toMatchObject({ status: 303 });
  await system.local.idle();
  const seen = await visitor.get('/channels/sms');
  expect(seen.text).toContain('Example Films (the company), an SMS');
  expect(seen.text).toContain('A message left in the place of a mail');
  expect(seen.text).toContain('A message arrived');
  const stop = { who: 'nadia', way: 'sms', hours: '0', text: 'STOP' };
  const answered = await visitor.post('/channels/sms/write', stop);
  expect(answered).toMatchObject({ status: 303 });
  await system.local.idle();
  const stopped = await visitor.get('/channels/sms?status=200');
  expect(stopped.text).toContain('the channel’s topic took it');
  expect(stopped.text).toContain('AWS, by itself');
  expect(stopped.text).toContain('Nadia R. has told the number to stop');
  expect(stopped.text).toContain('Nobody writes to them here any more');
});

it.each([
  ['who nobody is', { who: 'stranger' }],
  ['a language that is not offered', { locale: 'tlh' }],
  ['another time', { there: 'dawn' }],
  ['a network on which nothing is begun', { then: 'facebook' }],
])('let nothing happen to %s', async (_, change) => {
  await visitor.get('/channels/whatsapp');
  const unreached = { who: 'amara', there: 'day', locale: 'en-GB', then: '', ...change };
  expect(await visitor.post('/channels/whatsapp/fail', unreached)).toMatchObject({ status: 400 });
  await visitor.get('/channels/facebook');
  expect(await visitor.post('/channels/facebook/fail', { ...unreached, who: 'aylin' })).toMatchObject({ status: 404 });
});

it.each([
  ['who nobody is', { who: 'nobody' }],
  ['a way that is none', { way: 'telegraph' }],
  ['no words', { text: '  ' }],
  ['another time', { hours: '3' }],
])('refuse %s', async (_, change) => {
  await visitor.get('/channels/facebook');
  expect(await visitor.post('/channels/facebook/write', { ...written, ...change })).toMatchObject({ status: 400 });
});

it('take nothing from another page, and nothing of a network that is not there', async () => {
  await visitor.get('/channels/facebook');
  const elsewhere = await visitor.post('/channels/facebook/write', written, 'http://elsewhere.example.com');
  expect(elsewhere.status).toBe(403);
  expect(await visitor.post('/channels/renren/write', written)).toMatchObject({ status: 404 });
});

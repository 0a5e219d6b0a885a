import { ada, onlyWith } from '../operator-api/operator-world';
import { keepMail, keepMails } from '../operator-api/keep-mail';
import type { MemorySentMails } from '../fakes/memory-sent-mails';
import { filmFailure } from '../fakes/film-failure';
import { ConsoleWorld } from './console-world';

let world: ConsoleWorld;
let mails: MemorySentMails;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  mails = keepMails(world.operator);
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

let customers = 0;

async function bounced() {
  const { customerId, remedyId } = await world.operator.giveAndBounce(`cus_${++customers}`);
  return { customerId, remedyId, path: `/remedies/${customerId}/${remedyId}/notices/apology` };
}

it('mails that went wrong are counted by what is wrong, and each leads to its page', async () => {
  const { path } = await bounced();
  const browser = world.browserOf(ada);
  const list = await browser.open('/notices');
  expect(list.text).toContain('1 mail; the oldest just now.');
  expect(list.text).toContain('1 It bounced');
  expect(list.text).toContain('£3.99');
  expect(list.text).not.toMatch(/example\.com|Zoë/);
  const notice = await browser.open(list.page('main tbody a').first().attr('href') ?? '');
  expect(notice.path).toBe(path);
  expect(notice.text).toContain('It bounced');
  expect(notice.text).toContain('zoe@example.com');
  expect(notice.text).toContain('the mail was bounced');
});

it('a mail is shown as it left, in a frame that can do nothing, and why it is not where nobody can say what it said', async () => {
  const { path, customerId, remedyId } = await bounced();
  const browser = world.browserOf(onlyWith('look'));
  const notice = await browser.open(path);
  const frame = notice.page('iframe');
  expect([frame.attr('src'), frame.attr('sandbox')]).toEqual([`${path}/mail`, '']);
  const mail = await browser.open(`${path}/mail`);
  expect(mail.page('body').text()).toMatch(/To: Zoë Park <zoe@example.com>[^]*Subject: We’ve refunded £3\.99/);
  expect(mail.headers.get('content-security-policy')).toContain('sandbox');
  expect(world.operator.audit.events.at(-1)).toMatchObject({
    operation: 'previewMails',
    about: { customerId, remedyId },
  });
  const never = await browser.open(path.replace('apology', 'correction') + '/mail');
  expect([never.status, never.page('body').text().trim()]).toEqual([409, 'it has not left']);
});

it('a mail that is kept is shown as it left, with when that was, and one that is not says so', async () => {
  const browser = world.browserOf(onlyWith('look'));
  const [one, other] = [await bounced(), await bounced()];
  await keepMail(world.operator, one, mails);
  const kept = (await browser.open(`${one.path}/mail`)).page('body').text();
  expect(kept).toMatch(/As it left on 20 Nov 2026, 20:45 UTC\.[^]*To: Zoë Park <zoe@example.com>[^]*as it left/);
  const anew = (await browser.open(`${other.path}/mail`)).page('body').text();
  expect(anew).toContain('Written once more from what was recorded: it is not kept as it left.');
  for (const [place, text] of mails.kept) mails.kept.set(place, `${text} `);
  expect((await browser.open(`${one.path}/mail`)).page('body').text()).toContain('was changed since it left');
});

it('after an erasure the customer’s page says how many mails are gone', async () => {
  const { customerId, remedyId } = await bounced();
  await keepMail(world.operator, { customerId, remedyId }, mails);
  const browser = world.browserOf(ada);
  const form = await browser.open(`/customers/${customerId}/erase`);
  expect(form.text).toContain('Every mail to them, where mails are kept as they left.');
  const done = await browser.press(form, 'Erase', { why: 'Asked for it.', again: customerId });
  expect(done.text).toContain('Name and address are erased. Mails that were kept as they left: 1, and none is now.');
});

it('the list is narrowed by an address, and a filter that there is not is told', async () => {
  await bounced();
  const browser = world.browserOf(ada);
  const narrowed = await browser.press(await browser.open('/notices'), 'Narrow', { trouble: 'complained' });
  expect(narrowed.path).toBe('/notices?trouble=complained&type=');
  expect(narrowed.text).toContain('There is none.');
  expect(
    (await browser.open('/notices?trouble=bounced&type=VideoPlaybackFailed')).page('tbody tr').length,
  ).toBeGreaterThan(0);
  const refused = await browser.open('/notices?trouble=sad');
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('This cannot be listed');
});

it('a mail is sent once more to a corrected address, which stands in no address of a page', async () => {
  const { customerId, remedyId, path } = await bounced();
  const browser = world.browserOf(ada);
  const corrected = { why: 'They called.', email: 'zoe.park@example.com' };
  const resent = await browser.press(await browser.open(path), 'Send once more', corrected);
  expect(resent.path).toBe(`${path}?done=resent`);
  expect(resent.text).toContain('The mail leaves once more within a minute or two.');
  expect(resent.text).toContain('zoe.park@example.com');
  expect(resent.page('form.verdict')).toHaveLength(0);
  expect(await world.operator.ledger.readEnvelope(customerId, remedyId)).toMatchObject({
    failure: { customer: { email: 'zoe.park@example.com' } },
  });
});

it('what is no address is refused, and what was typed is kept', async () => {
  const { path } = await bounced();
  const browser = world.browserOf(ada);
  const typed = { why: 'They called.', email: 'zoe' };
  const refused = await browser.press(await browser.open(path), 'Send once more', typed);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('is not one mail address');
  expect(refused.page('input[name=email]').attr('value')).toBe('zoe');
  expect(refused.page('form[action$="/resend"] input[name=why]').attr('value')).toBe('They called.');
  expect(refused.page('form[action$="/close"] input[name=why]').attr('value')).toBeUndefined();
});

it('it is taken off the list once the customer was told in another way', async () => {
  const { path, remedyId } = await bounced();
  const browser = world.browserOf(ada);
  const closed = await browser.press(await browser.open(path), 'Take off', { why: 'Told by phone.' });
  expect(closed.text).toContain('It is off the list.');
  expect(closed.text).toContain('Told by phone.');
  expect(closed.page('form[action$="/close"]')).toHaveLength(0);
  expect((await browser.open('/notices')).page(`a[href*="${remedyId}"]`)).toHaveLength(0);
});

it('what somebody else has done meanwhile is not done twice on an old page', async () => {
  const { path } = await bounced();
  const browser = world.browserOf(ada);
  const stale = await browser.open(path);
  await browser.press(await browser.open(path), 'Send once more', { why: 'They called.' });
  const refused = await browser.press(stale, 'Take off', { why: 'Told by phone.' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Nothing was done');
  expect(refused.text).toContain('It is being sent once more, as ada');
});

it('of a customer whose address is erased nothing can be sent, and the page says so', async () => {
  const { path, customerId } = await bounced();
  const erasure = { seenAt: world.operator.clock().toISOString(), why: 'asked for' };
  await world.operator.post(`/customers/${customerId}/erase`, erasure);
  const shown = await world.browserOf(ada).open(path);
  expect(shown.text).toContain('the address is erased or not kept any more');
  expect(shown.page('form[action$="/resend"]')).toHaveLength(0);
  expect(shown.page('form[action$="/close"]')).toHaveLength(1);
});

it('a mail that waits for its words leads to where they are decided on', async () => {
  const failure = filmFailure({ customer: { id: 'cus_words' }, incidentId: 'none' });
  const remedyId = await world.operator.giveAndHoldWords(failure);
  const shown = await world.browserOf(ada).open(`/remedies/cus_words/${remedyId}/notices/apology`);
  expect(shown.text).toContain('Its words wait for a person');
  expect(shown.page('form.verdict')).toHaveLength(0);
});

it('the remedy leads to its mails', async () => {
  const { path } = await bounced();
  const remedy = await world.browserOf(ada).open(path.replace('/notices/apology', ''));
  expect(remedy.page(`a[href="${path}"]`)).toHaveLength(1);
  expect(remedy.text).toContain('Apology: It bounced');
});

it('whoever may only look is offered nothing, and is refused it all the same', async () => {
  const { path } = await bounced();
  const browser = world.browserOf(onlyWith('look'));
  const shown = await browser.open(path);
  expect(shown.page('form.verdict')).toHaveLength(0);
  const token = shown.page('input[name=token]').attr('value') ?? '';
  const refused = await browser.post(`${path}/close`, new URLSearchParams({ token, version: '3', why: 'x' }));
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('this needs the duty retry or write');
});

it('a mail that there never was is said to be none', async () => {
  const { path } = await bounced();
  const browser = world.browserOf(ada);
  for (const template of ['refusal', 'newsletter']) {
    const shown = await browser.open(path.replace('apology', template));
    expect(shown.status).toBe(404);
    expect(shown.text).toContain('there was no such mail of this remedy');
  }
});

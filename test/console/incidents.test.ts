import { defaultLimits } from '../../lambdas/model/limits';
import { idInPath } from '../../lambdas/operator-api/path-id';
import { filmFailure } from '../fakes/film-failure';
import { ada, ben, onlyWith } from '../operator-api/operator-world';
import { ConsoleWorld, type Browser, type Shown } from './console-world';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.start();
  world.operator.limits = { ...defaultLimits, twoPeopleAbove: { GBP: 15_00 } };
});
afterAll(() => world.stop());
afterEach(() => expect(world.errors).toEqual([]));

let viewers = 0;
let incidents = 0;

/** Films that failed for one cause, which is over its limit. */
async function waitsWith(incidentId: string, count: number): Promise<string[]> {
  const limits = { perIncident: { remedies: 0, amountMinor: { GBP: 0 } } };
  const ids: string[] = [];
  for (let one = 0; one < count; one++) {
    const viewer = ++viewers;
    const failure = filmFailure({
      customer: { id: `cus_${viewer}` },
      purchase: { orderId: `ord_${viewer}`, paymentId: `pay_${viewer}`, amountMinor: 399 },
      playback: { rentalId: `rent_${viewer}` },
      incidentId,
    });
    const { result, remedyId } = await world.operator.deliver(failure, limits);
    expect(result).toBe('held');
    ids.push(remedyId);
  }
  return ids;
}

async function incident(count = 2) {
  const incidentId = `cdn/eu ${++incidents}`;
  await waitsWith(incidentId, count);
  return { incidentId, path: `/incidents/${idInPath(incidentId)}` };
}

/** Fills in the form of a verdict, and answers the question that follows. */
async function decide(browser: Browser, path: string, [first, second]: readonly [string, string], why: string) {
  const code: Record<string, string> = first === 'Reject…' ? { code: 'other' } : {};
  const asked = await browser.press(await browser.open(path), first, { why, ...code });
  return browser.press(asked, second);
}

const figures = ({ page }: Shown): string[] =>
  page('.figures li')
    .map((_, one) => page(one).text().replaceAll(/\s+/g, ' ').trim())
    .get();

it('whoever opens it sees how long there is, how much waits, and how many have to approve', async () => {
  const { incidentId, path } = await incident(3);
  const browser = world.browserOf(ada);
  const holds = await browser.open('/holds');
  expect(holds.page(`a[href="${path}"]`).text()).toBe(incidentId);
  const shown = await browser.open(path);
  expect(shown.page('h1').text()).toBe(incidentId);
  expect(shown.text).toMatch(/To decide in \d+ \w+\.?; first held just now/);
  expect(figures(shown)).toEqual(['3remedies wait', '£11.97in all', '0 of 1approval']);
  expect(shown.page('main tbody tr')).toHaveLength(3);
});

it('it is approved once for all, after the question has repeated its numbers beside the button', async () => {
  const { path } = await incident();
  const browser = world.browserOf(ada);
  const asked = await browser.press(await browser.open(path), 'Approve…', {
    why: 'The CDN was down.',
    'text.en': 'We had an outage.\nWe are sorry.',
    tailHours: '6',
  });
  expect(asked.text).toContain('Why: The CDN was down.');
  expect(asked.page('pre').first().text()).toContain('We had an outage.\nWe are sorry.');
  expect(asked.text).toContain('until 6 hours from now');
  expect((await browser.open(path)).text).toContain('To decide');
  const done = await browser.press(asked, 'Approve 2 remedies, £7.98');
  expect(done.path).toBe(`${path}?done=incident-approved`);
  expect(done.text).toContain('Approved by ada (Operators) just now: The CDN was down.');
  expect(done.text).toContain('1. Approved');
  const { body } = await world.operator.get(path);
  expect(body).toMatchObject({
    incident: {
      decided: {
        messages: [{ locale: 'en', text: 'We had an outage.\nWe are sorry.' }],
        coversUntil: '2026-11-21T02:45:00.000Z',
      },
    },
  });
});

it('what comes between the look and the question is shown, and decided on with it', async () => {
  const { incidentId, path } = await incident(1);
  const browser = world.browserOf(ada);
  const shown = await browser.open(path);
  await waitsWith(incidentId, 1);
  const asked = await browser.press(shown, 'Approve…', { why: 'The CDN was down.' });
  expect(asked.text).toContain('It has grown since you looked. Then it was 1 remedy, £3.99.');
  expect((await browser.press(asked, 'Approve 2 remedies, £7.98')).text).toContain('Approved by ada');
});

it('what comes after the question is not decided on unseen: it is asked again with the new figures', async () => {
  const { incidentId, path } = await incident(1);
  const browser = world.browserOf(ada);
  const asked = await browser.press(await browser.open(path), 'Approve…', {
    why: 'The CDN was down.',
    'text.en': 'Sorry.',
  });
  await waitsWith(incidentId, 2);
  const again = await browser.press(asked, 'Approve 1 remedy, £3.99');
  expect(again.status).toBe(409);
  expect(again.text).toContain('Nothing was done: more waits than you have seen: 3 remedies, 11.97 GBP now');
  expect(again.text).toContain('Then it was 1 remedy, £3.99.');
  const done = await browser.press(again, 'Approve 3 remedies, £11.97');
  expect(done.text).toContain('The CDN was down.');
  expect(done.page('pre').text()).toBe('Sorry.');
});

it('so much that it takes two people waits for the second, who sees what the first has approved and written', async () => {
  const { path } = await incident(4);
  const [first, second] = [world.browserOf(ada), world.browserOf(ben)];
  const asked = await first.press(await first.open(path), 'Approve…', {
    why: 'The CDN was down.',
    'text.en': 'Sorry.',
  });
  expect(asked.text).toContain('So much takes the approval of 2 people.');
  const once = await first.press(asked, 'Approve 4 remedies, £15.96');
  expect(once.text).toContain('Another person has to approve it too.');
  expect(figures(once)).toContain('1 of 2approvals by different people');
  const twice = await decide(first, path, ['Approve…', 'Approve 4 remedies, £15.96'], 'Once more.');
  expect([twice.status, twice.text]).toEqual([409, expect.stringContaining('you have approved it before')]);
  const before = await second.open(path);
  expect(before.text).toContain('ada (Operators) just now, for 4 remedies, £15.96: The CDN was down.');
  const question = await second.press(before, 'Approve…', { why: 'Agreed.' });
  expect(question.page('pre').first().text()).toContain('Sorry.');
  expect((await second.press(question, 'Approve 4 remedies, £15.96')).text).toContain('Approved by ben');
});

it('an approval of less is said to count for nothing once more waits', async () => {
  const { incidentId, path } = await incident(4);
  await decide(world.browserOf(ada), path, ['Approve…', 'Approve 4 remedies, £15.96'], 'The CDN was down.');
  await waitsWith(incidentId, 1);
  expect((await world.browserOf(ben).open(path)).text).toContain('An approval of less does not count for it.');
});

it('a rejection says that nobody is written to, and a verdict is withdrawn and stays on record', async () => {
  const { path } = await incident();
  const browser = world.browserOf(ada);
  const asked = await browser.press(await browser.open(path), 'Reject…', {
    code: 'false-alarm',
    why: 'The films played.',
  });
  expect(asked.text).toContain('Nothing of it is given, for good, and nobody is written to.');
  const rejected = await browser.press(asked, 'Reject 2 remedies, £7.98');
  expect(rejected.text).toContain('Of what waits with it nothing is given.');
  const withdrawn = await browser.press(rejected, 'Withdraw', { why: 'The log was wrong.' });
  expect(withdrawn.text).toContain('The verdict is withdrawn for what was not attempted yet.');
  expect(withdrawn.text).toContain('To decide');
  expect(withdrawn.text).toMatch(/1\. Rejected.*Withdrawn .* by ada \(Operators\): The log was wrong\./);
});

it('what a verdict leaves is decided on otherwise only once it was followed for a while', async () => {
  const { path } = await incident();
  const browser = world.browserOf(ada);
  const approved = await decide(browser, path, ['Approve…', 'Approve 2 remedies, £7.98'], 'The CDN was down.');
  expect(approved.page('form.verdict')).toHaveLength(1);
  world.operator.now += 3 * 60_000;
  const rejected = await decide(browser, path, ['Reject…', 'Reject 2 remedies, £7.98'], 'The rest is none of it.');
  expect(rejected.text).toMatch(/1\. Approved.*2\. Rejected/);
});

it('what somebody else has decided meanwhile is told before anything is asked', async () => {
  const { path } = await incident();
  const browser = world.browserOf(ada);
  const stale = await browser.open(path);
  await decide(world.browserOf(ben), path, ['Reject…', 'Reject 2 remedies, £7.98'], 'The films played.');
  const refused = await browser.press(stale, 'Approve…', { why: 'The CDN was down.' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Nothing was done: it has changed since you looked at it');
  expect(refused.text).toContain('Rejected by ben');
});

it('what the operator API does not take is told, and what was typed is there again, in its own form', async () => {
  const { path } = await incident();
  const browser = world.browserOf(ada);
  const typed = { why: 'zoe@example.com called.', 'text.en': 'Sorry.' };
  const asked = await browser.press(await browser.open(path), 'Approve…', typed);
  const refused = await browser.press(asked, 'Approve 2 remedies, £7.98');
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('must not hold a mail address');
  expect(refused.page('form[action$="/approve"] input[name=why]').attr('value')).toBe(typed.why);
  expect(refused.page('textarea[name="text.en"]').text()).toBe('Sorry.');
  expect(refused.page('form[action$="/reject"] input[name=why]').attr('value')).toBeUndefined();
  const changed = await browser.press(asked, 'Change what I wrote');
  expect(changed.page('textarea[name="text.en"]').text()).toBe('Sorry.');
});

describe('what is written to all of them', () => {
  const german = { 'text.de': 'Wir waren das.', 'signedBy.de': 'Ruth Abara', 'signedRole.de': 'Vorständin' };

  it('is shown in the mail of the one that was chosen, before anything is asked', async () => {
    const { path } = await incident();
    const browser = world.browserOf(ada);
    const shown = await browser.open(path);
    expect(shown.page('iframe').attr('src')).toBeUndefined();
    const written = { 'text.en': 'We had an outage.', example: shown.page('select[name=example] option').last().val() };
    const mail = await browser.press(shown, 'Show it in the mail of this one', written as Record<string, string>);
    expect(mail.page('body').text()).toContain('We had an outage.');
    expect(mail.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
    expect(mail.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('is shown in each language with the question, as text and as it looks, and signed', async () => {
    const { path } = await incident();
    const browser = world.browserOf(ada);
    const typed = { why: 'The CDN was down.', 'text.en': 'Sorry.', ...german, othersRead: 'de' };
    const asked = await browser.press(await browser.open(path), 'Approve…', typed);
    const summaries = asked
      .page('main summary')
      .map((_, one) => asked.page(one).text())
      .get();
    expect(summaries.slice(0, 3)).toEqual([
      'British English: what was written',
      'German: what was written',
      'French: what was written, below a note',
    ]);
    const inGerman = asked.page('pre[lang=de]').text();
    expect(inGerman).toContain('Wir waren das.');
    expect(inGerman).toContain('Ruth Abara\nVorständin');
    expect(asked.page('pre[lang=ja]').text()).toContain('ドイツ語');
    const buttons = asked.page('button[value=de]');
    const fields = new URLSearchParams(buttons.closest('form').serialize());
    fields.set('reader', 'de');
    const frame = await browser.post(buttons.attr('formaction') ?? '', fields);
    expect(await frame.text()).toMatch(/Wir waren das\.[^]*Vorständin/);
    const done = await browser.press(asked, 'Approve 2 remedies, £7.98');
    expect(done.text).toContain('Approved by ada');
    expect(done.page('pre[lang=de]').text()).toContain('Wir waren das.');
    const { body } = await world.operator.get(path);
    expect(body).toMatchObject({
      incident: { decided: { othersRead: 'de', messages: [{}, { signedRole: 'Vorständin' }] } },
    });
  });

  it('breaks no rule unseen, and in a language of theirs that we do not write it is sent all the same', async () => {
    const { path } = await incident();
    const browser = world.browserOf(ada);
    const typed = { why: 'x', 'text.en': 'Sorry for any inconvenience.', anotherTag: 'it', 'text.another': 'Scusi.' };
    const asked = await browser.press(await browser.open(path), 'Approve…', typed);
    expect(asked.text).toContain('Careful: no-inconvenience');
    expect(asked.page('pre[lang=it]').text()).toContain('Scusi.');
  });

  it('is approved only as it was shown: what somebody else has put into the form is refused', async () => {
    const { path } = await incident();
    const browser = world.browserOf(ada);
    const asked = await browser.press(await browser.open(path), 'Approve…', { why: 'x', ...german });
    const form = asked.page('form.verdict');
    const fields = new URLSearchParams(form.serialize());
    fields.set('text.de', 'Etwas anderes.');
    const refused = await browser.post(form.attr('action') ?? '', fields);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('these are not the words you were shown');
  });

  it('is not shown where nothing is written: the mail of a person is nobody’s business then', async () => {
    const { path } = await incident();
    const browser = world.browserOf(ada);
    const asked = await browser.press(await browser.open(path), 'Approve…', { why: 'The CDN was down.' });
    expect(asked.page('pre, iframe')).toHaveLength(0);
    expect(asked.text).toContain('Each customer reads the words of what failed.');
  });
});

it('whoever may only look sees all of it and is offered no verdict, and is refused one all the same', async () => {
  const { path } = await incident();
  const browser = world.browserOf(onlyWith('look'));
  const shown = await browser.open(path);
  expect(figures(shown)).toContain('2remedies wait');
  expect(shown.page('form.verdict')).toHaveLength(0);
  const token = shown.page('input[name=token]').attr('value') ?? '';
  for (const [verdict, more] of [
    ['approve', {}],
    ['reject', { confirmed: 'yes' }],
    ['withdraw', {}],
  ] as const) {
    const form = new URLSearchParams({ token, version: '1', why: 'x', ...more });
    const refused = await browser.post(`${path}/${verdict}`, form);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('this needs the duty approve');
  }
});

it('an incident that nothing waits for is said to be none', async () => {
  const shown = await world.browserOf(ada).open('/incidents/INC-404');
  expect(shown.status).toBe(404);
  expect(shown.text).toContain('no remedy is held because of this incident');
});

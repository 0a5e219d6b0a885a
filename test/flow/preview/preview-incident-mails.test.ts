import { approveIncident } from '../../../lambdas/flow/operate/incident-verdicts';
import { countCohort } from '../../../lambdas/flow/operate/cohort';
import { wordingOf, type MessageToAll } from '../../../lambdas/ledger/incident/message-to-all';
import type { IncidentAnswer, ReadMail } from '../../../lambdas/email/incident-previews';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { minuteMs } from '../../../lambdas/model/durations';
import { wordsLocales } from '../../../lambdas/words/locales';
import { filmFailure } from '../../fakes/film-failure';
import { previewsOf } from '../../fakes/previews-of';
import { tombstoneAt } from '../../fakes/tombstone-at';
import { wideLimits } from '../../fakes/wide-limits';
import { World } from '../../fakes/world';

const incidentId = 'the-cdn-of-20-november';

/** An incident over its limit, with a customer for each of these languages. */
async function incidentOf(locales: readonly string[]): Promise<World> {
  const world = new World();
  world.limits = { ...wideLimits, perIncident: { ...wideLimits.perIncident, remedies: 0 } };
  for (const locale of locales) {
    const failure = filmFailure({
      customer: { id: `cus_${locale}`, email: `${locale.toLowerCase()}@example.com`, locale },
      purchase: { orderId: `ord_${locale}`, paymentId: `ch_${locale}` },
      playback: { rentalId: `rent_${locale}` },
    });
    await world.deliver({ ...failure, incidentId });
  }
  return world;
}

/** What an executive writes, in the languages that they or their translators speak. */
const written: MessageToAll = {
  messages: [
    { locale: 'en', text: 'We broke it.\n\n- all of it', signedBy: 'Ruth Abara', signedRole: 'Chief executive' },
    { locale: 'de', text: 'Wir haben es zerstört.', signedBy: 'Ruth Abara', signedRole: 'Vorstandsvorsitzende' },
    { locale: 'it', text: 'È colpa nostra.' },
  ],
};

async function approve(world: World, toAll: MessageToAll, wording: string | undefined = wordingOf(toAll)) {
  const { cohort } = await countCohort(incidentId, world.verdictPorts());
  const who = { incidentId, actor: 'ann', why: 'the CDN was down' };
  return approveIncident(who, { seen: cohort, ...toAll, wording }, world.verdictPorts());
}

function shown(world: World, locale: string, toAll: MessageToAll): Promise<IncidentAnswer> {
  const record = [...world.ledger.records.values()].find(({ customerId }) => customerId === `cus_${locale}`);
  if (!record) throw new Error(`nobody reads ${locale}`);
  const { customerId, remedyId } = record;
  return previewsOf(world.ledger).mailsOfIncident({ incidentId, customerId, remedyId, ...toAll });
}

async function mailsFor(world: World, locale: string, toAll: MessageToAll): Promise<readonly ReadMail[]> {
  const answer = await shown(world, locale, toAll);
  if (answer.answer !== 'done') throw new Error(JSON.stringify(answer));
  return answer.mails;
}

async function theirs(world: World, locale: string, toAll: MessageToAll): Promise<ReadMail> {
  const mail = (await mailsFor(world, locale, toAll)).find(({ isTheirs }) => isTheirs);
  if (!mail) throw new Error('the customer is not among the readers');
  return mail;
}

const asSent = ({ template, sender, to, subject, text, html }: OutgoingMail) => {
  const { replyTo, ...from } = sender;
  return { template, from, replyTo, to, subject, text, html };
};

const asShown = ({ mail }: ReadMail) => {
  if (!mail) throw new Error('no mail was shown');
  const { template, from, replyTo, to, subject, text, html } = mail;
  return { template, from, replyTo, to, subject, text, html };
};

const readers = ['en-GB', 'de-AT', 'it-IT', 'ja-JP', 'zh-TW', 'pt-PT'];

describe.each<[string, MessageToAll]>([
  ['each in their language, or in our words', written],
  ['each in their language, or in English below a note', { ...written, othersRead: 'en' }],
  ['all the same text', { message: 'We broke it.' }],
  ['our words', {}],
])('the customers of an incident read %s', (_, toAll) => {
  it('and each mail leaves as it was shown', async () => {
    const world = await incidentOf(readers);
    const mails = await Promise.all(readers.map((locale) => theirs(world, locale, toAll)));
    expect(await approve(world, toAll)).toMatchObject({ answer: 'done' });
    await world.sweepEvery(minuteMs, 4);
    const byReader = (one: { to: { email: string } }, other: { to: { email: string } }) =>
      one.to.email < other.to.email ? -1 : 1;
    expect(world.mailer.mails.map(asSent).sort(byReader)).toEqual(mails.map(asShown).sort(byReader));
  });
});

it('who wrote signs with their title, and who wrote without a name has the executive sign', async () => {
  const world = await incidentOf(['en-GB', 'de-DE', 'it-IT']);
  expect((await theirs(world, 'de-DE', written)).mail).toMatchObject({
    signedBy: 'Ruth Abara',
    signedRole: 'Vorstandsvorsitzende',
    text: expect.stringContaining('\n\nRuth Abara\nVorstandsvorsitzende'),
  });
  expect((await theirs(world, 'en-GB', written)).mail?.text).toContain('We broke it.\n\n- all of it');
  expect((await theirs(world, 'it-IT', written)).mail?.signedBy).toBe('Ida Brandt');
});

it('in whose language nobody wrote, they read our words in it, and the note only where that was chosen', async () => {
  const world = await incidentOf(['ja-JP']);
  expect(await theirs(world, 'ja-JP', written)).toMatchObject({ reads: 'usual', mail: { locale: 'ja', warnings: [] } });
  const noted = await theirs(world, 'ja-JP', { ...written, othersRead: 'en' });
  expect(noted).toMatchObject({ reads: 'note', mail: { locale: 'ja' } });
  expect(noted.mail?.text).toContain('英語');
  expect(noted.mail?.text).toContain('We broke it.');
});

it('whoever reads Chinese in Taiwan never reads what was written for the mainland', async () => {
  const toAll: MessageToAll = { messages: [{ locale: 'zh-CN', text: '是我们的错。' }] };
  const world = await incidentOf(['zh-TW', 'zh-SG']);
  expect((await theirs(world, 'zh-TW', toAll)).reads).toBe('usual');
  expect((await theirs(world, 'zh-SG', toAll)).reads).toBe('message');
});

it('the text of their own region comes before one of another', async () => {
  const toAll: MessageToAll = {
    messages: [
      { locale: 'en-US', text: 'Apologies, folks.' },
      { locale: 'en-GB', text: 'We are sorry.' },
    ],
  };
  const world = await incidentOf(['en-GB', 'en-AU']);
  expect((await theirs(world, 'en-GB', toAll)).mail?.text).toContain('We are sorry.');
  expect((await theirs(world, 'en-AU', toAll)).mail?.text).toContain('Apologies, folks.');
});

it('one customer is shown as a reader of every language, the customer’s own first', async () => {
  const world = await incidentOf(['de-DE']);
  const mails = await mailsFor(world, 'de-DE', written);
  expect(mails.map(({ locale, reads }) => [locale, reads])).toEqual([
    ['de-DE', 'message'],
    ['en', 'message'],
    ['it', 'message'],
    ...wordsLocales.flatMap(({ tag }) => (['en', 'de'].includes(tag) ? [] : [[tag, 'usual']])),
  ]);
  expect(mails.map(({ mail }) => mail?.to.email)).toEqual(mails.map(() => 'de-de@example.com'));
});

it('what breaks a rule in one of the languages is said of that one', async () => {
  const world = await incidentOf(['en-GB']);
  const toAll: MessageToAll = {
    messages: [
      { locale: 'en', text: 'We broke it.' },
      { locale: 'de', text: 'Leider war das so.' },
    ],
  };
  const mails = await mailsFor(world, 'en-GB', toAll);
  expect(mails.flatMap(({ locale, mail }) => (mail?.warnings.length ? [locale] : []))).toEqual(['de']);
});

it('words in several languages are approved only as they were shown', async () => {
  const world = await incidentOf(['en-GB']);
  const changed = { messages: [{ locale: 'en', text: 'It broke.' }] };
  const { cohort: seen } = await countCohort(incidentId, world.verdictPorts());
  const who = { incidentId, actor: 'ann', why: 'the CDN was down' };
  const unseen = await approveIncident(who, { seen, ...written }, world.verdictPorts());
  expect(unseen).toMatchObject({ answer: 'refused', why: expect.stringContaining('look at their mails before') });
  const other = await approve(world, changed, wordingOf(written));
  expect(other).toMatchObject({ answer: 'refused', why: expect.stringContaining('not the words you were shown') });
  expect(await world.incidents.readIncident(incidentId)).not.toHaveProperty('decided');
  expect(await approve(world, written)).toMatchObject({ answer: 'done', incident: { decided: written } });
});

it('the second person approves what the first wrote, where they were shown just that', async () => {
  const world = await incidentOf(['en-GB', 'de-DE']);
  world.limits = { ...world.limits, twoPeopleAbove: { GBP: 100 } };
  const { cohort: seen } = await countCohort(incidentId, world.verdictPorts());
  const as = (actor: string) => ({ incidentId, actor, why: 'the CDN was down' });
  const first = await approveIncident(
    as('ann'),
    { seen, ...written, wording: wordingOf(written) },
    world.verdictPorts(),
  );
  expect(first).toMatchObject({ answer: 'done', incident: { proposed: written } });
  expect(await approveIncident(as('bob'), { seen }, world.verdictPorts())).toMatchObject({ answer: 'refused' });
  const second = await approveIncident(as('bob'), { seen, wording: wordingOf(written) }, world.verdictPorts());
  expect(second).toMatchObject({ answer: 'done', incident: { decided: { ...written, actor: 'bob' } } });
});

it('a remedy of another incident is not shown, nor one whose customer was erased', async () => {
  const world = await incidentOf(['en-GB']);
  const { customerId, remedyId } = world.onlyRecord();
  const previews = previewsOf(world.ledger);
  const elsewhere = await previews.mailsOfIncident({ incidentId: 'another', customerId, remedyId, ...written });
  expect(elsewhere).toEqual({ answer: 'refused', why: 'it does not wait for a verdict on another' });
  await world.ledger.eraseEnvelopes(customerId, tombstoneAt(world.clock()));
  expect(await shown(world, 'en-GB', written)).toMatchObject({ answer: 'refused' });
  const none = { incidentId, customerId, remedyId: 'rem_none', ...written };
  expect(await previews.mailsOfIncident(none)).toEqual({ answer: 'missing' });
});

it('who was erased after the verdict is not written to, whatever was written for them', async () => {
  const world = await incidentOf(['en-GB', 'de-DE']);
  await approve(world, written);
  await world.ledger.eraseEnvelopes('cus_de-DE', tombstoneAt(world.clock()));
  await world.sweepEvery(minuteMs, 4);
  expect(world.mailer.mails.map(({ to }) => to.email)).toEqual(['en-gb@example.com']);
});

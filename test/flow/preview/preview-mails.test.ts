import { approveHold, rejectHold, type HoldVerdict } from '../../../lambdas/flow/operate/holds';
import type { PreviewAnswer, PreviewedMail } from '../../../lambdas/email/mail-previews';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { announceWaiting } from '../../../lambdas/flow/words/announce-waiting';
import { minuteMs } from '../../../lambdas/model/durations';
import { defaultLimits } from '../../../lambdas/model/limits';
import { filmFailure } from '../../fakes/film-failure';
import { previewsOf } from '../../fakes/previews-of';
import { tombstoneAt } from '../../fakes/tombstone-at';
import { World } from '../../fakes/world';

/** A film that is held, because it is more than one remedy may be. */
async function heldWorld(locale = 'en-GB'): Promise<World> {
  const world = new World();
  world.limits = { ...defaultLimits, perRemedy: { GBP: 100 }, announceAfterMinutes: 0 };
  await world.publishFailure(filmFailure({ customer: { locale } }));
  return world;
}

/** A customer of whom the third failure waits for its owner. */
async function thirdWorld(): Promise<World> {
  const world = new World();
  for (const n of [1, 2, 3]) {
    const purchase = { orderId: `ord_${n}`, paymentId: `ch_${n}` };
    const occurredAt = world.clock().toISOString();
    await world.publishFailure(filmFailure({ playback: { rentalId: `rent_${n}` }, purchase, occurredAt }));
    world.now += minuteMs;
  }
  return world;
}

type Writing = Pick<HoldVerdict, 'message' | 'locale' | 'signedBy'>;

function last(world: World) {
  const record = [...world.ledger.records.values()].at(-1);
  if (!record) throw new Error('nothing is recorded');
  return { customerId: record.customerId, remedyId: record.remedyId };
}

const shown = (world: World, writing: Writing = {}): Promise<PreviewAnswer> =>
  previewsOf(world.ledger).mailsAfter({ ...last(world), ...writing });

async function mailAfter(verdict: string, world: World, writing: Writing = {}): Promise<PreviewedMail> {
  const answer = await shown(world, writing);
  const mail = answer.answer === 'done' ? answer.mails.find((one) => one.verdict === verdict)?.mail : undefined;
  if (!mail) throw new Error(`no mail follows: ${JSON.stringify(answer)}`);
  return mail;
}

/** What a customer gets of a mail. */
const asSent = ({ template, sender, to, subject, text, html }: OutgoingMail) => {
  const { replyTo, ...from } = sender;
  return { template, from, replyTo, to, subject, text, html };
};

const asShown = ({ template, from, replyTo, to, subject, text, html }: PreviewedMail) => {
  return { template, from, replyTo, to, subject, text, html };
};

const list =
  'Sehr geehrte Frau Park, das ist geschehen:\n\n- der Film hielt an\n- wir sahen es\n\nDas war\nunser Fehler.';

describe.each(['en-GB', 'de-DE', 'ja-JP'])('to somebody who reads %s', (locale) => {
  it.each<[string, Writing]>([
    ['in our words', {}],
    ['in those of the approver', { message: list }],
    ['in those of the approver, in French and signed', { message: list, locale: 'fr', signedBy: 'Ann Otieno' }],
  ])('what leaves after an approval is what was shown, %s', async (_, writing) => {
    const world = await heldWorld(locale);
    const mail = await mailAfter('approve', world, writing);
    await approveHold({ ...last(world), actor: 'ann' }, { why: 'looked', ...writing }, world.holdPorts());
    await world.sweepEvery(minuteMs, 3);
    expect(world.mailer.mails.map(asSent)).toEqual([asShown(mail)]);
  });

  it('what leaves after a rejection with a message is what was shown', async () => {
    const world = await heldWorld(locale);
    const writing = { message: list, locale: 'de', signedBy: 'Ann Otieno' };
    const mail = await mailAfter('reject', world, writing);
    await rejectHold({ ...last(world), actor: 'ann' }, { why: 'looked', ...writing }, world.holdPorts());
    await world.write();
    expect(world.mailer.mails.map(asSent)).toEqual([asShown(mail)]);
  });
});

it('who writes signs, without the role and the picture of somebody else, and without a name the brand does', async () => {
  const world = await heldWorld();
  const { text, signedBy, html } = await mailAfter('approve', world, { message: 'I looked.', signedBy: 'Ann Otieno' });
  expect(text).toContain('\n\nAnn Otieno\nExample Films\n');
  expect([signedBy, /Customer care|Nora Lind/.test(html)]).toEqual(['Ann Otieno', false]);
  expect((await mailAfter('approve', world, { message: 'I looked.' })).signedBy).toBe('Nora Lind');
});

it('what is written in another language is announced in the customer’s, and says which it is to who reads it aloud', async () => {
  const { text, html } = await mailAfter('approve', await heldWorld('de-DE'), { message: 'Désolé.', locale: 'fr' });
  expect(text).toContain('in einer anderen Sprache als der Ihren geschrieben: Französisch.\n\nDésolé.');
  expect(html).toContain('<div lang="fr" dir="ltr" style="text-align:left">Désolé.</div>');
});

it.each([
  ['ja', 'Hiragino Sans'],
  ['zh-TW', 'PingFang TC'],
  ['zh-CN', 'PingFang SC'],
])('what is written in %s within another letter is set in fonts that have its characters', async (locale, font) => {
  const { html } = await mailAfter('approve', await heldWorld('de-DE'), { message: '直接', locale });
  expect(html).toContain(`<div lang="${locale}" dir="ltr" style="text-align:left;font-family:&#39;${font}&#39;`);
  expect(html).toContain('<html lang="de"');
});

it('lists and line breaks of what somebody wrote are there in both parts, and nothing in them is a tag', async () => {
  const { text, html } = await mailAfter('approve', await heldWorld(), {
    message: 'One\ntwo:\n- <b>first</b>\n  more\n- second\n\n1. a\n2. b',
  });
  expect(text).toContain('One\ntwo:\n\n- <b>first</b>\n  more\n- second\n\n1. a\n2. b\n');
  expect(html).toContain('One<br>two:');
  expect(html).toMatch(/<ul [^>]*><li [^>]*>&lt;b&gt;first&lt;&#x2F;b&gt;<br>more<\/li><li [^>]*>second<\/li><\/ul>/);
  expect(html).toMatch(/<ol [^>]*><li [^>]*>a<\/li><li [^>]*>b<\/li><\/ol>/);
});

it('words that break a rule are shown with a warning, by the rules of their own language, and are not refused', async () => {
  const world = await heldWorld();
  const sorry = { message: 'We are sorry for any inconvenience.' };
  expect((await mailAfter('approve', world, sorry)).warnings).toEqual([expect.stringMatching(/^no-inconvenience: /)]);
  const german = { message: 'Leider war das so.', locale: 'de-AT' };
  expect((await mailAfter('reject', world, german)).warnings).toEqual([expect.stringMatching(/^no-unfortunately: /)]);
  expect((await mailAfter('approve', world, { message: 'Leider.', locale: 'fi' })).warnings).toEqual([]);
});

it('words in another language than the customer’s, whose language nobody named, are shown with a warning', async () => {
  const world = await heldWorld('de-DE');
  const english = { message: 'We are sorry that it took so long. It was our fault, and you had to wait.' };
  const warned = [expect.stringMatching(/^language: “We are sorry[^”]+” is in en, and it leaves as de$/)];
  expect((await mailAfter('approve', world, english)).warnings).toEqual(warned);
  expect((await mailAfter('approve', world, { ...english, locale: 'en-GB' })).warnings).toEqual([]);
  expect(
    (await mailAfter('approve', world, { message: 'Es tut uns leid, und Sie müssen nichts tun.' })).warnings,
  ).toEqual([]);
});

it('of what is still to be given it says that it takes all of it for granted', async () => {
  const world = await heldWorld();
  expect((await mailAfter('approve', world)).open).toEqual([expect.stringContaining('given as it was decided')]);
  expect((await mailAfter('reject', world, { message: 'No.' })).open).toEqual([]);
});

it('a rejection without a message sends none, unless the customer was told that a person looks', async () => {
  const world = await heldWorld();
  expect(await shown(world)).toMatchObject({
    mails: [{ verdict: 'approve' }, { verdict: 'reject', mail: null, why: 'without a message no mail is sent' }],
  });
  await announceWaiting(world.onlyRecord(), world.holdPorts());
  await world.write();
  world.mailer.mails.splice(0);
  const mail = await mailAfter('reject', world);
  await rejectHold({ ...last(world), actor: 'ann' }, { why: 'looked' }, world.holdPorts());
  await world.write();
  expect(world.mailer.mails.map(asSent)).toEqual([asShown(mail)]);
});

it('a mail that waits for its owner is shown with what they write, and leaves like that', async () => {
  const world = await thirdWorld();
  const writing = { message: 'I have looked into all three myself.\n\n- the second\n- the third', signedBy: 'Ann' };
  const mail = await mailAfter('approve', world, writing);
  expect(mail.open).toEqual([]);
  expect(await shown(world)).toMatchObject({ mails: [{}, { verdict: 'reject', mail: null }] });
  world.mailer.mails.splice(0);
  await approveHold({ ...last(world), actor: 'ann' }, { why: 'the third', ...writing }, world.holdPorts());
  await world.write();
  expect(world.mailer.mails.map(asSent)).toEqual([asShown(mail)]);
});

it('what an approver before wrote is shown to the one after', async () => {
  const world = await heldWorld();
  const yes = { why: 'looked', message: 'I saw it.', signedBy: 'Ann Otieno', approvalsNeeded: 2 } as const;
  await approveHold({ ...last(world), actor: 'ann' }, yes, world.holdPorts());
  expect(await mailAfter('approve', world)).toMatchObject({
    signedBy: 'Ann Otieno',
    text: expect.stringContaining('I saw it.'),
  });
});

it('of what waits for nobody, or was erased, no mail is shown, and the reason is', async () => {
  const issued = new World();
  await issued.publishFailure(filmFailure());
  expect(await shown(issued)).toEqual({
    answer: 'refused',
    why: 'it is issued, and nothing of it waits for a decision',
  });
  const erased = await heldWorld();
  await erased.ledger.eraseEnvelopes('cus_501', tombstoneAt(erased.clock()));
  expect(await shown(erased)).toMatchObject({ answer: 'refused', why: expect.stringContaining('not kept any more') });
  const unknown = { customerId: 'cus_501', remedyId: 'rem_none' };
  expect(await previewsOf(erased.ledger).mailsAfter(unknown)).toEqual({ answer: 'missing' });
});

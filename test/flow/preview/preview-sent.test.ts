import type { PreviewAnswer, PreviewedMail } from '../../../lambdas/email/mail-previews';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import { approveHold, type HoldVerdict } from '../../../lambdas/flow/operate/holds';
import type { NoticeTemplate } from '../../../lambdas/ledger/notice/notice';
import { minuteMs } from '../../../lambdas/model/durations';
import { defaultLimits } from '../../../lambdas/model/limits';
import { filmFailure } from '../../fakes/film-failure';
import { previewsOf } from '../../fakes/previews-of';
import { tombstoneAt } from '../../fakes/tombstone-at';
import { World } from '../../fakes/world';

// Whoever answers a customer sees the mail that the customer has read, or hears why nobody can show it.

function last(world: World) {
  const record = [...world.ledger.records.values()].at(-1);
  if (!record) throw new Error('nothing is recorded');
  return { customerId: record.customerId, remedyId: record.remedyId };
}

const shown = (world: World, sent: NoticeTemplate): Promise<PreviewAnswer> =>
  previewsOf(world.ledger).mailsAfter({ ...last(world), sent });

async function mailShown(world: World, sent: NoticeTemplate) {
  const answer = await shown(world, sent);
  if (answer.answer !== 'done' || !answer.sent) throw new Error(`no mail is shown: ${JSON.stringify(answer)}`);
  return asShown(answer.sent);
}

const asShown = ({ template, from, replyTo, to, subject, text, html }: PreviewedMail) => {
  return { template, from, replyTo, to, subject, text, html };
};

function lastSent(world: World) {
  const { template, sender, to, subject, text, html } = world.mailer.mails.at(-1) as OutgoingMail;
  const { replyTo, ...from } = sender;
  return { template, from, replyTo, to, subject, text, html };
}

type Writing = Pick<HoldVerdict, 'message' | 'locale' | 'signedBy'>;

it.each<[string, string, Writing]>([
  ['in our words', 'en-GB', {}],
  ['in our words', 'ja-JP', {}],
  ['in those of the approver, with a list', 'de-DE', { message: 'Das war\nunser Fehler.\n\n- erstens\n- zweitens' }],
  ['in another language, and signed', 'de-DE', { message: 'Désolé.', locale: 'fr', signedBy: 'Ann Otieno' }],
])('a mail that has left is shown as it left, %s, to somebody who reads %s', async (_, locale, writing) => {
  const world = new World();
  world.limits = { ...defaultLimits, perRemedy: { GBP: 100 }, announceAfterMinutes: 0 };
  await world.publishFailure(filmFailure({ customer: { locale } }));
  await approveHold({ ...last(world), actor: 'ann' }, { why: 'looked', ...writing }, world.holdPorts());
  await world.sweepEvery(minuteMs, 3);
  expect(await mailShown(world, 'apology')).toEqual(lastSent(world));
});

it('of several mails of one remedy each is shown with what had been told before it, and none as it would read now', async () => {
  const world = new World();
  await world.publishFailure(filmFailure());
  expect(await mailShown(world, 'apology')).toEqual(lastSent(world));
  await world.failLate('insufficient-balance');
  await world.write();
  expect(lastSent(world).template).toBe('correction');
  expect(await mailShown(world, 'correction')).toEqual(lastSent(world));
  expect(await shown(world, 'apology')).toEqual({
    answer: 'refused',
    why: 'more was recorded of the remedy since it left, and what it said is not kept',
  });
});

it('what has not left is not shown as if it had, nor what is erased', async () => {
  const world = new World();
  await world.publishFailure(filmFailure());
  expect(await shown(world, 'correction')).toEqual({ answer: 'refused', why: 'it has not left' });
  expect((await mailShown(world, 'apology')).text).toContain('£3.99');
  await world.ledger.eraseEnvelopes(last(world).customerId, tombstoneAt(world.clock()));
  expect(await shown(world, 'apology')).toMatchObject({ answer: 'refused', why: /erased/ });
});

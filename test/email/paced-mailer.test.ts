import { MailNotTakenError, MailRateError, type OutgoingMail } from '../../lambdas/email/mailer';
import { PacedMailer } from '../../lambdas/email/paced-mailer';
import { Paces } from '../../lambdas/model/guards/paces';
import { VirtualTime } from '../bench/virtual-time';

const mail: OutgoingMail = {
  sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
  remedyId: 'rem_1',
  customerId: 'cus_1',
  template: 'apology',
  to: { email: 'zoe@example.com' },
  subject: 'We’ve refunded £3.99.',
  text: 'text',
  html: '<p>text</p>',
};

/** A mail service that takes so many mails of each second. */
function serviceOf(perSecond: number) {
  const time = new VirtualTime(Date.parse('2026-11-20T20:00:00Z'));
  const bySecond = new Map<number, number>();
  let refused = 0;
  const send = async () => {
    const second = Math.floor(time.nowMs / 1_000);
    const sent = (bySecond.get(second) ?? 0) + 1;
    await time.sleep(20);
    if (sent > perSecond) {
      refused++;
      throw new MailRateError('SES takes no more mails this second');
    }
    bySecond.set(second, sent);
    return { messageId: String(sent) };
  };
  const mailer = new PacedMailer(
    { send },
    new Paces({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) }),
  );
  const counts = () => ({ sent: [...bySecond.values()].reduce((sum, one) => sum + one, 0), refused });
  return { time, mailer, counts };
}

it('sends a mail once, however often the service asks for fewer', async () => {
  const { time, mailer, counts } = serviceOf(14);
  const all = Promise.all(Array.from({ length: 30 }, () => mailer.send(mail)));
  await time.run();
  await all;
  expect(counts().sent).toBe(30);
});

it('uses nearly all of the rate, and is hardly refused', async () => {
  const { time, mailer, counts } = serviceOf(14);
  const endMs = time.nowMs + 300_000;
  const lane = async (): Promise<void> => {
    while (time.nowMs < endMs) await mailer.send(mail).catch(() => undefined);
  };
  for (let lanes = 0; lanes < 10; lanes++) void lane();
  await time.run();
  expect(counts().sent).toBeGreaterThan(0.9 * 14 * 300);
  expect(counts().refused).toBeLessThan(0.01 * counts().sent);
});

it('sends no mail whose turn does not come in time, and says that it was not taken', async () => {
  const { time, mailer } = serviceOf(0);
  const sent = Promise.allSettled(Array.from({ length: 60 }, () => mailer.send(mail)));
  await time.run();
  for (const result of await sent) {
    expect(result).toMatchObject({ status: 'rejected' });
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(MailNotTakenError);
  }
});

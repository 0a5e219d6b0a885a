import * as z from 'zod';
import type { filmFailure } from '../fakes/film-failure';
import { playbackFailure, TestSystem, type Failed } from './test-system';

// What an approver is shown, beside what arrives in the inbox: the same, through every part of the system.

let system: TestSystem;
beforeAll(async () => {
  system = await TestSystem.open({});
});
afterAll(() => system.local.stop());

const shownSchema = z.object({
  mails: z.array(
    z.object({
      verdict: z.string(),
      mail: z.nullable(z.object({ subject: z.string(), text: z.string(), html: z.string(), signedBy: z.string() })),
    }),
  ),
});

/** More than goes back without a person. */
const large = 250_00;

function film(viewer: number, locale: string, amountMinor: number, rental = `rent_${viewer}`) {
  const published = playbackFailure(viewer, amountMinor);
  const { customer, purchase, playback, ...rest } = published.Detail as unknown as ReturnType<typeof filmFailure>;
  const detail = {
    ...rest,
    customer: { ...customer, locale },
    purchase: { ...purchase, orderId: `ord_${rental}` },
    playback: { ...playback, rentalId: rental },
  };
  return { ...published, Detail: detail } as typeof published;
}

/** What a person runs twice: to be shown the mail, and to have it leave. @returns what they were shown */
async function shownAndDone(command: readonly [string, string], { customerId, remedyId }: Failed, ...words: string[]) {
  const typed = [...command, customerId, remedyId, ...words, '--why', 'looked at it'];
  const shown = await system.runCommand('alice', ...typed, '--preview', '--json');
  expect(shown).toMatchObject({ code: 0 });
  const [following] = shownSchema.parse(JSON.parse(shown.stdout)).mails;
  if (!following?.mail) throw new Error(`no mail follows: ${shown.stdout}`);
  expect(await system.runCommand('alice', ...typed)).toMatchObject({ code: 0 });
  await system.runSweep();
  return following.mail;
}

const unixLines = (text: string): string => text.replaceAll('\r\n', '\n').trimEnd();

async function expectInInbox(failed: Failed, { subject, text, html }: { subject: string; text: string; html: string }) {
  const mails = (await system.mailsTo(failed)).map(({ subject: about, body }) => ({
    subject: about,
    text: unixLines(body.text),
    html: unixLines(body.html ?? ''),
  }));
  expect(mails).toContainEqual({ subject, text: unixLines(text), html: unixLines(html) });
}

const words = 'Ich habe es mir angesehen:\n\n- der Film hielt an\n- wir haben es gesehen\n\nDas war\nunser Fehler.';

describe.each([
  ['de-DE', 81, 'Das war\nunser Fehler.'],
  ['ja-JP', 91, 'ドイツ語で書かれています。'],
])('to somebody who reads %s', (locale, viewer, part) => {
  it('an approval has the mail leave that its approver was shown', async () => {
    const failed = await system.publishFailure(film(viewer, locale, large));
    expect(failed.result).toBe('held');
    const mail = await shownAndDone(['holds', 'approve'], failed);
    await expectInInbox(failed, mail);
    expect(await system.refundsOf(failed)).toMatchObject([{ amount: large }]);
  });

  it('so has one in the approver’s own words, signed by them', async () => {
    const failed = await system.publishFailure(film(viewer + 1, locale, large));
    const signed = ['--message', words, '--locale', 'de', '--signed-by', 'Ann Otieno'];
    const mail = await shownAndDone(['holds', 'approve'], failed, ...signed);
    expect(mail).toMatchObject({ signedBy: 'Ann Otieno', text: expect.stringContaining(part) });
    await expectInInbox(failed, mail);
  });

  it('so has a rejection with a message', async () => {
    const failed = await system.publishFailure(film(viewer + 2, locale, large));
    const mail = await shownAndDone(
      ['holds', 'reject'],
      failed,
      '--code',
      'other',
      '--message',
      words,
      '--locale',
      'de',
    );
    await expectInInbox(failed, mail);
    expect(await system.refundsOf(failed)).toEqual([]);
  });

  it('so has its owner who writes the third', async () => {
    await system.publishFailure(film(viewer + 3, locale, 399, `rent_${viewer}a`));
    await system.publishFailure(film(viewer + 3, locale, 399, `rent_${viewer}b`));
    const third = await system.publishFailure(film(viewer + 3, locale, 399, `rent_${viewer}c`));
    const mail = await shownAndDone(['notices', 'write'], third, '--message', words, '--locale', 'de');
    await expectInInbox(third, mail);
  });
});

it('holds show prints both mails, and what is wrong with somebody’s words is said before they leave', async () => {
  const { customerId, remedyId } = await system.publishFailure(film(99, 'en-GB', large));
  const { stdout } = await system.runCommand('alice', 'holds', 'show', customerId, remedyId);
  expect(stdout).toMatch(
    /Approved, this mail leaves \(apology, in en, as far as it is known now\):\nFrom: .+\nTo: Viewer 99/,
  );
  expect(stdout).toContain('Rejected, no mail leaves: without a message no mail is sent.');
  const place = [customerId, remedyId, '--code', 'other', '--why', 'no', '--message', 'Unfortunately not.'];
  const rejected = await system.runCommand('alice', 'holds', 'reject', ...place);
  expect(rejected).toMatchObject({ code: 0, stderr: expect.stringContaining('Warning: no-unfortunately') });
});

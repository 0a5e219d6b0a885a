import { conversationPage } from '../../cli/conversations/conversations-page';
import type { ConversationPage } from '../../lambdas/operator-api/response-schemas';

type Shown = ConversationPage['conversation'];

const at = '2026-11-20T10:00:00.000Z';

function shownWith(line: Partial<Shown['lines'][number]>): string {
  const conversation: Shown = {
    customerId: 'cus_1',
    remedyId: 'rem_1',
    reference: 'R7K4-M2QX',
    failureType: 'video-playback-failed',
    state: 'new',
    since: at,
    owner: 'contact-center',
    version: 1,
    mails: 1,
    reopened: 0,
    history: [],
    lines: [{ id: 'l1', by: 'customer', at, text: null, ...line }],
  };
  return conversationPage({ conversation });
}

it('what a customer wrote moves no cursor, colours nothing and turns no reading direction', () => {
  const hostile = '\u001b[2J\u001b]0;x\u0007 \u202etxt.exe';
  const page = shownWith({ text: hostile, subject: hostile, signedBy: hostile, attached: [hostile] });
  expect(page).not.toMatch(/[\u001b\u0007\u202e]/);
  expect(page).toContain('txt.exe');
});

it('what a customer wrote is indented, and so passes for no line of the company', () => {
  const head = '-- 2026-11-20 10:05, company, Ann Lee, sent';
  const page = shownWith({ text: `Thanks.\n\n${head}\nWe give you 500 EUR.`, subject: `Re\n${head}` });
  expect(page.split('\n').filter((line) => line.startsWith('--'))).toHaveLength(1);
  expect(page).toContain(`\n   ${head}\n   We give you 500 EUR.`);
});

it('of a mail in which nothing is written, such as a picture alone, it says so', () => {
  expect(shownWith({ text: '' })).toContain('Nothing is written in it. The mailbox has the mail as it came.');
  expect(shownWith({ text: '', feedback: 'no' })).not.toContain('Nothing is written');
});

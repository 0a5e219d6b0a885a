import { callType } from '../../../lambdas/model/judging/gesture';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../../../lambdas/failures/catalog';
import { say } from '../../../lambdas/failures/sentences/shared-sentences';
import { mailProblems, mailRules } from '../../../lambdas/words/lint/mail-problems';
import { wordsLocales } from '../../../lambdas/words/locales';
import { writerFor } from '../../../lambdas/words/writer';
import { galleryBrands } from '../../../local/gallery/gallery-brands';
import { galleryEmail, galleryMails, standardBrand } from '../../../local/gallery/gallery-mails';

// Every mail of the gallery as a whole: what no single message can show.

const mails = galleryMails(galleryBrands).filter(({ brand }) => brand === standardBrand);
const [{ words }] = catalog;

interface WholeMail {
  readonly type: string;
  readonly variant: string;
  readonly subject: string;
  /** What stands above the invitation to answer. */
  readonly body: string;
}

function mailsIn(tag: string): readonly WholeMail[] {
  const { write } = writerFor({ locale: tag, timeZone: undefined }, words);
  return mails
    .filter(({ locale }) => locale === tag)
    .map((mail) => {
      const { text = '', subject = '' } = galleryEmail(mail, galleryBrands) ?? {};
      const [body = ''] = text.split(write(say.invitation()));
      return { type: mail.type, variant: mail.variant, subject, body };
    });
}

/** Of a complaint in public, and of a call that was asked for, a person sees to the rest, and the mail says that. */
const isSeenToByPeople = (type: string): boolean => type === 'ComplaintRaised' || type === callType;

/** Mails that say what was done. */
function saysHowItEnded({ type, variant }: WholeMail): boolean {
  const ends = ['apology', 'apology with credit', 'correction', 'resolution'];
  return ends.includes(variant) && !isSeenToByPeople(type);
}

describe.each(wordsLocales.map(({ tag }) => tag))('every mail in %s', (tag) => {
  let wholeMails: readonly WholeMail[];
  beforeAll(() => {
    wholeMails = mailsIn(tag);
  });

  it('says no sentence twice, early that nothing is to be done, and is read in a minute', () => {
    const nothing = writerFor({ locale: tag, timeZone: undefined }, words).write(say.nothingToDo());
    const problems = wholeMails.flatMap(({ type, variant, body }) =>
      mailProblems(body, nothing).map((problem) => `${type}, ${variant}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('begins with what was done, as its subject does', () => {
    const ended = wholeMails.filter(saysHowItEnded);
    expect(ended.length).toBeGreaterThan(2 * (catalog.length - 2));
    const late = ended.filter(({ subject, body }) => !subject.startsWith(body.split('\n', 1)[0] || '(nothing)'));
    expect(late).toEqual([]);
  });

  it('says once that nothing is to be done, where it says how it ended', () => {
    const { write } = writerFor({ locale: tag, timeZone: undefined }, words);
    const nothing = write(say.nothingToDo()).replace(/[.。]$/u, '');
    const times = ({ body }: WholeMail): number => body.split(nothing).length - 1;
    expect(wholeMails.filter((one) => saysHowItEnded(one) && times(one) !== 1)).toEqual([]);
    expect(wholeMails.filter((one) => times(one) > 1)).toEqual([]);
  });
});

const nothing = 'There is nothing you need to do.';

it('a mail that says something twice is found, and one that is too long, with blanks or without', () => {
  const repeated = 'I’m sorry. It came on 24. November. I’m sorry.';
  expect(mailProblems(repeated, nothing)).toEqual(['said-once: “I’m sorry.”']);
  expect(mailProblems('word '.repeat(239), nothing)).toEqual(['reading-time: 239 words, and 238 are read']);
  expect(mailProblems('退'.repeat(551), nothing)).toEqual(['reading-time: 1102 columns, and 1100 are read']);
});

it('a mail that says late or in two ways that nothing is to be done is found, and a short one has no late', () => {
  const long = ['One', 'Two', 'Three', 'Four', 'Five'].map((what) => `${what} was late.`).join(' ');
  const late = 'nothing-early: “There is nothing you need to do” comes after 5 sentences of 6';
  expect(mailProblems(`${long} ${nothing}`, nothing)).toEqual([late]);
  expect(mailProblems(`${nothing} ${long}`, nothing)).toEqual([]);
  expect(mailProblems(`${long} ${nothing} ${long.replaceAll('late', 'lost')}`, nothing)).toEqual([]);
  expect(mailProblems(`I’m sorry. ${nothing}`, nothing)).toEqual([]);
  const twice = `${nothing} There is nothing you need to do, even if it turns up.`;
  expect(mailProblems(twice, nothing)).toEqual(['said-once: “There is nothing you need to do”']);
});

it.each(mailRules)('docs/apologies.md gives the reason and the source of $id', ({ id, reason, source }) => {
  const page = readFileSync(path.join(__dirname, '../../../docs/apologies.md'), 'utf8');
  for (const text of [`\`${id}\``, reason, source.split(/[:(] ?/u, 1)[0] ?? '']) expect(page).toContain(text.trim());
});

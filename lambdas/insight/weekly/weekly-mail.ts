import { renderEmail, type Email, type Letterhead } from '../../email/email';
import type { MailContent, Sentence } from '../../failures/definition/sentence';
import { inWords, writerFor } from '../../words/writer';
import type { FiguresOfType, WeeklyFigures } from './weekly-figures';
import { weeklyWords } from './weekly-words';

const { say } = weeklyWords;

/** Whose product it is told of, and in which language. */
export interface WeeklyReader {
  /** What the product is called. */
  readonly title: string;
  /** BCP 47. @default - English */
  readonly locale?: string | undefined;
}

/** The mail to the owner of a product. It has figures in it and nobody's name. */
export function weeklyMail(figures: WeeklyFigures, { title, locale }: WeeklyReader, letterhead: Letterhead): Email {
  const writer = writerFor({ locale, timeZone: 'UTC' }, weeklyWords);
  const days = { from: instant(figures.week.from), to: instant(figures.week.to) };
  const frame = {
    greeting: writer.write(say.weeklyGreeting()),
    invitation: writer.write(say.weeklyInvitation()),
    reference: writer.write(say.weeklyReference({ title, ...days })),
    locale: writer.locale,
    direction: writer.direction,
  };
  return renderEmail(inWords(contentOf(figures, title), writer), frame, letterhead);
}

function contentOf(figures: WeeklyFigures, title: string): MailContent {
  const { week, types, customers, again, held, mailsNotArrived } = figures;
  const failures = sum(types, (each) => each.failures);
  const letDown = [
    ...(customers > 0 ? [say.weeklyLetDown({ customers })] : []),
    ...(again > 0 ? [say.weeklyAgain({ customers: again })] : []),
  ];
  const left = [
    ...(held > 0 ? [say.weeklyHeld({ remedies: held })] : []),
    ...(mailsNotArrived > 0 ? [say.weeklyMails({ mails: mailsNotArrived })] : []),
  ];
  return {
    subject: [say.weeklySubject({ failures, title })],
    preview: [say.weeklyPreview({ customers })],
    outcome: {
      headline: [say.weeklyHeadline({ failures })],
      arrival: [say.weeklySpan({ from: instant(week.from), to: instant(week.to) })],
    },
    paragraphs: [
      [...letDown, say.weeklyBefore({ failures: sum(types, (each) => each.before) })],
      ...types.map(ofType),
      [...givenIn(figures), ...left],
      [say.weeklyReckoned()],
    ],
  };
}

function ofType(figures: FiguresOfType): Sentence[] {
  const { type, failures, before, gotSomething, waiting, gotNothing, detectedToMailSeconds: longest } = figures;
  return [
    say.weeklyType({ type, failures, before }),
    say.weeklyCovered({ gotSomething, waiting, gotNothing }),
    ...(longest === undefined ? [] : [say.weeklyTime({ longest })]),
  ];
}

function givenIn({ given, types }: WeeklyFigures): Sentence[] {
  if (given.length > 0) return [say.weeklyGiven({ given })];
  return types.length > 0 ? [say.weeklyNothingGiven()] : [];
}

function sum(types: readonly FiguresOfType[], of: (each: FiguresOfType) => number): number {
  return types.reduce((all, each) => all + of(each), 0);
}

function instant(day: string): string {
  return `${day}T00:00:00Z`;
}

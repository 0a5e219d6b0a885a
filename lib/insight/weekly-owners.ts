import { wordsLocales } from '../../lambdas/words/locales';

/** Who is told every Monday what failed in the products of one system. */
export interface WeeklyOwner {
  /** Where the mail goes. */
  readonly email: string;
  /** What the products are called in it, such as `Films`. */
  readonly title: string;
  /**
   * The language of the mail, and how its dates are written, as a BCP 47 tag: `en-GB`.
   *
   * @default 'en'
   */
  readonly locale?: string | undefined;
}

/** By the event source of the system that publishes the failures, such as `com.example.video`. */
export type WeeklyOwners = Readonly<Record<string, WeeklyOwner>>;

/** Something is wrong with who is told of their week. It names all of it. */
export class WeeklyOwnersError extends Error {
  override readonly name = 'WeeklyOwnersError';
  constructor(readonly problems: readonly string[]) {
    super(`Nobody can be told of their week so:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** The function has room for so many in its environment, and asks for each of them one after another. */
const mostOwners = 20;

/** SES takes no letters outside of ASCII before the @. */
const address = /^[!-?A-~]+@[^\s@]+$/;

/**
 * The owners as the function is given them.
 *
 * @param sources the systems that publish failures
 * @throws WeeklyOwnersError
 */
export function ownersText(owners: WeeklyOwners, sources: readonly string[]): string {
  const problems = Object.entries(owners).flatMap((entry) => problemsOf(entry, sources));
  const count = Object.keys(owners).length;
  if (count > mostOwners) problems.push(`they are ${count}, and ${mostOwners} are told`);
  if (problems.length > 0) throw new WeeklyOwnersError(problems);
  return JSON.stringify(Object.entries(owners).map(([source, owner]) => ({ source, ...owner })));
}

function problemsOf([source, owner]: [string, WeeklyOwner], sources: readonly string[]): string[] {
  const { email, title, locale = 'en' } = owner;
  return [
    ...(sources.includes(source) ? [] : [`${source} publishes no failure: those that do are ${sources.join(', ')}`]),
    ...(address.test(email) ? [] : [`${source}: "${email}" is no address`]),
    ...(title.trim() !== '' ? [] : [`${source}: say what the products are called, as title: 'Films'`]),
    ...(isWritten(locale) ? [] : [`${source}: mails are in ${languages}, not in "${locale}"`]),
  ];
}

const languages = wordsLocales.map(({ tag }) => tag).join(', ');

/** In a language of mails, also as another region writes its dates. */
function isWritten(locale: string): boolean {
  try {
    const { language } = new Intl.Locale(locale);
    return wordsLocales.some(({ tag }) => new Intl.Locale(tag).language === language);
  } catch {
    return false;
  }
}

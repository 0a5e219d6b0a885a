import { afterOpenMinutes, openMinutesBetween } from './opening-hours';
import { standardAnswerMinutes, type ConversationOwner, type ServiceLevel, type OwnerRules } from './owner-rules';

/** What decides who looks after a conversation. */
export interface About {
  readonly failureType: string;
  /** The customer's, as BCP 47. */
  readonly locale?: string | undefined;
  /** The id of the network, or `mail`. */
  readonly channel?: string | undefined;
}

/** Who looks after a conversation. @param ofType the owner of its failure type */
export function ownerOf(about: About, { routes = [] }: OwnerRules, ofType: ConversationOwner): ConversationOwner {
  const { language, region } = partsOf(about.locale);
  const fits = (among: readonly string[] | undefined, value: string | undefined): boolean =>
    among === undefined || (value !== undefined && among.includes(value));
  const route = routes.find(
    ({ failureTypes, languages, markets, channels }) =>
      fits(failureTypes, about.failureType) &&
      fits(languages, language) &&
      fits(markets, region) &&
      fits(channels, about.channel),
  );
  return route?.owner ?? ofType;
}

function partsOf(locale: string | undefined): { readonly language?: string; readonly region?: string } {
  if (locale === undefined) return {};
  try {
    const { language, region } = new Intl.Locale(locale);
    return { language, ...(region !== undefined && { region }) };
  } catch {
    return {};
  }
}

/** By when a customer who waits since then hears from a person. Of both owners whoever promises it sooner. */
export function answerDue(since: Date, owner: ConversationOwner, rules: OwnerRules): Date {
  const due = levelsOf(owner, rules).map(({ hours, firstAnswerMinutes = standardAnswerMinutes }) =>
    afterOpenMinutes(hours, since, firstAnswerMinutes).getTime(),
  );
  return new Date(Math.min(...due));
}

/** How many minutes somebody could have answered in. Of both owners whoever was there for less. */
export function waitedMinutes(since: Date, until: Date, owner: ConversationOwner, rules: OwnerRules): number {
  const waited = levelsOf(owner, rules).map(({ hours }) => openMinutesBetween(hours, since, until));
  return Math.round(Math.max(0, Math.min(...waited)));
}

/** Who gets it where nobody has taken it in time. Undefined where nobody else does. */
export function escalationOf(owner: ConversationOwner, rules: OwnerRules): ConversationOwner | undefined {
  const next = levelsOf(owner, rules).find(({ escalatesTo }) => escalatesTo !== undefined)?.escalatesTo;
  return next === owner ? undefined : next;
}

function levelsOf(owner: ConversationOwner, rules: OwnerRules): readonly ServiceLevel[] {
  const both = [rules.marketing ?? {}, rules['contact-center'] ?? {}];
  return owner === 'both' ? both : [rules[owner] ?? {}];
}

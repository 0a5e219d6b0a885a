import * as z from 'zod/mini';
import { calendarIds } from '../../schedules/calendar';
import type { OpeningHours } from './opening-hours';

/** Who answers customers: one of the two, or whoever of both is first. */
export const conversationOwners = ['marketing', 'contact-center', 'both'] as const;

export type ConversationOwner = (typeof conversationOwners)[number];

/** How one owner looks after conversations. */
export interface ServiceLevel {
  /**
   * When people are there. The target counts these hours alone.
   *
   * @default - always
   */
  readonly hours?: OpeningHours | undefined;
  /**
   * Within how many minutes of these hours a customer hears from a person.
   *
   * @default 1440
   */
  readonly firstAnswerMinutes?: number | undefined;
  /**
   * Who gets the conversation where nobody has taken it by then.
   *
   * @default - nobody; an alarm rings all the same
   */
  readonly escalatesTo?: ConversationOwner | undefined;
}

/** Which conversations an owner looks after. What is not named does not matter. */
export interface OwnerRoute {
  /** Names of failure types. */
  readonly failureTypes?: readonly string[] | undefined;
  /** Languages of customers, such as `de`. */
  readonly languages?: readonly string[] | undefined;
  /** Markets: the regions of customers' locales, such as `AT`. */
  readonly markets?: readonly string[] | undefined;
  /** Where customers write: ids of networks, such as `facebook`, and `mail`. */
  readonly channels?: readonly string[] | undefined;
  readonly owner: ConversationOwner;
}

/** Who looks after conversations. */
export interface OwnerRules {
  readonly marketing?: ServiceLevel | undefined;
  readonly 'contact-center'?: ServiceLevel | undefined;
  /**
   * The first that fits names the owner.
   *
   * @default - the owner of the failure type
   */
  readonly routes?: readonly OwnerRoute[] | undefined;
}

/** Within so many minutes a customer hears from a person, where its owner says nothing else. */
export const standardAnswerMinutes = 24 * 60;

const most = 50;
const mostAnswerMinutes = 30 * 24 * 60;

const times = z.optional(
  z.string().check(z.refine(isSpan, { error: 'is no time from and until, such as 09:00-17:30' })),
);

export const hoursSchema = z.strictObject({
  timeZone: z.string().check(z.refine(isTimeZone, { error: 'is no IANA time zone, such as Europe/Berlin' })),
  open: z
    .strictObject({
      sun: times,
      mon: times,
      tue: times,
      wed: times,
      thu: times,
      fri: times,
      sat: times,
    })
    .check(z.refine((open) => Object.keys(open).length > 0, { error: 'names no day on which anybody is there' })),
  holidays: z.optional(z.enum(calendarIds)),
  closed: z.optional(z.array(z.iso.date()).check(z.maxLength(most))),
});

const levelSchema = z.strictObject({
  hours: z.optional(hoursSchema),
  firstAnswerMinutes: z.optional(z.int().check(z.positive(), z.lte(mostAnswerMinutes))),
  escalatesTo: z.optional(z.enum(conversationOwners)),
});

const names = z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.minLength(1), z.maxLength(most));

const routeSchema = z.strictObject({
  failureTypes: z.optional(names),
  languages: z.optional(names),
  markets: z.optional(names),
  channels: z.optional(names),
  owner: z.enum(conversationOwners),
});

/** Who looks after conversations, as a stage or an app says it. */
export const ownerRulesSchema = z.strictObject({
  marketing: z.optional(levelSchema),
  'contact-center': z.optional(levelSchema),
  routes: z.optional(z.array(routeSchema).check(z.maxLength(most))),
});

function isSpan(text: string): boolean {
  const [, from = '', until = ''] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(text) ?? [];
  return from !== '' && from < until;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

import type { BrandWords } from '../words/brand-words';
import type { Look } from './layout/look';

/** A person who signs. */
export interface Person {
  readonly name: string;
  /** Empty where nobody says: who wrote to one customer is named, and no more. */
  readonly role: string;
  /** The https address of a square picture. @default - none is shown */
  readonly picture?: string | undefined;
}

/** Where a mail comes from, and where its answers go. */
export interface MailSender {
  readonly name: string;
  readonly email: string;
  /** A mailbox that a person reads. */
  readonly replyTo: string;
}

/** Who writes to a customer, and how it looks. */
export interface Brand {
  readonly sender: MailSender;
  readonly signatory: Person;
  /** Who signs where a failure type calls for one. @default - the signatory */
  readonly executive?: Person | undefined;
  /** What the company is called on the statements of banks. @default - mails do not say it */
  readonly statementName?: string | undefined;
  readonly look: Look;
  /** What it says in words of its own. They are read once they are needed. @default - it speaks as everybody does */
  readonly words?: (() => BrandWords) | undefined;
}

/** What one brand has of its own. Everything else it has of the standard one. */
export interface BrandOverlay {
  /** The event sources whose failures are its own. */
  readonly sources?: readonly string[] | undefined;
  readonly sender?: Partial<MailSender> | undefined;
  readonly signatory?: Person | undefined;
  readonly executive?: Person | undefined;
  readonly statementName?: string | undefined;
  readonly look?: Partial<Look> | undefined;
  readonly words?: (() => BrandWords) | undefined;
}

export interface Brands {
  readonly standard: Brand;
  /** By the names that events give. @default - there is one brand */
  readonly others?: Readonly<Record<string, BrandOverlay>> | undefined;
}

/** How a failure says whose it is. */
export interface Branded {
  /** As its event names it. */
  readonly brand?: string | undefined;
  /** The source of its event. */
  readonly source?: string | undefined;
}

/**
 * The brand that a customer is written to by: the one that the event names, or else the one whose source it came from.
 * One that is not known writes as the standard one: a mail of somebody else's is better than none.
 */
export function brandFor({ brand, source }: Branded, { standard, others = {} }: Brands): Brand {
  const named = brand !== undefined && isSetUp(brand, others) ? others[brand] : undefined;
  const found =
    named ?? Object.values(others).find(({ sources = [] }) => source !== undefined && sources.includes(source));
  return found ? laidOver(standard, found) : standard;
}

/** An event names a brand that nobody set up. The name comes from outside, and is no longer than that of any brand. */
export class UnknownBrandError extends Error {
  override readonly name = 'UnknownBrandError';
  constructor(name: string) {
    const shown = name.replace(/[^\w.-]+/gu, '?').slice(0, 64);
    super(
      `no brand is called "${shown}", so its mail leaves as if the event named none: set it up in \`brands\`, or have the ` +
        'event name one that is',
    );
  }
}

/** What is wrong with the brand that a failure names. Undefined where nothing is. */
export function unknownBrand({ brand }: Branded, { others = {} }: Brands): UnknownBrandError | undefined {
  return brand === undefined || isSetUp(brand, others) ? undefined : new UnknownBrandError(brand);
}

function isSetUp(brand: string, others: NonNullable<Brands['others']>): boolean {
  return Object.hasOwn(others, brand);
}

/**
 * Whoever has a name of their own has no logo of others and no name of theirs on statements, and no picture of another
 * person.
 */
function laidOver(standard: Brand, { sender, signatory, executive, statementName, look, words }: BrandOverlay): Brand {
  const isNamed = sender?.name !== undefined;
  const logo = isNamed ? undefined : standard.look.logo;
  return {
    sender: { ...standard.sender, ...sender },
    signatory: signatory ?? standard.signatory,
    executive: executive ?? standard.executive,
    statementName: statementName ?? (isNamed ? undefined : standard.statementName),
    look: { ...standard.look, logo, ...look },
    words,
  };
}

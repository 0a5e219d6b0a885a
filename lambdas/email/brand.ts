import type { Look } from './layout/look';

/** A person who signs. */
export interface Person {
  readonly name: string;
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
  readonly look: Look;
}

/** What one brand has of its own. Everything else it has of the standard one. */
export interface BrandOverlay {
  /** The event sources whose failures are its own. */
  readonly sources?: readonly string[] | undefined;
  readonly sender?: Partial<MailSender> | undefined;
  readonly signatory?: Person | undefined;
  readonly executive?: Person | undefined;
  readonly look?: Partial<Look> | undefined;
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
  const named = brand !== undefined && Object.hasOwn(others, brand) ? others[brand] : undefined;
  const found =
    named ?? Object.values(others).find(({ sources = [] }) => source !== undefined && sources.includes(source));
  return found ? laidOver(standard, found) : standard;
}

/** Whoever has a name of their own has no logo of others, and no picture of another person. */
function laidOver(standard: Brand, { sender, signatory, executive, look }: BrandOverlay): Brand {
  const logo = sender?.name === undefined ? standard.look.logo : undefined;
  return {
    sender: { ...standard.sender, ...sender },
    signatory: signatory ?? standard.signatory,
    executive: executive ?? standard.executive,
    look: { ...standard.look, logo, ...look },
  };
}

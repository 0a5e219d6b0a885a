import * as z from 'zod/mini';
import { hasVisibleText } from '../../model/business-id';
import { harmless } from '../../words/harmless-text';
import { conversationOwners, type ConversationOwner } from './owner-rules';

/** A person of the company who answers customers from their own mail. */
export interface Agent {
  /** The address that they write from. SES has to prove it, or nothing that comes from it is an answer. */
  readonly email: string;
  /** The name that the customer hears, above and below the mail. */
  readonly name: string;
  /**
   * Whose conversations they answer.
   *
   * @default both
   */
  readonly owner?: ConversationOwner | undefined;
  /**
   * What the first line of their signature says. What stands below it does not go to the customer.
   *
   * @default - their name; what stands below a line of dashes never goes
   */
  readonly signature?: string | undefined;
}

const mostAgents = 500;

const visible = z.refine<string>((text) => hasVisibleText(text) && harmless(text) === text, {
  error: 'has no letter, or a link or a sign that nobody sees',
});

const agentSchema = z.strictObject({
  email: z
    .string()
    .check(z.maxLength(254), z.regex(/^[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/, 'is no address')),
  name: z.string().check(z.trim(), z.maxLength(80), visible),
  owner: z.optional(z.enum(conversationOwners)),
  signature: z.optional(z.string().check(z.trim(), z.maxLength(120), visible)),
});

/** Who answers by mail, as a stage or an app says it. */
export const agentsSchema = z.array(agentSchema).check(
  z.maxLength(mostAgents),
  z.refine((agents) => new Set(agents.map(({ email }) => email.toLowerCase())).size === agents.length, {
    error: 'names an address twice',
  }),
);

/** What lies beside the code of the function that hears mails. */
export const agentsFile = 'agents.json';

/** How the identity of whoever answers by mail begins. */
const byMail = 'mail:';

/** The verified identity of an agent, as conversations and the audit trail have it. */
export function actorOf({ email }: Pick<Agent, 'email'>): string {
  return `${byMail}${email.toLowerCase()}`;
}

/** The person behind an identity: `Ann`, `ann@example.com` and a session called `ann` are one, as everywhere here. */
export function personOf(actor: string): string {
  const name = actor.startsWith(byMail) ? actor.slice(byMail.length) : actor.slice(actor.lastIndexOf('/') + 1);
  const local = name.split('@')[0];
  return (local === undefined || local === '' ? name : local).toLowerCase();
}

/** Whether an agent answers what this owner looks after. */
export function looksAfter({ owner: theirs = 'both' }: Pick<Agent, 'owner'>, owner: ConversationOwner): boolean {
  return theirs === 'both' || owner === 'both' || theirs === owner;
}

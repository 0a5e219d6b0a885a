import type { OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
import type { Agent } from '../../lambdas/conversation/owners/agent';
import { checkedAgents } from '../owners/checked-agents';
import { checkedRules } from '../owners/conversation-owners-text';

/** Where customers answer. */
export interface EmailReplies {
  /**
   * The domain that answers go to: a subdomain of its own, such as `replies.example.com`, whose MX record leads to SES
   * and that receives nothing else. Two stages have two.
   */
  readonly domain: string;
  /**
   * The receipt rule set that is active in this account and region. Our rule is added to it, for our domain alone.
   *
   * @default - a new one, which is activated where none is active; where one is, the deployment says so and fails
   */
  readonly ruleSetName?: string | undefined;
  /**
   * Who looks after what customers answer: hours, targets and to whom it escalates.
   *
   * @default - the owner of the failure type, always there, who answers within a day
   */
  readonly owners?: OwnerRules | undefined;
  /**
   * Who answers customers from their own mail: they answer the copy in the mailbox, and the customer hears the company
   * by their name. Only a mail counts of which SES has proven that it is from their address.
   *
   * @default - people answer in the console and by the command line alone
   */
  readonly agents?: readonly Agent[] | undefined;
  /**
   * How many mails of customers are sent on to each mailbox a day, and as many once more of strangers. What comes after
   * that lies in the bucket for thirty days, the mailbox is told once, and an alarm rings.
   *
   * @default 1000
   */
  readonly copiesPerDay?: number | undefined;
}

/** So many copies are no bound, and none at all would hide what nobody's conversation has. */
export class CopiesPerDayError extends Error {
  override readonly name = 'CopiesPerDayError';
}

const mostCopiesPerDay = 1_000_000;

/** A domain that no answer can come to. */
export class ReplyDomainError extends Error {
  override readonly name = 'ReplyDomainError';
}

/** How customers answer the mails that they get. */
export class Replies {
  /**
   * By mail: each mail has an address of its own for its answers, and SES receives them.
   *
   * @throws ReplyDomainError where the domain is no subdomain
   * @throws OwnerRulesError where hours, a target or a route is none
   * @throws AgentsError where somebody who answers by mail has no address or no name
   * @throws CopiesPerDayError where it is no number of copies
   */
  static email(options: EmailReplies): Replies {
    const domain = options.domain.toLowerCase();
    if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z][a-z0-9-]{1,62}$/.test(domain)) {
      throw new ReplyDomainError(
        `"${options.domain}" is no subdomain: name one of its own, such as replies.example.com`,
      );
    }
    const { owners = {}, agents = [], copiesPerDay = 1_000 } = options;
    if (!Number.isInteger(copiesPerDay) || copiesPerDay < 1 || copiesPerDay > mostCopiesPerDay) {
      throw new CopiesPerDayError(`${copiesPerDay} is no number of copies from 1 to ${mostCopiesPerDay}`);
    }
    return new Replies({
      ...options,
      domain,
      owners: checkedRules(owners),
      agents: checkedAgents(agents),
      copiesPerDay,
    });
  }

  private constructor(
    /** @internal */
    readonly config: EmailReplies & {
      readonly owners: OwnerRules;
      readonly agents: readonly Agent[];
      readonly copiesPerDay: number;
    },
  ) {}
}

import type { OwnerRules } from '../../lambdas/conversation/owners/owner-rules';
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
}

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
   */
  static email(options: EmailReplies): Replies {
    const domain = options.domain.toLowerCase();
    if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z][a-z0-9-]{1,62}$/.test(domain)) {
      throw new ReplyDomainError(
        `"${options.domain}" is no subdomain: name one of its own, such as replies.example.com`,
      );
    }
    return new Replies({ ...options, domain, owners: checkedRules(options.owners ?? {}) });
  }

  private constructor(
    /** @internal */
    readonly config: EmailReplies & { readonly owners: OwnerRules },
  ) {}
}

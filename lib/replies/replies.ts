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
}

/** A domain that no answer can come to. */
export class ReplyDomainError extends Error {
  override readonly name = 'ReplyDomainError';
}

/** How customers answer the mails that they get. */
export class Replies {
  /** By mail: each mail has an address of its own for its answers, and SES receives them. */
  static email(options: EmailReplies): Replies {
    const domain = options.domain.toLowerCase();
    if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z][a-z0-9-]{1,62}$/.test(domain)) {
      throw new ReplyDomainError(
        `"${options.domain}" is no subdomain: name one of its own, such as replies.example.com`,
      );
    }
    return new Replies({ ...options, domain });
  }

  private constructor(
    /** @internal */
    readonly config: EmailReplies,
  ) {}
}

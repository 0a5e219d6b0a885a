import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses';

/** A picture that mails show, from where the company keeps it: the same address in every mail, so it follows nobody. */
export interface MailLogo {
  /** An https address. */
  readonly url: string;
  /**
   * The same for a dark background.
   *
   * @default - the one for a light background, which then has to be seen on both
   */
  readonly darkUrl?: string | undefined;
  /** In pixels, as it is shown: 528 at most, and 240 to be seen whole on a small phone. */
  readonly width: number;
  /** In pixels, as it is shown. */
  readonly height: number;
}

/** What the mails look like. None of it is needed to read them. */
export interface MailLook {
  /**
   * The colour of the band and of amounts, such as `#1d5c4d`. It has to be readable on white.
   *
   * @default '#1d5c4d'
   */
  readonly accent?: string | undefined;
  /**
   * The same for a dark background.
   *
   * @default - the other one, as much lighter as it needs to be read there
   */
  readonly accentOnDark?: string | undefined;
  /**
   * @default - the company's name, in letters
   */
  readonly logo?: MailLogo | undefined;
  /**
   * Lines at the end that the law wants, such as the company's address and its register. No links.
   *
   * @default - the company's name
   */
  readonly legal?: readonly string[] | undefined;
}

/** The executive who signs where a failure type calls for one. */
export interface Executive {
  readonly name: string;
  readonly role: string;
  /**
   * The https address of a square picture of that person.
   *
   * @default - none
   */
  readonly picture?: string | undefined;
}

/** Who the apologies come from. */
export interface ApologySender {
  /** The address that apologies are sent from. The system may send from no other, but from those of brands. */
  readonly email: string;
  /** The company's name, shown beside the address. */
  readonly name: string;
  /** Where replies go: a mailbox that a person reads. */
  readonly replyTo: string;
  /** The person who signs. */
  readonly signatory: string;
  /**
   * The job title of that person, shown below the name.
   *
   * @default 'Customer Care'
   */
  readonly signatoryRole?: string | undefined;
  /**
   * The https address of a square picture of that person.
   *
   * @default - none
   */
  readonly signatoryPicture?: string | undefined;
  /**
   * The executive who signs where a failure type calls for one: `ContentWithdrawn` does.
   *
   * @default - the person who signs everything
   */
  readonly executive?: Executive | undefined;
  /**
   * What the company is called on the statements of banks, such as `EXAMPLE FILMS`: the statement descriptor at the
   * payment provider. Mails say that a refund is seen under it.
   *
   * @default - mails say that the refund is from us
   */
  readonly statementName?: string | undefined;
  /**
   * What the mails look like.
   *
   * @default - plain
   */
  readonly look?: MailLook | undefined;
  /**
   * An SES identity, verified in this account and region, that covers the address.
   *
   * @default - a new {@link SenderIdentity} of the address's domain. Pass one of a stack of its own if this stack may
   * be deleted: the identity is kept then, and a new stack cannot create it again.
   */
  readonly identity?: IEmailIdentity | undefined;
}

/**
 * What a brand has of its own: the same keys as the sender's, laid over them. An event chooses it by its `brand`, or by
 * its source.
 */
export interface Brand extends Partial<ApologySender> {
  /**
   * The event sources whose failures are this brand's where their events name none.
   *
   * @default - events name it
   */
  readonly sources?: readonly string[] | undefined;
  /**
   * The absolute path of a folder with words of its own: a file `<locale>.json` for each language that has any, with
   * some of the keys of all words. What all failure types share stands there by its key, what one of them says below
   * its name: `{ "invitation": "…", "ParcelLost": { "sorry": "…" } }`. They are read and checked when the app is
   * synthesized.
   *
   * @default - it speaks as everybody does
   */
  readonly words?: string | undefined;
  /**
   * An SES identity, verified in this account and region, that covers the brand's address.
   *
   * @default - the one of the sender or of another brand, where the domain is the same, or else a new one
   */
  readonly identity?: IEmailIdentity | undefined;
}

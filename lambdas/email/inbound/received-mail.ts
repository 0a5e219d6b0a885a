/** What SES says of one of its looks at a mail. `GRAY`: there was nothing that could be looked at. */
export type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';

/** A mail that came, as SES tells of it. Nothing in here is said by whoever wrote it, but for the envelope sender. */
export interface ReceivedMail {
  /** SES's id of it, under which the mail itself lies. */
  readonly id: string;
  /** The envelope sender. Empty for bounces and most automatic answers. */
  readonly envelopeSender: string;
  /** The envelope recipients in our domain. */
  readonly recipients: readonly string[];
  readonly verdicts: {
    readonly spam: Verdict;
    readonly virus: Verdict;
    readonly spf: Verdict;
    readonly dkim: Verdict;
    readonly dmarc: Verdict;
  };
  /** ISO 8601. */
  readonly at: string;
}

/** What is read of a mail. All of it is said by whoever wrote it. */
export interface ReadMail {
  /** By its name in small letters, each as often as it is there. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** All addresses in all `From`, also those in a name or a comment. A mail of a person has one. */
  readonly from: readonly string[];
  readonly fromName: string;
  readonly subject: string;
  readonly mailId: string | undefined;
  /** What its text says, or its HTML where it has no text. */
  readonly text: string;
  /** The names of what is attached. */
  readonly attached: readonly string[];
}

/** Reads mails. */
export interface MailReader {
  /** @throws where it is no mail that can be read */
  read(raw: Uint8Array): Promise<ReadMail>;
}

/** Where mails lie as they came, until they were heard. */
export interface RawMails {
  /** Undefined where it was heard and removed before, or has expired. */
  read(id: string): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
  /** Where a person finds it. */
  placeOf(id: string): string;
}

export function headersOf({ headers }: Pick<ReadMail, 'headers'>, name: string): string[] {
  return headers.filter((header) => header.name === name).map(({ value }) => value.trim());
}

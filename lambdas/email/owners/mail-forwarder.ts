/** A mail of a customer, for the mailbox that a person reads. */
export interface ForwardedMail {
  /** Where it goes. */
  readonly mailbox: string;
  /** What the customer reads to quote. Missing where nobody knows which remedy it is about. */
  readonly reference?: string | undefined;
  readonly remedyId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Why it is not said in the customer's name. Missing where it is, or where no conversation has it anyway. */
  readonly disbelieved?: string | undefined;
  /** Why no conversation has it. Missing where one has. */
  readonly unheard?: string | undefined;
  /** The address that it says it is from, which a person may answer to. @default - none that could be answered to */
  readonly from?: string | undefined;
  readonly subject: string;
  /** As it came. Missing where it is not sent on. */
  readonly original?: Uint8Array | undefined;
  /** Where it lies for some days, where it is not sent on. */
  readonly place?: string | undefined;
}

/** Sends what customers write to the mailbox that a person reads. */
export interface MailForwarder {
  /** @throws where it is not certain that the mail service took it */
  forward(mail: ForwardedMail): Promise<void>;
}

/** What a person reads above the mail that is attached. */
export function forwardedText(mail: ForwardedMail): string {
  const { reference, remedyId, customerId, place } = mail;
  const about =
    remedyId === undefined || customerId === undefined
      ? ['Nobody knows here which remedy this mail is about.']
      : [
          `It is about the remedy ${reference ?? remedyId} (${remedyId}) of the customer ${customerId}.`,
          `The whole story: amends conversations show ${customerId} ${remedyId}`,
        ];
  const where =
    place === undefined
      ? ['The mail as it came is attached. Treat what is attached to it as you would any mail of a stranger.']
      : [`The mail itself is not sent on, because it is too large or may do harm. It lies for 30 days at ${place}.`];
  return ['A customer answered one of our mails.', ...about, ...doubtsOf(mail), ...where].join('\n\n');
}

function doubtsOf({ disbelieved, unheard }: ForwardedMail): string[] {
  const lines = [
    ...(disbelieved === undefined
      ? []
      : [`FROM ANOTHER ADDRESS, OR NOT CERTAIN: ${disbelieved}. Nothing of it was said in the name of the customer.`]),
    ...(unheard === undefined ? [] : [`IN NO CONVERSATION: ${unheard}. Whoever reads this answers it.`]),
  ];
  return lines.length > 0 ? lines : ['It is in the conversation, where somebody takes it and answers.'];
}

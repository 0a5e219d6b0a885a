import { isOfLetter } from '../../conversation/letter-keys';

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
  /** What became of an answer that somebody of the company sent by mail. Missing in mails of customers. */
  readonly answer?: ReturnedAnswer | undefined;
  /** The address that it says it is from, which a person may answer to. @default - none that could be answered to */
  readonly from?: string | undefined;
  /** Where an answer goes that becomes one of the conversation. @default - an answer goes to whom it is from */
  readonly answersTo?: string | undefined;
  readonly subject: string;
  /** As it came. Missing where it is not sent on. */
  readonly original?: Uint8Array | undefined;
  /** Where it lies for some days, where it is not sent on. */
  readonly place?: string | undefined;
}

/** An answer of somebody of the company, given back because it did not leave, or not with all that was in it. */
export interface ReturnedAnswer {
  /** The name of who wrote it. Missing where nobody can say. */
  readonly by?: string | undefined;
  /** Why it did not leave. Missing where it did. */
  readonly notSent?: string | undefined;
  /** The names of what was attached, and did not leave with it. */
  readonly leftOut?: readonly string[] | undefined;
}

/** `left`: as many were sent on as should be, and it lies where it came. */
export type Forwarded = 'sent' | 'left';

/** Sends what customers write to the mailbox that a person reads. */
export interface MailForwarder {
  /** @throws where it is not certain that the mail service took it */
  forward(mail: ForwardedMail): Promise<Forwarded>;
}

/** The first line of a copy that can be answered: by it is known what somebody wrote above. */
const markLine = '=== Write above this line. Only what stands above it goes to the customer, by your name. ===';

/** What a person reads above the mail that is attached. */
export function forwardedText(mail: ForwardedMail): string {
  const { place, answer, answersTo } = mail;
  const where =
    place === undefined
      ? mail.original && [
          'The mail as it came is attached. Treat what is attached to it as you would any mail of a stranger.',
        ]
      : [`The mail itself is not sent on, because it is too large or may do harm. It lies for 30 days at ${place}.`];
  const lines = answer ? returnedLines(answer, mail) : customersLines(mail);
  return [...(answersTo === undefined ? [] : [markLine]), ...lines, ...(where ?? [])].join('\n\n');
}

function customersLines(mail: ForwardedMail): string[] {
  const answered =
    mail.answersTo === undefined
      ? []
      : [
          'Answer this mail from your own address, and what you write above is an answer in the conversation: it takes it.',
        ];
  return [whatCame(mail), ...aboutOf(mail), ...doubtsOf(mail), ...answered];
}

/** Who writes of their own accord has answered nothing, and may be nobody's customer. */
function whatCame({ remedyId, disbelieved }: ForwardedMail): string {
  if (remedyId === undefined) return 'A mail came to the address for answers to our mails.';
  if (isOfLetter({ remedyId })) return 'Somebody wrote who answers none of our mails.';
  return disbelieved === undefined ? 'A customer answered one of our mails.' : 'An answer to one of our mails came.';
}

function aboutOf({ reference, remedyId, customerId }: ForwardedMail): string[] {
  if (remedyId === undefined || customerId === undefined) return ['Nobody knows here which remedy this mail is about.'];
  const about = isOfLetter({ remedyId })
    ? `It is a letter, ${reference ?? remedyId} (${remedyId}), and about no remedy. Whether ${customerId} has bought anything nobody knows here.`
    : `It is about the remedy ${reference ?? remedyId} (${remedyId}) of the customer ${customerId}.`;
  return [about, `The whole story: amends conversations show ${customerId} ${remedyId}`];
}

function returnedLines({ by = 'Somebody', notSent, leftOut = [] }: ReturnedAnswer, mail: ForwardedMail): string[] {
  const what =
    notSent === undefined
      ? `The answer of ${by} is on its way to the customer, but not what was attached to it: ${leftOut.join(', ')}.`
      : `NOT SENT: ${by} answered a copy, and nothing of it went to the customer: ${notSent}.`;
  return [what, ...aboutOf(mail)];
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

/** What is said first of it in its subject. */
export function forwardedSubject({ disbelieved, unheard, answer, reference, subject }: ForwardedMail): string {
  return `${markOf({ disbelieved, unheard, answer })}${reference === undefined ? '' : `${reference}: `}${subject}`;
}

function markOf({ disbelieved, unheard, answer }: Pick<ForwardedMail, 'disbelieved' | 'unheard' | 'answer'>): string {
  if (answer) return answer.notSent === undefined ? '[without what was attached] ' : '[not sent] ';
  if (disbelieved !== undefined) return '[from another address] ';
  return unheard === undefined ? '' : '[in no conversation] ';
}

import type { SesRefusal, SesRequest } from './ses-request';

/** Of a raw message, with its attachments. */
const mostBytes = 10 * 1024 * 1024;
const mostRecipients = 50;

/** RFC 5322: 998 characters and the line end. SES and receivers refuse a mail with longer ones. */
const longestLine = 998;

const tagText = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * What SES refuses of any account, and what receivers refuse that SES lets through: who only sends here hears of it
 * here.
 */
export function refusalByLimits({ destinations, raw, tags }: SesRequest): SesRefusal | undefined {
  const invalid = destinations.flatMap((destination) => addressProblem(bareDestination(destination)) ?? []);
  if (invalid[0] !== undefined) return { code: 'InvalidParameterValue', message: invalid[0] };
  if (destinations.length > mostRecipients) {
    return { code: 'InvalidParameterValue', message: `Recipient count exceeds ${mostRecipients}` };
  }
  for (const [name, value] of Object.entries(tags)) {
    if (tagText.test(name) && tagText.test(value)) continue;
    return {
      code: 'InvalidParameterValue',
      message: `The tag <${name.slice(0, 256)}> has to hold 1 to 256 letters, digits, underscores and dashes.`,
    };
  }
  const problem = raw && messageProblem(raw);
  return problem === undefined ? undefined : { code: 'MessageRejected', message: problem };
}

function messageProblem(raw: Buffer): string | undefined {
  if (raw.length > mostBytes) return `The message is ${raw.length} bytes long; ${mostBytes} is the most.`;
  const text = raw.toString('latin1');
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) {
    return 'The message has line ends that are no CRLF. SES would take it, and many receivers would refuse it.';
  }
  if (text.split('\r\n').some((line) => line.length > longestLine)) {
    return `The message has a line of more than ${longestLine} characters.`;
  }
  return undefined;
}

/** In the words of SES. */
function addressProblem(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (at < 0 || at === address.length - 1) return "Missing final '@domain'";
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (local === '') return 'Missing local name';
  if (/[\p{Cc}\s]/u.test(local)) return 'Local address contains control or whitespace';
  if (!isAscii(local)) return 'Local address contains non-ASCII characters';
  if (/[,;:<>()[\]"\\@]/.test(local)) return 'Illegal address';
  if (local.length > 64) return 'Local name is too long';
  if (domain.startsWith('.')) return 'Domain starts with dot';
  if (domain.includes('..')) return 'Domain contains dot-dot';
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) return 'Domain contains illegal character';
  return /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]+$/.test(domain)
    ? undefined
    : 'Illegal address';
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}

function bareDestination(text: string): string {
  return (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
}

/** What SES answers an account that has sent all that it may send in a day. */
export const quotaUsedUp: SesRefusal = { code: 'Throttling', message: 'Daily message quota exceeded.' };

/** How many mails an account may send in a second. What is over it is refused as SES does. */
export class SendingRate {
  private second = -1;
  private sent = 0;

  /** @param now in milliseconds */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {}

  /** Counts one mail. @returns why it is refused */
  take(): SesRefusal | undefined {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) [this.second, this.sent] = [second, 0];
    this.sent += 1;
    return this.sent > this.perSecond ? { code: 'Throttling', message: 'Maximum sending rate exceeded.' } : undefined;
  }
}

import { headersOf, type ReadMail, type ReceivedMail } from './received-mail';

/**
 * Why a mail is not believed to be from this address, or undefined where it is: it says so, and SES has found that
 * whoever has the domain of the address says so too.
 */
export function disbelievedBecause(
  mail: ReadMail,
  received: ReceivedMail,
  address: string | undefined,
): string | undefined {
  const { spam, virus } = received.verdicts;
  if (virus !== 'PASS') return 'SES found a virus, or could not look for one';
  if (spam === 'FAIL') return 'SES takes it for spam';
  if (address === undefined) return "the customer's address is not kept any more";
  const [from, ...others] = mail.from;
  if (from === undefined || others.length > 0 || !isSameAddress(from, address)) return 'it is from another address';
  return isProven(mail, received, domainOf(from)) ? undefined : 'SES cannot tell whether it is from this address';
}

/**
 * By DMARC, which looks at just that. Where the domain has none, the envelope or the signature has to be of the domain
 * that the reader sees: each of them alone proves some domain, and everybody has one.
 */
function isProven(mail: ReadMail, { verdicts, envelopeSender }: ReceivedMail, domain: string): boolean {
  if (verdicts.dmarc === 'PASS') return true;
  if (verdicts.dmarc !== 'GRAY') return false;
  if (verdicts.spf === 'PASS' && isAligned(domainOf(envelopeSender), domain)) return true;
  const signed = headersOf(mail, 'dkim-signature').map((value) => signerIn.exec(value)?.[1] ?? '');
  // SES says that a signature is right, and not which. So all have to be of the domain.
  return verdicts.dkim === 'PASS' && signed.length > 0 && signed.every((by) => isAligned(by, domain));
}

/** What a signature says is its domain, where that is all that it says there. */
const signerIn = /(?:^|;)\s*d\s*=\s*([\w.-]+)\s*(?:;|$)/;

/** A domain above or below another may be somebody else's: only a list of all registries could tell. */
function isAligned(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** People write their address in capitals or not. No provider that matters tells two people apart by that. */
function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).replace(/>$/, '');
}

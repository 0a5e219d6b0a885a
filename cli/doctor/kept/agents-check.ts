import { advice, ready, type Check } from '../checks/check';

/** The TXT records of a name; none where there is no such name. */
export type TextRecords = (name: string) => Promise<readonly string[]>;

/**
 * Whether mails of agents will be believed to be theirs. Their domains are not of the stack: nothing else would say so
 * before the first agent's answer is left lying.
 *
 * @param agents their addresses, as the file of the stage has them
 */
export async function checkAgents(agents: readonly string[], textsOf: TextRecords): Promise<readonly Check[]> {
  const domains = [...new Set(agents.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()))];
  return Promise.all(domains.map((domain) => checkOf(domain, textsOf)));
}

/** https://www.rfc-editor.org/rfc/rfc7489#section-6.6.3: without one of its own, that of the domain above counts. */
async function checkOf(domain: string, textsOf: TextRecords): Promise<Check> {
  const what = `agents of ${domain}`;
  const above = domain.split('.').slice(-2).join('.');
  for (const of of new Set([domain, above])) {
    const records = await textsOf(`_dmarc.${of}`);
    if (records.some((record) => /^v=DMARC1\b/i.test(record))) {
      return ready(what, `their answers are believed by the DMARC record of ${of}, as far as their mails pass it`);
    }
  }
  return advice(
    what,
    `${domain} has no DMARC record. An answer of theirs is believed only where SPF or DKIM is of that very domain, and is left lying otherwise`,
    `dig +short TXT _dmarc.${domain}`,
  );
}

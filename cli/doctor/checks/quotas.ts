/** A quota of an AWS account, as Service Quotas knows it. */
interface Quota {
  readonly service: 'lambda' | 'ses';
  readonly code: string;
  /** What it is asked to become: enough for a first year of most companies. */
  readonly desired: number;
  /** Where AWS names the quota. Its tables there link each to its code in the console. */
  readonly source: string;
}

/**
 * The codes were compared with AWS's pages and with what many public repositories use. The two of SES stand as text at
 * https://docs.aws.amazon.com/talent/latest/adminguide/endpoints-quotas.html. An account in the sandbox is refused an
 * increase of them: it has to leave the sandbox first.
 */
const quotas = {
  /** Functions that run at once, in a region. */
  concurrency: {
    service: 'lambda',
    code: 'L-B99A9384',
    desired: 1_000,
    source: 'https://docs.aws.amazon.com/general/latest/gr/lambda-service.html',
  },
  /** Mails in 24 hours. */
  mailsPerDay: {
    service: 'ses',
    code: 'L-804C8AE8',
    desired: 50_000,
    source: 'https://docs.aws.amazon.com/general/latest/gr/ses.html',
  },
  /** Mails in a second. */
  mailsPerSecond: {
    service: 'ses',
    code: 'L-CDEF9B6B',
    desired: 50,
    source: 'https://docs.aws.amazon.com/general/latest/gr/ses.html',
  },
} as const satisfies Record<string, Quota>;

/** The command that asks AWS for more. */
export function askForMore(name: keyof typeof quotas, desired: number = quotas[name].desired): string {
  const { service, code } = quotas[name];
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${desired}`;
}

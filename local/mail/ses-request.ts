import type { SystemTemplate } from '../template';

/** What a request asks the first version of the SES API to send. */
export interface SesRequest {
  readonly action: string;
  /** Bare addresses that the mail claims to come from. */
  readonly from: readonly string[];
  readonly configurationSet: string | undefined;
}

export interface SesRefusal {
  readonly code: string;
  readonly message: string;
}

const knownActions = ['SendEmail', 'SendRawEmail'];

/** Reads the form that the SDK sends. */
export function readSesRequest(body: string): SesRequest {
  const form = new URLSearchParams(body);
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
  const claimed = [form.get('Source'), fromHeader(raw)].filter((text) => text !== null && text !== undefined);
  return {
    action: form.get('Action') ?? '',
    from: [...new Set(claimed.map(bareAddress))],
    configurationSet: form.get('ConfigurationSetName') ?? undefined,
  };
}

/** What SES would refuse: the template verifies the senders and creates the configuration sets. */
export function refusalOf(
  { action, from, configurationSet }: SesRequest,
  { senderIdentities, configurationSets, region }: SystemTemplate,
): SesRefusal | undefined {
  if (!knownActions.includes(action)) {
    return {
      code: 'InvalidAction',
      message: `The local system does not know ${action || 'this action'} of SES, only ${knownActions.join(' and ')}.`,
    };
  }
  if (configurationSet !== undefined && !configurationSets.includes(configurationSet)) {
    return { code: 'ConfigurationSetDoesNotExist', message: `Configuration set <${configurationSet}> does not exist.` };
  }
  const unverified = from.filter((address) => !isVerified(address, senderIdentities));
  if (unverified.length === 0) return undefined;
  const failed = `The following identities failed the check in region ${region.toUpperCase()}: ${unverified.join(', ')}`;
  return { code: 'MessageRejected', message: `Email address is not verified. ${failed}` };
}

/** An identity is an address, or a domain with all that is below it. */
function isVerified(address: string, identities: readonly string[]): boolean {
  const domain = address.split('@').at(-1) ?? '';
  return identities.some((identity) => {
    const known = identity.toLowerCase();
    return known.includes('@') ? known === address : domain === known || domain.endsWith(`.${known}`);
  });
}

function fromHeader(message: string): string | undefined {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1);
  return /^from:(.*(?:\r?\n[ \t].*)*)/im.exec(head)?.[1];
}

function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

import type { SystemTemplate } from '../template/template';

/** A request to send a mail, in version 1 of the SES API. */
export interface SesRequest {
  readonly action: string;
  /** Bare addresses of the senders. */
  readonly from: readonly string[];
  /** Bare addresses, as they were written. */
  readonly recipients: readonly string[];
  /** The recipients as the request names them. Empty where it leaves them to the mail. */
  readonly destinations: readonly string[];
  /** The mail as it is to be sent. Missing where SES composes it. */
  readonly raw: Buffer | undefined;
  readonly configurationSet: string | undefined;
  /** Message tags, from the request or from a header of the mail. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface SesRefusal {
  readonly code: string;
  readonly message: string;
}

const knownActions = ['SendEmail', 'SendRawEmail'];

/** Reads the form that the SDK sends. */
export function readSesRequest(body: string): SesRequest {
  const form = new URLSearchParams(body);
  const data = form.get('RawMessage.Data');
  const message = data === null ? undefined : Buffer.from(data, 'base64');
  const raw = message?.toString('utf8') ?? '';
  const claimed = [form.get('Source'), header(raw, 'from')].filter((text) => text !== null && text !== undefined);
  return {
    action: form.get('Action') ?? '',
    from: [...new Set(claimed.map(bareAddress))],
    recipients: recipientsOf(form, raw),
    destinations: destinationsOf(form),
    raw: message,
    configurationSet: form.get('ConfigurationSetName') ?? header(raw, 'x-ses-configuration-set'),
    tags: { ...headerTags(raw), ...formTags(form) },
  };
}

/** The recipients of the request, or else those of the mail. */
function recipientsOf(form: URLSearchParams, raw: string): string[] {
  const named = destinationsOf(form);
  const headers = ['to', 'cc', 'bcc'].map((name) => header(raw, name)).filter((text) => text !== undefined);
  const lists = named.length > 0 ? named : headers;
  return [...new Set(lists.flatMap((list) => list.match(/(?<![^\s<>,;:"@])[^\s<>,;:"@]+@[^\s<>,;:"]+/g) ?? []))];
}

function destinationsOf(form: URLSearchParams): string[] {
  return [...form].filter(([name]) => /^Destinations?\..*member\.\d+$/.test(name)).map(([, value]) => value);
}

function formTags(form: URLSearchParams): Record<string, string> {
  const names = [...form.keys()].filter((name) => /^Tags\.member\.\d+\.Name$/.test(name));
  return Object.fromEntries(
    names.map((name) => [form.get(name) ?? '', form.get(name.replace(/Name$/, 'Value')) ?? ''] as const),
  );
}

/** Reads `campaign=spring, language=de`. */
function headerTags(raw: string): Record<string, string> {
  const pairs = (header(raw, 'x-ses-message-tags') ?? '').split(',').map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.flatMap(([name, value]) => (name && value ? [[name, value] as const] : [])));
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

/** A header of a mail, unfolded. The name must hold no sign that means something in a pattern. */
export function header(message: string, name: string): string | undefined {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1);
  const value = new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1];
  return value?.replace(/\r?\n[ \t]+/g, ' ').trim();
}

export function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

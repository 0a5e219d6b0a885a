import type { Inquiry } from '../../../lambdas/outcomes/inquiry';

/** A failure in the log of the system that published it. */
export interface LoggedFailure {
  readonly source: string;
  readonly type: string;
  /** When it was published. ISO 8601. */
  readonly time: string;
  readonly customerId: string;
  readonly orderId: string;
  /** What was said of it, without the customer and the purchase. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What was sold to customers. */
export interface SoldEntitlements {
  /** Of what was sold to others it says nothing. `validUntil` is missing where it does not end. */
  find(
    entitlementId: string,
    customerId: string,
  ): { readonly state: 'valid' | 'taken-away'; readonly validUntil: string | undefined } | undefined;
}

/** What a product system answers: how often it published that, what it has logged, and what was sold. */
export function answerTo(
  { to, failureType, customerId, orderId }: Inquiry,
  log: readonly LoggedFailure[],
  entitlements: SoldEntitlements,
): string {
  const ofCustomer = log.filter((one) => one.source === to && one.customerId === customerId);
  const same = ofCustomer.filter((one) => one.type === failureType && one.orderId === orderId);
  const first = same[0];
  const last = same.at(-1);
  if (!first || !last) return `Our log has no ${failureType} of order ${orderId}.`;
  const others = ofCustomer.filter((one) => !same.includes(one));
  return [
    `We published ${failureType} of order ${orderId} ${times(same.length)}, ${first === last ? `at ${first.time}` : `first at ${first.time} and last at ${last.time}`}.`,
    `Logged: ${factsIn(last.facts).join('; ')}.`,
    ...entitlementsIn(last, entitlements),
    others.length === 0
      ? 'Of this customer we have logged nothing else.'
      : `Of this customer we have also logged: ${others.map(({ type, orderId: other }) => `${type} of order ${other}`).join('; ')}.`,
  ].join('\n');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Numbers, codes and times. Nothing that a person wrote, and nothing of whom it was for. */
function factsIn(facts: Readonly<Record<string, unknown>>, path = ''): string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (name === 'schemaVersion' || personal.has(name)) return [];
    if (typeof value === 'object' && value !== null) {
      return factsIn(value as Readonly<Record<string, unknown>>, `${path}${name}.`);
    }
    const text = String(value);
    return /^[\w.:+-]+$/.test(text) ? [`${path}${name} ${text}`] : [];
  });
}

const personal: ReadonlySet<string> = new Set(['recipient', 'handle', 'text', 'postUrl']);

/** Whatever the log names that was sold to this customer. */
function entitlementsIn({ facts, customerId }: LoggedFailure, entitlements: SoldEntitlements): readonly string[] {
  return idsIn(facts).flatMap((id) => {
    const kept = entitlements.find(id, customerId);
    if (!kept) return [];
    const until = kept.validUntil === undefined ? 'without an end' : `until ${kept.validUntil}`;
    return [kept.state === 'valid' ? `${id} is valid ${until}.` : `${id} was taken away from the customer.`];
  });
}

function idsIn(facts: Readonly<Record<string, unknown>>): string[] {
  return Object.values(facts).flatMap((value) => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? idsIn(value as Readonly<Record<string, unknown>>) : [];
  });
}

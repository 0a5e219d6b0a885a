/** The longest value that SES takes for a tag. */
const longestTag = 256;

/**
 * The tags that say whose mail it is. A long id goes on in further tags: a hash would not lead back to the customer.
 */
export function customerTags(customerId: string): { readonly Name: string; readonly Value: string }[] {
  const written = toTag(customerId);
  const count = Math.max(1, Math.ceil(written.length / longestTag));
  return Array.from({ length: count }, (_, index) => ({
    Name: nameOf(index),
    Value: written.slice(index * longestTag, (index + 1) * longestTag),
  }));
}

/** The customer whom a mail's tags name. Undefined where they name nobody. */
export function customerIn(tag: (name: string) => string | undefined): string | undefined {
  const values: string[] = [];
  for (let value = tag(nameOf(0)); value !== undefined; value = tag(nameOf(values.length))) values.push(value);
  return values.length === 0 ? undefined : fromTag(values.join(''));
}

function nameOf(index: number): string {
  return index === 0 ? 'customer' : `customer-${index + 1}`;
}

/** A text as SES accepts it in a tag: letters, digits, hyphens and underscores only. */
export function toTag(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

export function fromTag(tag: string): string {
  return Buffer.from(tag, 'base64url').toString('utf8');
}

/** The customer that a kept failure names, as far as it does. */
export function personIn(failure: object): {
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
} {
  const customer: unknown = 'customer' in failure ? failure.customer : undefined;
  const text = (key: string): string | undefined => {
    const value: unknown = typeof customer === 'object' && customer !== null ? Reflect.get(customer, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { name: text('name'), locale: text('locale'), timeZone: text('timeZone') };
}

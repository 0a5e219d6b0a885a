/** Whoever has a customer id with this beginning was made up by somebody who may write the table, and nothing else. */
export const beginning = 'cus_thief';

export function isThiefs(customerId: string): boolean {
  return customerId.startsWith(beginning);
}

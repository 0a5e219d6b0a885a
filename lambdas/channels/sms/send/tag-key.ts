/** The key of our tag in the context of a message. */
export const tagKey = 'amends';

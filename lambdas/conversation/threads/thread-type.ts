/** The type of a conversation on a network that is about no failure. It stands where others have that of theirs. */
export const threadType = 'Message';

/**
 * The type of a conversation that is about no remedy: a critic wrote, a child, somebody who says thank you. It stands
 * where others have the type of their failure.
 */
export const letterType = 'Letter';

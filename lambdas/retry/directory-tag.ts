/**
 * The tag that names the queues of a function, `<dead-letter queue> <retry queue>`, in a directory of queues: with the
 * name of the function behind it.
 */
export const directoryTag = 'amends:dead-letters:';

/**
 * The tag that names the queues of a function, `<dead-letter queue> <retry queue>`, in one of the directories of queues:
 * with the name of the function behind it.
 */
export const directoryTag = 'amends:dead-letters:';

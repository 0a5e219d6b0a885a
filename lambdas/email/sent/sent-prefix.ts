/** All mails stand below it, as they left. */
export const sentMailPrefix = 'mails/';

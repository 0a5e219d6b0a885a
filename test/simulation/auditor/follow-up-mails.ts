/** Mails that nobody waits for, written down a second time. */
export const followUpMails: readonly string[] = ['refund-there', 'replacement-there', 'mended', 'feedback'];

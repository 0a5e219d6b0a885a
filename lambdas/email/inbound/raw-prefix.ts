/** Below it SES puts each mail under its id. */
export const rawPrefix = 'mails/';

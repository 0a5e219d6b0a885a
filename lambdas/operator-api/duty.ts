/**
 * What an operator may do, each apart from the others. `look`: see what waits, and the name and address of whom it is
 * for. `approve`: decide on what waits, also against it, and take back a credit. `switch`: change what happens by
 * itself, and let an account's remedies go on. `erase`: erase a customer's envelopes. `retry`: send remedies and mails
 * on their way again. `audit`: read who did and saw what.
 */
export const duties = ['look', 'approve', 'switch', 'erase', 'retry', 'audit'] as const;

export type Duty = (typeof duties)[number];

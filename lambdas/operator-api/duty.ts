/**
 * What an operator may do, each apart from the others. `look`: see what waits, and the name and address of whom it is
 * for. `write`: ask whoever reported a failure for more, and see to mails that went wrong. `report`: see what a
 * customer has bought, and say in their name what went wrong with it. `give`: give a customer something of one's own
 * accord, within a budget. `approve`: decide on what
 * waits, also against it, and take back a credit. `check`: look afterwards at what was given by itself, and mark it.
 * `switch`: change what happens by itself, and let an account's remedies go on. `erase`: erase a customer's envelopes.
 * `retry`: send remedies and mails on their way again. `audit`: read who did and saw what.
 */
export const duties = [
  'look',
  'write',
  'report',
  'give',
  'approve',
  'check',
  'switch',
  'erase',
  'retry',
  'audit',
] as const;

export type Duty = (typeof duties)[number];

/** The roles in which people usually operate, each as the duties that it needs. */
export const roleDuties = {
  viewer: ['look'],
  agent: ['look', 'write', 'report', 'give'],
  approver: ['look', 'write', 'report', 'give', 'approve'],
  checker: ['look', 'check'],
  administrator: ['look', 'switch', 'erase', 'retry', 'audit'],
} as const satisfies Readonly<Record<string, readonly Duty[]>>;

export type OperatorRoleName = keyof typeof roleDuties;

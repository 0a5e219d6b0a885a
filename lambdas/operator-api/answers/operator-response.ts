/** What an operation answers. */
export interface OperatorResponse {
  readonly status: number;
  readonly body: object;
  readonly allow?: string | undefined;
}

export function ambiguous(remedyIds: readonly string[]): OperatorResponse {
  const why = `several remedies of this customer have this reference: name one by its id, ${remedyIds.join(' or ')}`;
  return { status: 409, body: { why } };
}

export const noRemedy: OperatorResponse = { status: 404, body: { why: 'this customer has no such remedy' } };
export const noCheck: OperatorResponse = {
  status: 404,
  body: { why: 'this remedy is not among those that are checked afterwards' },
};
export const noCustomer: OperatorResponse = {
  status: 404,
  body: { why: 'nothing is known of a customer with this id; ids are the same letter by letter, also in their case' },
};
export const noConversation: OperatorResponse = {
  status: 404,
  body: { why: 'this customer has not written back about such a remedy' },
};
export const noQueue: OperatorResponse = {
  status: 404,
  body: { why: 'no function has a dead-letter queue of this name; the list names those that there are' },
};
export const noIncident: OperatorResponse = {
  status: 404,
  body: { why: 'no remedy is held because of this incident' },
};

export function ok(body: object): OperatorResponse {
  return { status: 200, body };
}

/** What came of a decision: all that it says besides that it was done, or why it was refused. */
export function resultOf(
  result: { readonly answer: 'done' } | { readonly answer: 'refused'; readonly why: string },
): OperatorResponse {
  const { answer, ...body } = result;
  if (answer === 'refused') return { status: 409, body };
  return ok(body);
}

export function invalid(problems: readonly string[]): OperatorResponse {
  return { status: 400, body: { why: 'the request is not valid', problems } };
}

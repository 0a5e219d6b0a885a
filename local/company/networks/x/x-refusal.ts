/** A problem, as X describes it: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
interface XProblem {
  readonly status: number;
  readonly title: string;
  readonly type: string;
  readonly detail: string;
}

const forbidden = { status: 403, title: 'Forbidden', type: 'about:blank' } as const;

/** The details are those that X is known to answer; its reference has no list of them. */
export const xProblems = {
  keys: { status: 401, title: 'Unauthorized', type: 'about:blank', detail: 'Unauthorized' },
  rate: { status: 429, title: 'Too Many Requests', type: 'about:blank', detail: 'Too Many Requests' },
  credits: {
    status: 402,
    title: 'CreditsDepleted',
    type: 'https://api.twitter.com/2/problems/credits',
    detail: 'Your enrolled account does not have any credits to fulfill this request.',
  },
  right: {
    status: 403,
    title: 'Forbidden',
    type: 'https://api.twitter.com/2/problems/oauth1-permissions',
    detail: 'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
  },
  gone: { ...forbidden, detail: 'You attempted to reply to a Tweet that is deleted or not visible to you.' },
  uninvited: {
    ...forbidden,
    detail:
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
  },
  noMessages: { ...forbidden, detail: 'You do not have permission to DM one or more participants.' },
  duplicate: { ...forbidden, detail: 'You are not allowed to create a Tweet with duplicate content.' },
  long: { ...forbidden, detail: 'Your Tweet text is too long.' },
  request: {
    status: 400,
    title: 'Invalid Request',
    type: 'https://api.twitter.com/2/problems/invalid-request',
    detail: 'One or more parameters to your request was invalid.',
  },
  path: { status: 404, title: 'Not Found', type: 'about:blank', detail: 'Not Found' },
} as const satisfies Readonly<Record<string, XProblem>>;

/** The API refuses a request, and has done nothing. */
export class XRefusal extends Error {
  override readonly name = 'XRefusal';
  constructor(readonly problem: XProblem) {
    super(problem.detail);
  }
}

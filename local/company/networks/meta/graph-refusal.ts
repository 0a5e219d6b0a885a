interface GraphFacts {
  readonly message: string;
  readonly code: number;
  readonly error_subcode?: number;
}

/** The errors that the reference names: https://developers.facebook.com/docs/messenger-platform/error-codes */
export const graphErrors = {
  token: { message: 'Error validating access token', code: 190 },
  rate: { message: 'Calls to this api have exceeded the rate limit', code: 613 },
  window: { message: 'This message is sent outside of allowed window', code: 10, error_subcode: 2_018_278 },
  unavailable: { message: "This person isn't available right now", code: 551 },
  replied: { message: 'Activity already replied to', code: 10_900 },
  gone: { message: 'Unsupported post request', code: 100, error_subcode: 33 },
  nobody: { message: 'No matching user found', code: 100, error_subcode: 2_018_001 },
  long: { message: 'Param message[text] must be a string of at most 2000 characters', code: 100 },
} as const satisfies Readonly<Record<string, GraphFacts>>;

/** The Graph API refuses a request, and has done nothing. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  constructor(readonly facts: GraphFacts) {
    super(facts.message);
  }

  get status(): number {
    return this.facts.code === 613 ? 403 : 400;
  }
}

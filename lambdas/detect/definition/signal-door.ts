/** A request to the public URL of a detector, as it came. */
export interface SignalRequest {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The body, byte for byte as it came: signatures are made over these bytes. */
  readonly rawBody: string;
  readonly now: Date;
}

/** What a request comes to under one secret. */
export type ReceivedSignals<Signal> =
  | { readonly type: 'signals'; readonly signals: readonly Signal[] }
  /** Rightly signed, and about nothing of ours. */
  | { readonly type: 'unrelated'; readonly why: string }
  /** Rightly signed, and not what it should be. */
  | { readonly type: 'invalid-payload'; readonly why: string }
  | { readonly type: 'invalid-signature'; readonly why: string };

/** How signals of one source are verified and reduced to the facts that count. Pure. */
export interface SignalDoor<Signal = unknown> {
  /** The name of the detector that they are for. */
  readonly detector: string;
  /** Whether a request carries a signature at all: strangers send none. */
  isSigned(request: Pick<SignalRequest, 'headers' | 'query'>): boolean;
  receive(request: SignalRequest, secret: string): ReceivedSignals<Signal>;
  /** What a body says that is believed already: one that was recorded. */
  read(request: Pick<SignalRequest, 'rawBody' | 'now'>): ReceivedSignals<Signal>;
}

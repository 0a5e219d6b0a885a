import type { InvalidPayload, InvalidSignature } from '../../fulfilment/port/webhook-event';
import type { InboundMessage } from './inbound-message';

/** A request at the public URL of a channel. Nothing of it is believed yet. */
export interface DoorRequest {
  /** In upper case. */
  readonly method: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body, byte for byte as it came: signatures are made over these bytes. */
  readonly rawBody: string;
  readonly now: Date;
}

/** What a request at the URL of a channel is. */
export type DoorAnswer =
  /** The network asks whether the URL is ours. Nothing changes by it. */
  | {
      readonly type: 'challenge';
      readonly body: string;
      /** @default plain text. Neither is a page for a browser */
      readonly contentType?: 'application/json' | undefined;
    }
  | {
      readonly type: 'messages';
      readonly messages: readonly InboundMessage[];
      /** What was in the request beside them, and why it is no message to us. For the log, so without personal data. */
      readonly ignored: readonly string[];
      /** What the network wants to hear once they are kept. @default 'ok' */
      readonly reply?: string | undefined;
    }
  | InvalidSignature
  | InvalidPayload;

/** How the webhooks of a network are verified and read. It has no effect. */
export interface Door {
  /**
   * Whether the request carries a signature at all: a wrong one may be of the network, whose secret we do not have.
   */
  isSigned(request: DoorRequest): boolean;
  /** @throws {@link NotAttemptedError} where the secret cannot be read; the network sends it again */
  open(request: DoorRequest): Promise<DoorAnswer>;
}

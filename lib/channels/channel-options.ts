import type { ComplaintRule } from '../../lambdas/channels/complaints/complaint-rule';
import type { ServiceEndpoint } from '../options/service-endpoint';

/** Which messages of a channel count as complaints. */
export interface ChannelComplaints {
  /**
   * `every-message`: it is a place for complaints. `listed-phrases`: those with one of `phrases`. `none`: a person
   * reads all of them.
   */
  readonly counts: ComplaintRule['counts'];
  /** In any case and width, and not as a part of another term. */
  readonly phrases?: readonly string[] | undefined;
}

/** When many people who write about one cause are an incident. */
export interface ChannelAmplification {
  /** So many different people, from 2 to 200. One person counts once, however much they write. */
  readonly people: number;
  /** Within so many minutes, up to a day. It is over once nobody has written about it for as long. */
  readonly withinMinutes: number;
}

/** What may be said of every channel. */
export interface ChannelOptions {
  /**
   * Which messages are a `ComplaintRaised`, where their customer is known. All others are for a person.
   *
   * @default - none
   */
  readonly complaints?: ChannelComplaints | undefined;

  /**
   * When many people who write about one cause are an incident: each listed phrase is a cause, or else whatever counts
   * as a complaint. Its owner is called by an alarm, `ComplaintsAmplified` is published, and complaints bear its
   * `incidentId` from then on.
   *
   * @default - never
   */
  readonly amplification?: ChannelAmplification | undefined;

  /**
   * Whether what customers write there is a conversation of the console. `false` where people answer at a desk of their
   * own that says nothing of it here: everything would wait for ever, and the alarm of who waits too long would ring.
   *
   * @default true
   */
  readonly conversations?: boolean | undefined;

  /**
   * Your endpoint that knows which customer gave a handle, with the contract in docs/channels/customers.md. Nobody
   * guesses it.
   *
   * @default - nobody knows, unless whoever passes a message on says it
   */
  readonly customers?: Pick<ServiceEndpoint, 'url' | 'secret'> | undefined;
}

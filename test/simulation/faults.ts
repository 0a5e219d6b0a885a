import type { Random } from './random';

/** How likely each fault is, in one world. All are probabilities, unless the name has a unit. */
export interface Faults {
  /** That a process dies at a call of it. */
  crash: number;
  /** That a call hangs until its process runs out of time. */
  hang: number;
  databaseLostReply: number;
  /** That a write is applied and none of its replies arrives, however often it is asked for again. */
  databaseEveryReplyLost: number;
  databaseThrottle: number;
  databaseError: number;
  unprocessedKeys: number;
  smallPages: number;
  /** That the index shows a write only minutes later. */
  indexLag: number;
  skewMs: number;
  busLostReply: number;
  busRefuses: number;
  deliveredTwice: number;
  deliveredLate: number;
  providerLostReply: number;
  providerError: number;
  providerLimits: number;
  providerUnreachable: number;
  providerPends: number;
  refundFails: number;
  refundFailsLate: number;
  providerDeclines: number;
  /** That the whole account at the provider falls into trouble for a while. */
  accountTrouble: number;
  partnerRefuses: number;
  /** That a partner refuses what it had accepted. */
  partnerRefusesLate: number;
  /** That a partner never responds, whether or not it acts. */
  partnerSilent: number;
  partnerSlow: number;
  responseTwice: number;
  responseLate: number;
  webhookTwice: number;
  webhookLate: number;
  mailLostReply: number;
  mailRefused: number;
  mailThrottled: number;
  mailEventMissing: number;
  mailBounces: number;
}

const noFaults: Faults = {
  crash: 0,
  hang: 0,
  databaseLostReply: 0,
  databaseEveryReplyLost: 0,
  databaseThrottle: 0,
  databaseError: 0,
  unprocessedKeys: 0,
  smallPages: 0,
  indexLag: 0,
  skewMs: 0,
  busLostReply: 0,
  busRefuses: 0,
  deliveredTwice: 0,
  deliveredLate: 0,
  providerLostReply: 0,
  providerError: 0,
  providerLimits: 0,
  providerUnreachable: 0,
  providerPends: 0,
  refundFails: 0,
  refundFailsLate: 0,
  providerDeclines: 0,
  accountTrouble: 0,
  partnerRefuses: 0,
  partnerRefusesLate: 0,
  partnerSilent: 0,
  partnerSlow: 0,
  responseTwice: 0,
  responseLate: 0,
  webhookTwice: 0,
  webhookLate: 0,
  mailLostReply: 0,
  mailRefused: 0,
  mailThrottled: 0,
  mailEventMissing: 0,
  mailBounces: 0,
};

/** The most of each fault. Crashes come at every call, so a small share of them kills most functions once. */
const worst: Partial<Faults> = {
  crash: 0.12,
  hang: 0.04,
  databaseLostReply: 0.15,
  databaseThrottle: 0.15,
  databaseError: 0.08,
  unprocessedKeys: 0.15,
  busLostReply: 0.15,
  providerLostReply: 0.5,
  providerError: 0.3,
  providerUnreachable: 0.3,
  providerLimits: 0.4,
  providerDeclines: 0.25,
  mailRefused: 0.3,
};

/**
 * Every world has a few kinds of faults and not the others: in a world with all of them at once hardly anything would
 * ever get far enough to go wrong in an interesting way.
 */
export function drawFaults(random: Random): Faults {
  const faults = { ...noFaults };
  const share = random.pick([0.1, 0.25, 0.5]);
  for (const name of Object.keys(noFaults) as (keyof Faults)[]) {
    const strength = random.next();
    if (random.chance(share)) faults[name] = strength * (worst[name] ?? 0.5);
  }
  faults.skewMs = random.chance(0.5) ? 2000 : 0;
  return faults;
}

/**
 * Whether an attempt at sending a mail may end in these faults and leave nobody who knows if it was handed over. The
 * loss of every reply to one write is none of them: whoever asks the database can know.
 */
export function leaveMailsInDoubt(faults: Readonly<Faults>): boolean {
  const { crash, hang, databaseLostReply, databaseThrottle, databaseError } = faults;
  return [crash, hang, databaseLostReply, databaseThrottle, databaseError].some((chance) => chance > 0);
}

/** Of hundreds of failures enough goes wrong with a few of these. */
export function crowdFaults(): Faults {
  return { ...noFaults, crash: 0.005, databaseLostReply: 0.02, databaseThrottle: 0.02, deliveredTwice: 0.1 };
}

/** Faults cease. What is already on its way still arrives. */
export function endFaults(faults: Faults): void {
  Object.assign(faults, noFaults);
}

/** What a failure of WhatsApp means, in words of ours. */
export interface FailureMeaning {
  readonly why: string;
  /** The customer wants to hear nothing more. */
  readonly isStop?: true;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, as far as they say what to do. */
const meanings: Readonly<Record<number, FailureMeaning>> = {
  130472: { why: 'the number takes part in an experiment of Meta' },
  130497: { why: 'Meta lets this company write to nobody in that country' },
  131026: { why: 'the number has no WhatsApp that takes it' },
  131031: { why: 'Meta has locked the account' },
  131042: { why: 'the account cannot pay' },
  131047: { why: 'the customer last wrote more than 24 hours ago' },
  131048: { why: 'too many customers have called messages spam' },
  131049: { why: 'Meta keeps customers from too many messages' },
  131050: { why: 'the customer wants no messages', isStop: true },
  131056: { why: 'too many messages to one number' },
  132000: { why: 'the template has another number of places' },
  132001: { why: 'the template is not there in this language, or is not approved' },
  132005: { why: 'the template is too long with what stands in it' },
  132007: { why: 'the template breaks a rule of Meta' },
  132012: { why: 'the template wants something else at a place' },
  132015: { why: 'the template is paused, because customers did not like it' },
  132016: { why: 'the template is switched off for good, because customers did not like it' },
};

export function meaningOfFailure(code: number | undefined): FailureMeaning {
  if (code === undefined) return { why: 'WhatsApp says no reason' };
  const known = meanings[code];
  return known ? { ...known, why: `${known.why} (${code})` } : { why: `WhatsApp's error ${code}` };
}

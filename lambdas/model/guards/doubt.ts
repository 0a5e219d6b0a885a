/**
 * What a seal says. `foreign`: what stands there was not written by us, or was changed since. `unknown-key`: the key is
 * one that this function has not heard of, as while keys are rotated.
 */
export type Judgement = 'ours' | 'foreign' | 'unknown-key';

/** Why something that was read moves no money. */
export type Doubt = Exclude<Judgement, 'ours'>;

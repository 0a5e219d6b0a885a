/**
 * This delivery has to come again, and nothing is wrong: another attempt at the same thing is at work, or was quicker.
 * It is thrown because throwing is how a function says "deliver this again"; it is counted apart from errors.
 */
export abstract class RetryableError extends Error {}

/** A minute, in milliseconds. */
export const minuteMs = 60_000;

/** An hour, in milliseconds. */
export const hourMs = 60 * minuteMs;

/** A day of 24 hours, in milliseconds. A calendar day in a time zone can be an hour longer or shorter. */
export const dayMs = 24 * hourMs;

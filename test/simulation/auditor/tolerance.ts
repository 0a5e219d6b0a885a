/** How far clocks may be off, and how long a request may take, in ms. */
export const toleranceMs = 60_000;

import { minuteMs } from '../model/durations';

/** So long after its failure was detected a mail is late: an alarm rings where more than one in twenty are. */
export const lateMailMs = 10 * minuteMs;

/** Published schedules of compensation, and the arithmetic on them. Off by default, and no legal advice. */
export { deadlineOf } from './deadline';
export { amountInWords, percentInWords, type Owed } from './owed';
export { owedUnder } from './owed-under';
export { scheduleFamilies, type Schedule, type ScheduleFamily, type Tender } from './schedule';
export type { ScheduleFacts } from './schedule-facts';
export { scheduleInForce, scheduleOf, schedules } from './schedules';
